"""A row that the reader took for another kind, or did not see: people give it its kind and its place."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import some_text
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.choosing import (
    RowChangedMeanwhile,
    goal_for,
    number_of,
    numbers_in,
    place_after,
    ready,
)
from tertial.planning.actions.receiving import compared, tell
from tertial.planning.models import Passage, Proposal, Reading
from tertial.planning.queries.homes import above_for, goal_before
from tertial.planning.queries.known import known_for, level_of
from tertial.planning.rules.draft_rows import SHAPES, DraftRow, Kind, from_json
from tertial.planning.rules.proposing import propose
from tertial.planning.rules.row_kinds import (
    UNDER_GOALS,
    WRITTEN,
    as_kind,
    next_number,
    other_kinds,
    text_field,
    told_by,
    written,
)


@action
def change_kind(*, by: By, row: Proposal, kind: str, version: int) -> Proposal:
    """The row becomes another kind and waits to be judged as such. What stood under it follows it to its goal."""
    reading, acting_for = ready(by, row.reading)
    now = reading.proposals.select_for_update().get(pk=row.pk)
    if now.kind == kind:
        nothing_changed()
        return now
    if kind not in other_kinds(now.kind):
        raise Refused(N_("Välj vilket slag raden är. En tabell förs in som den står."), field="kind")
    if now.version != version:
        raise RowChangedMeanwhile(now)
    was, to, old = Kind(now.kind), Kind(kind), str(now)
    line = now.passage.line if now.passage else None
    above = above_for(reading, to, now)
    if was is Kind.GOAL:
        home = above or goal_before(reading, line, now)
        Proposal.objects.filter(under=now).update(under=home)
    number = next_number(to, number_of(above), numbers_in(reading, to, now.pk))
    if to is Kind.GOAL and str(now.content.get("number") or "").count(".") >= 1:
        number = str(now.content["number"])  # it was a goal before, and has its own
    level = level_of(reading.unit, _level(above) + 1, is_citys=False)
    now.content = as_kind(now.content, was, to, number=number, level=level)
    now.kind, now.under = to.value, above
    now.place = _place(reading, to, line, now)
    _compare(reading, now)
    now.choice, now.version = Proposal.Choice.OPEN, now.version + 1
    now.chosen_by_name, now.chosen_at = "", None
    now.save()
    tell(by, "reading.rekinded", reading, acting_for, old=old[:300])
    return now


@action
def add_row(
    *,
    by: By,
    reading: Reading,
    kind: str,
    line: int,
    values: Mapping[str, Any],
    under: int | None = None,
    is_citys: bool = False,
) -> Proposal:
    """What the reader did not see. It points at the line that somebody has shown, and counts as accepted by them."""
    now, acting_for = ready(by, reading)
    if kind not in WRITTEN:
        raise Refused(N_("Välj vilket slag raden är. En tabell förs in som den står."), field="kind")
    passage = Passage.objects.filter(document=now.document, line=line).first()
    if passage is None:
        raise Refused(N_("Visa var i dokumentet raden står."))
    to, field = Kind(kind), text_field(kind)
    row = Proposal(reading=now, kind=to.value, passage=passage, read={}, is_citys=is_citys)
    if to in UNDER_GOALS and under:
        row.under_id = goal_for(now, row, under)
    level = level_of(now.unit, _level(row.under) + 1, is_citys=is_citys)
    place = {"page": passage.page, "line": passage.line}
    given = dict(values) | {field: some_text(str(values.get(field) or ""), field)}
    said = told_by(to, given[field], now.year)
    row.content = written(to, given[field], level=level) | given | said | {"place": place}
    row.place = _place(now, to, line, row)
    _compare(now, row)
    row.choice, row.chosen_by_name, row.chosen_at = Proposal.Choice.ACCEPTED, by.name, timezone.now()
    row.save()
    tell(by, "reading.added", now, acting_for, new=str(row)[:300])
    return row


def _compare(reading: Reading, row: Proposal) -> None:
    """What it is taken for as the kind that it is now: the council's, last year's, or new."""
    kind = Kind(row.kind)
    drawn = DraftRow(kind, from_json(SHAPES[kind], row.content), 0 if row.under_id else None)
    known = known_for(reading.unit, reading.year or 0, reading.kind)
    for name, value in compared(propose([drawn], known)[0]).items():
        setattr(row, name, value)


def _place(reading: Reading, kind: Kind, line: int | None, row: Proposal) -> int:
    """Among the rows of its kind where it stands in the document; the first of its kind comes last of all."""
    others = reading.proposals.exclude(pk=row.pk)
    alike = others.filter(kind=kind)
    before = alike.filter(passage__line__lte=line or 0).order_by("place").last()
    if before is None and (first := alike.order_by("place").first()):
        before = others.filter(place__lt=first.place).order_by("place").last()
        return place_after(reading, before) if before else first.place // 2
    before = before or others.order_by("place").last()
    return place_after(reading, before) if before else 1


def _level(goal: Proposal | None) -> int:
    return int(goal.content["level"]) if goal else 0
