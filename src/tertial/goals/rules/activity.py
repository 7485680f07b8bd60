"""Activities: who does what by when. The status follows from dates and progress, with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, Refused


class ActivityStatus(StrEnum):
    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    DONE = "done"
    LATE = "late"
    CANCELLED = "cancelled"


STATUS_WORDS = {
    ActivityStatus.NOT_STARTED: N_("Ej påbörjad"),
    ActivityStatus.ONGOING: N_("Pågår"),
    ActivityStatus.DONE: N_("Klar"),
    ActivityStatus.LATE: N_("Försenad"),
    ActivityStatus.CANCELLED: N_("Avbruten"),
}


class Responsibility(StrEnum):
    """What a unit's part in an activity is."""

    LEAD = "lead"
    CONSULTED = "consulted"
    TOGETHER = "together"
    SUPPORT = "support"


RESPONSIBILITY_WORDS = {
    Responsibility.LEAD: N_("ansvarig"),
    Responsibility.CONSULTED: N_("i samråd med"),
    Responsibility.TOGETHER: N_("tillsammans med"),
    Responsibility.SUPPORT: N_("med stöd av"),
}


class ActivityRefused(Refused):
    """An activity whose dates or figures contradict each other."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`progress` is 0 to 100, None where nobody has reported."""

    key: str
    text: str = ""
    start: date | None = None
    end: date | None = None
    progress: int | None = None
    finished_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""
    is_begun: bool = False  # somebody has said so, whatever the progress

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            message = N_("Slutdatum %(end)s ligger före startdatum %(start)s. Rätta det ena.")
            raise ActivityRefused(message, end=self.end, start=self.start)
        if self.progress is not None and not 0 <= self.progress <= 100:
            message = N_(
                "Skriv hur långt ni har kommit med ett helt tal mellan 0 och 100, inte %(progress)s."
            )
            raise ActivityRefused(message, progress=self.progress)
        if self.cancelled_on and not self.cancel_reason.strip():
            raise ActivityRefused(N_("Skriv varför aktiviteten avbryts."))
        if self.cancelled_on and self.finished_on:
            raise ActivityRefused(
                N_("En aktivitet kan inte vara både klar och avbruten. Ta bort det ena datumet.")
            )


@dataclass(frozen=True, slots=True)
class Standing:
    """The status on a day and why; `days_late` counts from the day after the last."""

    status: ActivityStatus
    reason: Sentence
    days_late: int = 0
    is_soon_due: bool = False

    @property
    def is_open(self) -> bool:
        return self.status not in (ActivityStatus.DONE, ActivityStatus.CANCELLED)


def standing(activity: ActivityRow, today: date, *, soon: int = 30) -> Standing:
    """How it stands; due within `soon` days is soon due."""
    if activity.cancelled_on is not None:
        text = N_("Avbruten %(day)s: %(reason)s")
        reason = say(text, day=activity.cancelled_on.isoformat(), reason=activity.cancel_reason.strip())
        return Standing(ActivityStatus.CANCELLED, reason)
    if activity.finished_on is not None or activity.progress == 100:
        return _done(activity)
    if activity.end is not None and activity.end < today:
        days = (today - activity.end).days
        text = N_("Skulle ha varit klar %(day)s, för %(days)s dagar sedan.")
        if days == 1:
            text = N_("Skulle ha varit klar %(day)s, i går.")
        return Standing(ActivityStatus.LATE, say(text, day=activity.end.isoformat(), days=days), days)
    status, reason = _open(activity, today)
    return Standing(status, reason, is_soon_due=_is_soon(activity, today, soon))


def _done(activity: ActivityRow) -> Standing:
    if activity.finished_on is None:
        return Standing(ActivityStatus.DONE, say(N_("Rapporterad som helt genomförd.")))
    day = activity.finished_on.isoformat()
    late = (activity.finished_on - activity.end).days if activity.end else 0
    if late > 0:
        text = N_("Klar %(day)s, %(days)s dagar efter slutdatum.")
        return Standing(ActivityStatus.DONE, say(text, day=day, days=late), late)
    return Standing(ActivityStatus.DONE, say(N_("Klar %(day)s."), day=day))


def _open(activity: ActivityRow, today: date) -> tuple[ActivityStatus, Sentence]:
    start = activity.start.isoformat() if activity.start else ""
    if activity.progress:
        text = N_("Genomförd till %(progress)s procent.")
        return ActivityStatus.ONGOING, say(text, progress=activity.progress)
    if activity.is_begun:
        return ActivityStatus.ONGOING, say(N_("Rapporterad som pågående."))
    if activity.start is not None and today < activity.start:
        return ActivityStatus.NOT_STARTED, say(N_("Börjar %(day)s."), day=start)
    if activity.progress == 0:
        if activity.start is None:
            return ActivityStatus.NOT_STARTED, say(N_("Rapporterad som ej påbörjad."))
        return ActivityStatus.NOT_STARTED, say(N_("Skulle ha börjat %(day)s."), day=start)
    if activity.start is None:
        return ActivityStatus.NOT_STARTED, say(N_("Har inget startdatum och ingen har rapporterat."))
    return ActivityStatus.ONGOING, say(
        N_("Pågår enligt datumen sedan %(day)s; ingen har rapporterat."), day=start
    )


def _is_soon(activity: ActivityRow, today: date, soon: int) -> bool:
    return activity.end is not None and today <= activity.end <= today + timedelta(days=soon)


def by_urgency(activities: Iterable[ActivityRow], today: date) -> list[tuple[ActivityRow, Standing]]:
    """The latest first, then by last day; what is done or cancelled at the end."""
    judged = [(activity, standing(activity, today)) for activity in activities]
    return sorted(
        judged, key=lambda pair: (not pair[1].is_open, pair[0].end or date.max, pair[0].start or date.max)
    )


def counts(standings: Iterable[Standing]) -> dict[ActivityStatus, int]:
    """How many there are of each status, those with none too."""
    found = dict.fromkeys(ActivityStatus, 0)
    for each in standings:
        found[each.status] += 1
    return found
