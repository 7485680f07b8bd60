"""Three readings of what happened: an object's timeline, the whole log, and the versions of a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext

from tertial.foundation.period import Period, PeriodRefused
from tertial.history.models import Event, EventQuerySet
from tertial.history.sentences import sentence_of

TRANSLATED = ("role", "language", "status", "light", "part")


@dataclass(frozen=True, slots=True)
class Moment:
    """One event as a sentence in the reader's language."""

    at: datetime
    sentence: str
    actor: str
    acting_for: str
    kind: str
    subject_key: str
    subject: str

    @property
    def detail(self) -> str:
        """In whose place it was done, when it was not one's own."""
        return gettext("i stället för %(person)s") % {"person": self.acting_for} if self.acting_for else ""


def as_moment(event: Event) -> Moment:
    words = {"actor": event.actor_name, "subject": event.subject_name} | event.particulars
    # Names of roles, languages, states and lights were written in Swedish and are read in the reader's language.
    words = {k: gettext(v) if k in TRANSLATED and v else v for k, v in words.items()}
    if "period" in words:
        words["period"] = _label(words["period"])
    sentence = gettext(sentence_of(event.verb, words.get("count"))).format_map(words)
    sentence = sentence.rstrip(" :")  # a reason that nobody had to give
    return Moment(
        event.at,
        sentence,
        event.actor_name,
        event.acting_for,
        event.subject_kind,
        event.subject_key,
        event.subject_name,
    )


def _label(period: str) -> str:
    """As people say it; what is no period any more is left as it was written."""
    try:
        return Period.parse(period).label()
    except PeriodRefused:
        return period


def timeline(kind: str, key: str, limit: int = 50) -> list[Moment]:
    return [as_moment(event) for event in Event.objects.about(kind, key)[:limit]]


def in_units(units: Sequence[str], limit: int = 20) -> list[Moment]:
    """What happened in these units, whatever it was about."""
    return [as_moment(event) for event in Event.objects.filter(unit_key__in=units)[:limit]]


def told(verb: str, word: str, wanted: str, limit: int = 50) -> list[Event]:
    """Events of one verb whose particular called `word` holds all the words, the latest first. One query."""
    found = Event.objects.filter(verb=verb)
    for each in wanted.split():
        found = found.filter(**{f"particulars__{word}__icontains": each})
    return list(found[:limit])


def log(
    *, who: str = "", about: str = "", first: date | None = None, last: date | None = None
) -> EventQuerySet:
    """The whole log, narrowed; pages cut it into leaves."""
    found = Event.objects.all()
    if who:
        found = found.filter(actor_name__icontains=who)
    if about:
        found = found.filter(subject_name__icontains=about)
    if first:
        found = found.filter(at__gte=_begin(first))
    if last:
        found = found.filter(at__lt=_begin(date.fromordinal(last.toordinal() + 1)))
    return found


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it stood from one moment until the next change."""

    number: int
    at: datetime
    by: str
    texts: dict[str, str]


def versions_of(row: Model, fields: Sequence[str]) -> list[Version]:
    """Oldest first, only those in which one of the fields changed."""
    found: list[Version] = []
    history: Iterable[Any] = row.history.select_related("history_user").order_by("history_date", "history_id")  # type: ignore[attr-defined]
    for each in history:
        texts = {field: getattr(each, field) for field in fields}
        if found and found[-1].texts == texts:
            continue
        by = each.history_user.name if each.history_user else "Tertial"
        found.append(Version(len(found) + 1, each.history_date, by, texts))
    return found


def as_of(versions: Sequence[Version], day: date) -> Version | None:
    """The version that stood at the end of the day: what did it say when it was decided?"""
    until = _begin(date.fromordinal(day.toordinal() + 1))
    earlier = [version for version in versions if version.at < until]
    return earlier[-1] if earlier else None
