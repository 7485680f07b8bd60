"""Long work in the background: asked for by an action or a page, done by the worker, shown while it goes on.

    job = start(by=by, work="plan.read", name=file.name, address=reverse(...), document=document.pk)

The work itself is declared in a package's `tasks.py` (foundation/work.py):

    READ = Work("plan.read", N_("Läser planen"), read_document)

    def read_document(progress: Progress, *, document: int) -> Answer:
        for number, page in enumerate(pages, start=1):
            progress.at(number, len(pages))
        return {"rows": 12}

It may raise `Refused` with a sentence for the person. A job whose worker was killed is taken up again by the next,
at most three times; therefore a work commits once, or in steps that see what is done already.

In templates: `{% include "intake/job.html" with job=job %}`. Nobody asks for permission here: whoever starts a
job has asked for what it will do, and the work's own actions ask again.
"""

import logging
import os
import secrets
import socket
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django_tasks import task

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Stopped, all_repeated, all_works
from tertial.intake.models import Job, Turn
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused

log = logging.getLogger("tertial.jobs")

HEAVY = "heavy"  # the queue of the second worker, so that a large file does not keep small ones waiting
MOST_ATTEMPTS = 3
SILENT = timedelta(minutes=15)  # a holder on another machine that has said nothing for so long is dead
WAITED = timedelta(seconds=20)  # the queue's row was lost, if nobody has taken a job for so long
AHEAD = timedelta(minutes=1)  # a moment so far ahead was told by a clock that was wrong
WRITE_EVERY = 0.4  # seconds between two notes of how far it has come
FAULT = N_(
    "Ett fel i systemet stoppade arbetet. Felet är loggat. Försök igen, eller hör med den som sköter Tertial."
)
KILLED = N_("Arbetet avbröts flera gånger innan det blev klart. Hör med den som sköter Tertial.")


def start(
    *, by: By, work: str, name: str, address: str = "", is_heavy: bool = False, **arguments: Any
) -> Job:
    """Put it in the queue, together with whatever else the caller's transaction does."""
    now = timezone.now()
    job = Job.objects.create(
        key=secrets.token_hex(8),
        work=all_works()[work].code,
        name=name[:255],
        arguments=arguments,
        asked_by=by.key,
        asked_at=now,
        seen_at=now,
        language=translation.get_language() or "sv",
        address=address,
        is_heavy=is_heavy,
    )
    transaction.on_commit(partial(hand_over, job))
    return job


def hand_over(job: Job) -> None:
    """Tell the queue. Telling it twice does no harm: only one worker gets to claim the job."""
    queues = settings.TASKS["default"].get("QUEUES", [])
    chosen = run_job.using(queue_name=HEAVY) if job.is_heavy and HEAVY in queues else run_job
    chosen.enqueue(job.key)


def cancel(job: Job) -> None:
    """The work stops the next time it tells how far it has come; what is done already stays done."""
    Job.objects.filter(pk=job.pk, state__in=[Job.State.WAITING, Job.State.RUNNING]).update(
        state=Job.State.CANCELLED, ended_at=timezone.now()
    )


def cancel_key(key: str) -> None:
    """The same by key; a job that is gone needs no cancelling."""
    for job in Job.objects.filter(key=key):
        cancel(job)


def is_over(key: str) -> bool:
    """Whether nothing more comes of it, also when it is gone."""
    return all(job.is_over for job in Job.objects.filter(key=key))


