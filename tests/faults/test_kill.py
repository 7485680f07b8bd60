"""Nothing acknowledged is lost and nothing happens twice, whatever is killed with -9 and whenever.

A real service with real people at it; its processes are killed at random moments of opening a round, writing, handing
in, approving and signing. The tests go on where the one before stopped.
"""

import random
import threading
import time
from collections.abc import Callable

import psutil
import pytest

from tests.faults.conftest import World
from tests.faults.person import GONE, Person
from tests.faults.world import SMALL, WORKPLACES
from tests.faults.writing import all_is_there, write_while, writers_of
from tests.served import until

ROUND = "(select id from reporting_round where key = 't2')"


def parts_of_the_server(world: World) -> list[psutil.Process]:
    """Those that answer requests: the children of the one that divides the work."""
    return world.service.child("gunicorn").children()


def kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def kill_one_that_answers(world: World) -> None:
    try:
        found = parts_of_the_server(world)
    except (StopIteration, psutil.Error):
        return  # fallen already, and on its way up
    if found:
        kill(random.choice(found))


def kill_the_worker(world: World) -> None:
    try:
        kill(world.service.child("tertial.site.worker"))
    except (StopIteration, psutil.Error):
        return


def kill_everything(world: World) -> None:
    """As when the power goes: all at once, and the operator starts it again."""
    for process in [psutil.Process(world.service.process.pid), *world.service.family()]:
        kill(process)
    world.service.process.wait(10)
    assert until(lambda: not listening(world.port), 20), "one that was born while the others fell"
    world.serve(world.port)


def listening(port: int) -> bool:
    """Whether anybody has the port; whoever has it falls too."""
    found = [
        each.pid
        for each in psutil.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN and each.laddr.port == port and each.pid
    ]
    for pid in found:
        kill(psutil.Process(pid))
    return bool(found)


# --- opening ---


def test_a_round_is_opened_once_whoever_is_killed_meanwhile(world):
    karin = Person(world.port, "karin")
    pressed = threading.Thread(target=karin.insist, args=("/omgangar/t2/oppna/", {}))
    pressed.start()
    time.sleep(random.random() * 0.1)
    kill_one_that_answers(world)
    for _ in range(2):  # a third time it is given up
        until(lambda: world.one(f"select count(*) from reporting_report where round_id = {ROUND}") > 0, 20)
        time.sleep(random.random())
        kill_the_worker(world)
        time.sleep(1)
    pressed.join(60)
    karin.insist("/omgangar/t2/oppna/", {})  # pressed once more
    assert until(lambda: world.one("select state from reporting_round where key = 't2'") == "open", 60)
    units = 3 + WORKPLACES + SMALL
    counted = f"select count(*), count(distinct unit_id) from reporting_report where round_id = {ROUND}"
    assert world.rows(counted) == [(units, units)]
    empty = "select count(*) from reporting_part where id not in (select part_id from reporting_answer)"
    assert world.one(empty) == 0
    for verb in ("round.opening", "round.opened"):
        assert world.one(f"select count(*) from history_event where verb = '{verb}'") == 1
    told = "select count(*), count(distinct report_id) from reporting_notification where kind = 'opened' and to_id = {}"
    rut = world.one("select id from organisation_person where key = 'rut'")
    everything, reports = world.rows(told.format(rut))[0]
    assert everything == reports == WORKPLACES + 1  # those under care, and care itself


# --- writing ---


def test_what_was_said_to_be_saved_is_saved_whoever_is_killed(world):
    writers = writers_of(world, 4)

    def happens() -> None:
        for n in range(10):
            time.sleep(0.2 + random.random() * 0.6)
            if n == 6:
                kill(world.service.child("gunicorn"))
                until(world.service.answers)
            elif n == 8:
                kill_everything(world)
            else:
                kill_one_that_answers(world)

    write_while(writers, happens)
    all_is_there(world, writers)
    begun = "select subject_key, count(*) from history_event where verb = 'report.begun' group by 1 having count(*) > 1"
    assert world.rows(begun) == []


def test_the_same_save_from_two_windows_at_once_is_one(world):
    (writer,) = writers_of(world, 1)
    form = {"text": "¤Samma", "version": str(writer.version), "request": "två-på-en-gång"}
    at_once([lambda: writer.person.ask(f"/rapportera/svar/{writer.answer}/", form)] * 2)
    found = world.rows(f"select text, version from reporting_answer where id = {writer.answer}")
    assert found == [("¤Samma", writer.version + 1)]
    assert world.one("select count(*) from reporting_answerversion where why = 'rival'") == 0


