"""The city office puts a themed round's answers together. Two may work at the same time, and nothing is lost.

An excerpt is taken along once, whoever presses first. Sorting moves only what this person moved. A summary keeps both
texts when two wrote it at once, until somebody chooses.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, draft_only, nothing_changed
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.models import (
    Answer,
    Consolidation,
    Excerpt,
    Heading,
    Report,
    Round,
    Summary,
    SummaryVersion,
)
from tertial.reporting.queries.themed import words_of
from tertial.reporting.rules.forms import FormKind
from tertial.reporting.rules.states import HANDED_IN
from tertial.reporting.rules.typed import LONGEST, cleaned

APART = timedelta(minutes=10)  # after a pause this long, what stood before is kept as an earlier version


@dataclass(frozen=True, slots=True)
class Kept:
    version: int
    saved_at: datetime


@dataclass(frozen=True)
class Clash:
    """Somebody else was first; mine waits beside until one is chosen or both are put together."""

    theirs: Summary
    mine: SummaryVersion


def _working(by: By, round_: Round) -> str:
    acting_for = require(by, Permission.RUN_ROUNDS)
    if round_.kind != FormKind.THEMED:
        raise Refused(N_("Bara en temauppföljning sammanställs så här."))
    return acting_for


@action
def take_along(
    *, by: By, answer: Answer, text: str, label: str = "", heading: Heading | None = None
) -> Excerpt:
    """A piece of what a board handed in, word for word. Taken by two at once it is there once."""
    report = Report.objects.select_related("round", "unit").get(pk=answer.part.report_id)
    acting_for = _working(by, report.round)
    if answer.part.state not in HANDED_IN:
        raise Refused(N_("Svaret är inte inlämnat än."))
    words = text.strip()
    if not words or " ".join(words.split()) not in " ".join(words_of(answer).split()):
        raise Refused(N_("Texten står inte längre i svaret. Läs om sidan."))
    Round.objects.select_for_update().get(pk=report.round_id)  # one at a time, so that places are apart
    mark = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()
    there = Excerpt.objects.filter(answer=answer, mark=mark, gone_at__isnull=True).first()
    if there is not None:
        nothing_changed()
        return there
    said = answer.part.moved_at or answer.saved_at or timezone.now()
    excerpt = Excerpt.objects.create(
        round=report.round,
        answer=answer,
        section=answer.part.section,
        heading=heading,
        place=_after(report.round),
        text=words,
        mark=mark,
        label=label,
        unit_name=report.unit.name,
        said_on=timezone.localtime(said).date(),
        at=timezone.now(),
        by_name=by.name,
    )
    tell_round(by, "theme.taken", report.round, acting_for, unit_name=report.unit.name)
    return excerpt


def _after(round_: Round) -> int:
    return (round_.excerpts.aggregate(last=Max("place"))["last"] or 0) + 1


@action
def leave_out(*, by: By, excerpt: Excerpt) -> Excerpt:
    """Not taken along after all. The row stays, so that it can be seen who did what."""
    acting_for = _working(by, excerpt.round)
    gone = Excerpt.objects.filter(pk=excerpt.pk, gone_at__isnull=True).update(gone_at=timezone.now())
    if not gone:
        nothing_changed()
        return excerpt
    tell_round(by, "theme.left", excerpt.round, acting_for, unit_name=excerpt.unit_name)
    excerpt.refresh_from_db()
    return excerpt


@action
def sort_excerpts(*, by: By, round_: Round, moved: Mapping[Excerpt, Heading | None]) -> int:
    """Under which heading each stands. Only those that this person moved are named; the others are let be."""
    acting_for = _working(by, round_)
    Round.objects.select_for_update().get(pk=round_.pk)
    count = 0
    for excerpt, heading in moved.items():
        if heading is not None and (heading.round_id != round_.pk or heading.gone_at is not None):
            raise Refused(N_("Rubriken finns inte längre. Välj en annan."))
        count += (
            Excerpt.objects.filter(pk=excerpt.pk, round=round_, gone_at__isnull=True)
            .exclude(heading=heading, section=heading.section if heading else excerpt.section)
            .update(heading=heading, section=heading.section if heading else excerpt.section)
        )
    if not count:
        nothing_changed()
        return 0
    tell_round(by, "theme.sorted", round_, acting_for, count=count)
    return count


@action
def step_excerpt(*, by: By, excerpt: Excerpt, up: bool) -> Excerpt:
    """One step up or down among those under the same heading."""
    acting_for = _working(by, excerpt.round)
    Round.objects.select_for_update().get(pk=excerpt.round_id)
    now = Excerpt.objects.get(pk=excerpt.pk)
    beside = Excerpt.objects.filter(
        round=now.round_id, heading=now.heading_id, section=now.section, gone_at__isnull=True
    )
    other = (
        beside.filter(place__lt=now.place).order_by("-place").first()
        if up
        else beside.filter(place__gt=now.place).order_by("place").first()
    )
    if other is None:
        nothing_changed()
        return now
    now.place, other.place = other.place, now.place
    Excerpt.objects.bulk_update([now, other], ["place"])
    tell_round(by, "theme.sorted", excerpt.round, acting_for, count=1)
    return now


@action
def add_heading(*, by: By, round_: Round, section: str, title: str) -> Heading:
    acting_for = _working(by, round_)
    words = _title(title)
    if round_.form_version.form.section(section) is None:
        raise Refused(N_("Fokusområdet finns inte."), field="title")
    Round.objects.select_for_update().get(pk=round_.pk)
    there = round_.headings.filter(section=section, gone_at__isnull=True)
    if (same := there.filter(title=words).first()) is not None:
        nothing_changed()
        return same
    place = (there.aggregate(last=Max("place"))["last"] or 0) + 1
    heading = Heading.objects.create(round=round_, section=section, place=place, title=words)
    tell_round(by, "theme.heading", round_, acting_for, title=words)
    return heading


@action
def rename_heading(*, by: By, heading: Heading, title: str, version: int) -> Heading:
    """Refused with the other's words when somebody else renamed it meanwhile."""
    acting_for = _working(by, heading.round)
    words = _title(title)
    now = Heading.objects.select_for_update(of=("self",)).select_related("round").get(pk=heading.pk)
    if now.title == words:
        nothing_changed()
        return now
    if now.version != version or now.gone_at is not None:
        raise Refused(N_("Någon annan ändrade rubriken till ”%(title)s” medan du skrev."), title=now.title)
    now.title, now.version = words, now.version + 1
    now.save(update_fields=["title", "version"])
    tell_round(by, "theme.heading", now.round, acting_for, title=words)
    return now