@task()
def run_job(key: str) -> None:
    """Do it, if nobody else does. Every end is written on the job, so that nobody waits in vain."""
    holder = _this_process()
    now = timezone.now()
    claimed = Job.objects.filter(key=key, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, holder=holder, seen_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    job = Job.objects.get(key=key)
    with translation.override(job.language):
        _run(job, holder)


def _run(job: Job, holder: str) -> None:
    try:
        answer = all_works()[job.work].do(_Told(job.pk, holder), **job.arguments)
    except Stopped:
        return
    except Refused as refusal:
        _end(job, holder, Job.State.FAILED, text=_said(refusal))
    except Exception:
        log.exception("job %s %s", job.key, job.work)
        _end(job, holder, Job.State.FAILED, text=translation.gettext(FAULT))
    else:
        _end(job, holder, Job.State.DONE, answer=answer or {})


def _said(refusal: Refused) -> str:
    text = translation.gettext(refusal.text)
    return text % refusal.params if refusal.params else text


def _end(job: Job, holder: str, state: Job.State, text: str = "", answer: Answer | None = None) -> None:
    """Only the holder ends it, and only while it runs: one that was cancelled stays cancelled."""
    kept = {} if answer is None else {"answer": answer}
    Job.objects.filter(pk=job.pk, holder=holder, state=Job.State.RUNNING).update(
        state=state, text=text[:400], ended_at=timezone.now(), **kept
    )


class _Told(Progress):
    """Writes how far the job has come, seldom enough not to be work of its own."""

    def __init__(self, pk: int, holder: str) -> None:
        self.pk, self.holder, self.last = pk, holder, 0.0

    def at(self, done: int, total: int, text: str = "") -> None:
        now = time.monotonic()
        if now - self.last < WRITE_EVERY and done < total:
            return
        self.last = now
        if (
            connection.in_atomic_block
        ):  # nobody would see it before the end, and it would lock the row till then
            self._stop_unless(
                Job.objects.filter(pk=self.pk, holder=self.holder, state=Job.State.RUNNING).exists()
            )
            return
        self._stop_unless(
            Job.objects.filter(pk=self.pk, holder=self.holder, state=Job.State.RUNNING).update(
                done=done, total=total, text=text[:400], seen_at=timezone.now()
            )
        )

    def keep(self, answer: Answer) -> None:
        """Also of one that was cancelled while its last step was done: that step counts."""
        Job.objects.filter(pk=self.pk, holder=self.holder).update(answer=answer, seen_at=timezone.now())

    @staticmethod
    def _stop_unless(ours: object) -> None:
        if not ours:
            raise Stopped


def take_up_fallen() -> None:
    """Jobs whose worker is gone start again; jobs that the queue has lost are handed over again."""
    now = timezone.now()
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if not _is_alive(job.holder, now - job.seen_at > SILENT):
            _take_up(job)
    for job in Job.objects.filter(state=Job.State.WAITING, seen_at__lt=now - WAITED):
        Job.objects.filter(pk=job.pk).update(seen_at=now)
        hand_over(job)


def _take_up(job: Job) -> None:
    ended = job.attempts >= MOST_ATTEMPTS
    with translation.override(job.language):
        how: dict[str, Any] = (
            {"state": Job.State.FAILED, "text": translation.gettext(KILLED), "ended_at": timezone.now()}
            if ended
            else {"state": Job.State.WAITING, "seen_at": timezone.now()}
        )
    ours = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder).update(holder="", **how)
    if ours and not ended:
        hand_over(job)


def do_repeated() -> None:
    """Each repeated work whose time has come, by one worker only."""
    for each in all_repeated().values():
        now = timezone.now()
        turn, is_new = Turn.objects.get_or_create(code=each.code, defaults={"last_at": now})
        is_due = Q(last_at__lte=now - timedelta(seconds=each.seconds))
        was_ahead = Q(
            last_at__gt=now + AHEAD
        )  # the clock has been put right: nobody waits for the wrong time
        if is_new or Turn.objects.filter(is_due | was_ahead, pk=turn.pk).update(last_at=now):
            each.do()


def _this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"


def _is_alive(holder: str, is_silent: bool) -> bool:
    """On this machine the process itself tells; elsewhere silence does."""
    host, _, rest = holder.partition(":")
    pid, _, began = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return not is_silent
    return _began(int(pid)) == began


def _began(pid: int) -> str:
    """When the process with this number was started, so that a new one with the same number is not mistaken for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        try:
            os.kill(pid, 0)
        except OSError:
            return "gone"
        return ""
