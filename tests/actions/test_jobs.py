"""Long work: done once, told as it goes, stopped when asked, taken up again when its worker is killed."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from tertial.foundation import work
from tertial.foundation.words import N_
from tertial.foundation.work import Repeated, Work
from tertial.intake.actions import jobs
from tertial.intake.models import Job
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.refusal import Refused
from tests.things import a_job


@pytest.fixture
def does(monkeypatch):
    """Declare what the work called `prov` does."""

    def declare(do):
        monkeypatch.setattr(jobs, "all_works", lambda: {"prov": Work("prov", "¤Prov", do)})

    return declare


@pytest.fixture
def ask(db, django_capture_on_commit_callbacks):
    """Start a job and let the queue run it."""

    def start(**arguments):
        with django_capture_on_commit_callbacks(execute=True):
            job = jobs.start(by=SYSTEM, work="prov", name="¤fil", **arguments)
        job.refresh_from_db()
        return job

    return start


def test_the_answer_is_kept(does, ask):
    does(lambda progress, *, number: {"twice": number * 2})
    job = ask(number=21)
    assert (job.state, job.answer, job.attempts) == (Job.State.DONE, {"twice": 42}, 1)
    assert job.ended_at is not None


def test_a_refusal_is_told_in_words(does, ask):
    def do(progress):
        raise Refused(N_("Rad %(row)s: %(reason)s"), row=3, reason="¤trasig")

    does(do)
    job = ask()
    assert (job.state, job.text) == (Job.State.FAILED, "Rad 3: ¤trasig")


def test_a_fault_of_ours_is_logged_and_not_shown(does, ask, caplog):
    def do(progress):
        raise ZeroDivisionError("hemligt")

    does(do)
    job = ask()
    assert job.state == Job.State.FAILED
    assert "hemligt" not in job.text
    assert "hemligt" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_it_goes_on(does):
    seen = []

    def do(progress):
        progress.at(1, 4, "¤en")
        seen.append(Job.objects.values_list("done", "total", "text", "state").get())

    does(do)
    jobs.start(by=SYSTEM, work="prov", name="¤fil")
    assert seen == [(1, 4, "¤en", "running")]


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_job_stops_at_its_next_step_and_stays_cancelled(does):
    steps = []

    def do(progress):
        for n in range(1, 4):
            steps.append(n)
            jobs.cancel(Job.objects.get())
            progress.at(3, 3)

    does(do)
    jobs.start(by=SYSTEM, work="prov", name="¤fil")
    assert steps == [1]
    assert Job.objects.get().state == Job.State.CANCELLED


def test_the_same_job_handed_over_twice_is_done_once(does, ask):
    times = []
    does(lambda progress: times.append(1))
    job = ask()
    jobs.hand_over(job)
    assert times == [1]


def killed_process() -> str:
    """The holder's name of a process that was here and is no more."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mine = jobs._this_process()
    name = mine.replace(f":{os.getpid()}:", f":{process.pid}:").rpartition(":")[0]
    holder = f"{name}:{jobs._began(process.pid)}"
    assert jobs._is_alive(holder, is_silent=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return holder


def test_a_job_whose_worker_was_killed_is_done_by_the_next(db, does):
    does(lambda progress: {"done": "¤ja"})
    job = a_job("j", "nils", holder=killed_process(), attempts=1)
    jobs.take_up_fallen()
    job.refresh_from_db()
    assert (job.state, job.answer, job.attempts) == (Job.State.DONE, {"done": "¤ja"}, 2)


def test_a_job_that_kills_its_workers_is_given_up(db, does):
    does(lambda progress: pytest.fail("once too often"))
    job = a_job("j", "nils", holder=killed_process(), attempts=jobs.MOST_ATTEMPTS)
    jobs.take_up_fallen()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.text


def test_a_job_that_somebody_works_on_is_left_alone(db, does):
    does(lambda progress: pytest.fail("taken twice"))
    job = a_job("j", "nils", holder=jobs._this_process())
    jobs.take_up_fallen()
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


@pytest.mark.parametrize(
    ("silent", "state"), [(timedelta(minutes=1), "running"), (timedelta(hours=1), "done")]
)
def test_on_another_machine_silence_tells(db, does, silent, state):
    does(lambda progress: None)
    job = a_job("j", "nils", holder="¤annan:1:1", seen_at=timezone.now() - silent)
    jobs.take_up_fallen()
    job.refresh_from_db()
    assert job.state == state


def test_a_job_that_the_queue_lost_is_handed_over_again(db, does):
    does(lambda progress: None)
    job = a_job("j", "nils", "waiting", seen_at=timezone.now() - timedelta(minutes=5))
    jobs.take_up_fallen()
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_repeated_work_is_done_when_its_time_has_come(db, monkeypatch):
    times = []
    mine = {"prov": Repeated("prov", 60, lambda: times.append(1))}
    monkeypatch.setattr(jobs, "all_repeated", lambda: mine)
    jobs.do_repeated()
    jobs.do_repeated()
    assert times == [1]
    jobs.Turn.objects.update(last_at=timezone.now() - timedelta(seconds=61))
    jobs.do_repeated()
    assert times == [1, 1]


def test_repeated_work_does_not_wait_for_a_clock_that_was_wrong(db, monkeypatch):
    times = []
    monkeypatch.setattr(jobs, "all_repeated", lambda: {"prov": Repeated("prov", 60, lambda: times.append(1))})
    jobs.do_repeated()
    jobs.Turn.objects.update(last_at=timezone.now() + timedelta(days=30))
    jobs.do_repeated()
    jobs.do_repeated()
    assert times == [1, 1]


def test_every_declared_work_has_a_code_of_its_own():
    for found in (work.all_works(), work.all_repeated()):
        assert all(code and each.code == code for code, each in found.items())


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_what_has_come_of_it_so_far_is_kept_when_it_stops(does, ask, how):
    def do(progress):
        if how == "cancelled":
            jobs.cancel(Job.objects.get())
        progress.keep({"files": 1})
        if how == "failed":
            raise Refused(N_("¤Nej"))
        progress.at(1, 2)

    does(do)
    job = ask()
    assert (job.state, job.answer) == (how, {"files": 1})