def test_of_two_texts_at_once_both_are_kept(world):
    (writer,) = writers_of(world, 1)
    siv = Person(world.port, "siv")

    def sends(person: Person, text: str) -> Callable[[], object]:
        form = {"text": text, "version": str(writer.version), "request": text}
        return lambda: person.ask(f"/rapportera/svar/{writer.answer}/", form)

    got = at_once([sends(writer.person, "¤Ruts ord"), sends(siv, "¤Sivs ord")])
    assert sorted(each.status for each in got) == [200, 409]
    kept = f"select text from reporting_answer where id = {writer.answer} union select text from reporting_answerversion where why = 'rival'"
    assert {text for (text,) in world.rows(kept)} == {"¤Ruts ord", "¤Sivs ord"}


def at_once(deeds: list[Callable[[], object]]) -> list:  # type: ignore[type-arg]
    barrier, got = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        barrier.wait()
        got.append(deed())

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return got


# --- steps ---

STEPS = [
    ("rut", "lamna-in", {}, "report.submitted", "submitted"),
    ("siv", "granska", {"do": "approve"}, "report.approved", "approved"),
    ("siv", "signera", {"decision": "¤§ 7"}, "report.signed", "signed"),
]
LONG = 0.5  # seconds within which the blow falls: from before the request is read to after it is answered


@pytest.mark.parametrize(("who", "page", "form", "verb", "state"), STEPS, ids=[each[1] for each in STEPS])
def test_a_step_is_taken_once_or_not_at_all(world, who, page, form, verb, state):
    if page == "lamna-in":
        world.work("fill")
    person = Person(world.port, who)
    cut_off = 0
    for n in range(6):
        address = f"/rapportera/t2/w{n}/{page}/"
        form = form | person.seen(address)
        blow = threading.Timer(random.random() * LONG, kill_one_that_answers, [world])
        blow.start()
        try:
            got = person.ask(address, form)
        except GONE:
            got = None
            cut_off += 1
        stands = world.one(_state_of(n))
        if got is not None and got.status == 302:
            assert stands == state  # what was said is so
        blow.join()
        assert person.insist(address, form).status == 302
        assert world.one(_state_of(n)) == state
        about = f"verb = '{verb}' and subject_key = 't2--w{n}'"
        assert world.one(f"select count(*) from history_event where {about}") == 1
        _once(world, n, state)


def _state_of(n: int) -> str:
    return (
        "select r.state from reporting_report r join organisation_unit u on u.id = r.unit_id "
        f"where u.key = 'w{n}' and r.round_id = {ROUND}"
    )


def _once(world: World, n: int, state: str) -> None:
    """What the step leads to is there, once, and nothing of the next."""
    unit = f"(select id from organisation_unit where key = 'w{n}')"
    report = f"(select id from reporting_report where unit_id = {unit} and round_id = {ROUND})"
    facts = f"select count(*) from measures_value where unit_id = {unit} and period = '2026T2'"
    signed = f"select count(*) from reporting_signature where report_id = {report}"
    letters = f"select count(*) from reporting_notification where report_id = {report} and kind = 'submitted'"
    assert world.one(facts) == (0 if state == "submitted" else 1)
    assert world.one(signed) == (1 if state == "signed" else 0)
    assert world.one(letters) == 2  # Siv and Sam, who approve


def test_of_two_who_approve_at_once_one_does(world):
    rut, siv, sam = (Person(world.port, key) for key in ("rut", "siv", "sam"))
    for n in range(10, 14):
        assert rut.insist(f"/rapportera/t2/w{n}/lamna-in/", {}).status == 302
        address = f"/rapportera/t2/w{n}/granska/"
        form = {"do": "approve"} | siv.seen(address)
        got = at_once([lambda who=who, to=address, form=form: who.ask(to, form) for who in (siv, sam)])
        assert [each.status for each in got] == [302, 302]
        about = f"verb = 'report.approved' and subject_key = 't2--w{n}'"
        assert world.one(f"select count(*) from history_event where {about}") == 1
        _once(world, n, "approved")