def _title(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise Refused(N_("Skriv en rubrik."), field="title")
    return words[:200]


@action
def drop_heading(*, by: By, heading: Heading) -> Heading:
    """What stood under it is unsorted again."""
    acting_for = _working(by, heading.round)
    gone = Heading.objects.filter(pk=heading.pk, gone_at__isnull=True).update(gone_at=timezone.now())
    if not gone:
        nothing_changed()
        return heading
    Excerpt.objects.filter(heading=heading).update(heading=None)
    tell_round(by, "theme.heading_gone", heading.round, acting_for, title=heading.title)
    heading.refresh_from_db()
    return heading


@action
def save_summary(*, by: By, round_: Round, section: str, text: str, version: int) -> Kept | Clash:
    """Keep the words on one focus area; only the first are an event. The same text again is no conflict."""
    acting_for = _working(by, round_)
    area = round_.form_version.form.section(section)
    if section and area is None:
        raise Refused(N_("Fokusområdet finns inte."), field="text")
    Round.objects.select_for_update().get(pk=round_.pk)
    now, _ = Summary.objects.get_or_create(round=round_, section=section)
    words = _words(text)
    draft_only()
    if words == now.text:
        return Kept(now.version, now.saved_at or timezone.now())
    if now.version != version:
        return Clash(now, _rival(by, now, words, version))
    if now.saved_at is None:
        tell_round(by, "theme.begun", round_, acting_for, section=area.title if area else round_.title)
    return _write(by, now, words)


@action
def choose_summary(*, by: By, rival: SummaryVersion, text: str, version: int) -> Kept | Clash:
    """Of two texts one, or both put together; what is not chosen stays among earlier versions."""
    summary = rival.summary
    acting_for = _working(by, summary.round)
    Round.objects.select_for_update().get(pk=summary.round_id)
    now = Summary.objects.select_related("round").get(pk=summary.pk)
    if now.version != version:
        nothing_changed()
        return Clash(now, rival)
    kept = _write(by, now, _words(text), always=True)
    SummaryVersion.objects.filter(pk=rival.pk).update(is_rival=False)
    tell_round(by, "theme.chosen", now.round, acting_for, other=rival.saved_by_name)
    return kept


def _words(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(N_("Texten är för lång för ett fält. Dela upp den."), field="text")
    return cleaned(text)


def _rival(by: By, summary: Summary, text: str, version: int) -> SummaryVersion:
    """One for each person: a later save of the same takes its place."""
    rival, _ = SummaryVersion.objects.update_or_create(
        summary=summary,
        saved_by=by.key,
        is_rival=True,
        defaults={
            "number": version,
            "text": text,
            "saved_at": timezone.now(),
            "saved_by_name": by.name,
        },
    )
    return rival


def _write(by: By, summary: Summary, text: str, *, always: bool = False) -> Kept:
    now = timezone.now()
    before = summary.saved_at
    if (
        before is not None
        and summary.text
        and (summary.saved_by != by.key or now - before >= APART or always)
    ):
        SummaryVersion.objects.create(
            summary=summary,
            number=summary.version,
            text=summary.text,
            saved_at=before,
            saved_by=summary.saved_by,
            saved_by_name=summary.saved_by_name,
        )
    summary.text, summary.version = text, summary.version + 1
    summary.saved_at, summary.saved_by, summary.saved_by_name = now, by.key, by.name
    summary.save()
    return Kept(summary.version, now)


@action
def choose_contents(*, by: By, round_: Round, shows_silent: bool, shows_answers: bool) -> Consolidation:
    """What the document shall hold beside summaries and passages."""
    acting_for = _working(by, round_)
    found, made = Consolidation.objects.get_or_create(round=round_)
    if not made and (found.shows_silent, found.shows_answers) == (shows_silent, shows_answers):
        nothing_changed()
        return found
    found.shows_silent, found.shows_answers = shows_silent, shows_answers
    found.save()
    tell_round(by, "theme.contents", round_, acting_for)
    return found
