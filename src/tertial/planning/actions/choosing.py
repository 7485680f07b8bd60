"""Judging what was read, row by row or many at once: accept, reject, change, merge, split.

Every row carries a version: whoever judges a row that somebody else has judged meanwhile is told, and neither loses
what they chose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan, some_text
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.receiving import BATCH, tell
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.known import level_of, named
from tertial.planning.rules.draft_rows import Kind
from tertial.planning.rules.row_kinds import numbered_anew, text_field, told_by

CHOICE_WORDS = {
    Proposal.Choice.ACCEPTED: N_("godkända"),
    Proposal.Choice.REJECTED: N_("bortvalda"),
    Proposal.Choice.OPEN: N_("åter obedömda"),
}


class RowChangedMeanwhile(Exception):
    """Somebody else changed the row first; the page shows both and lets the person choose."""

    def __init__(self, current: Proposal) -> None:
        super().__init__(str(current))
        self.current = current


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many rows got the choice, and those that somebody else had judged meanwhile: untouched."""

    count: int
    taken: tuple[Proposal, ...] = ()


def ready(by: By, reading: Reading) -> tuple[Reading, str]:
    """The reading, held while its rows change, so that nothing is adopted half way."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    if now.state != Reading.State.READY:
        raise Refused(N_("Dokumentet granskas inte längre, så raderna kan inte ändras."))
    return now, acting_for


@action
def choose(*, by: By, reading: Reading, versions: Mapping[int, int], choice: str) -> Chosen:
    """The same choice for these rows; `versions` says which version of each the person saw."""
    now, acting_for = ready(by, reading)
    if choice not in Proposal.Choice.values:
        raise Refused(N_("Välj om raderna ska godkännas eller väljas bort."))
    rows = list(now.proposals.filter(pk__in=versions))
    taken = tuple(each for each in rows if each.version != versions[each.pk] and each.choice != choice)
    given = [each for each in rows if each.version == versions[each.pk] and each.choice != choice]
    if not given:
        nothing_changed()
        return Chosen(0, taken)
    Proposal.objects.filter(pk__in=[each.pk for each in given]).update(
        choice=choice, version=F("version") + 1, chosen_by_name=by.name, chosen_at=timezone.now()
    )
    word = CHOICE_WORDS[Proposal.Choice(choice)]
    tell(by, "reading.chosen", now, acting_for, count=len(given), choice=word)
    return Chosen(len(given), taken)


@action
def edit_row(
    *,
    by: By,
    row: Proposal,
    values: Mapping[str, Any],
    version: int,
    matched: str | None = None,
    under: int | None = None,
    is_citys: bool | None = None,
) -> Proposal:
    """New content; the row counts as accepted by whoever changed it."""
    reading, acting_for = ready(by, row.reading)
    now = reading.proposals.select_for_update().get(pk=row.pk)
    text = text_field(now.kind)
    wanted = now.content | dict(values)
    wanted[text] = some_text(str(wanted.get(text) or ""), text)
    if wanted[text] != now.content.get(text):
        wanted |= told_by(Kind(now.kind), wanted[text], reading.year)
    match = now.matched if matched is None else matched
    citys = now.is_citys if is_citys is None or now.kind != "goal" else is_citys
    if citys != now.is_citys:
        wanted["level"] = level_of(reading.unit, wanted["level"], is_citys=citys)
        match = "" if match == now.matched else match  # it was taken for a goal of the other kind
    goal = goal_for(reading, now, under) if under else now.under_id
    same = (wanted, match, goal, citys) == (now.content, now.matched, now.under_id, now.is_citys)
    if same and now.choice == Proposal.Choice.ACCEPTED:
        nothing_changed()
        return now
    if now.version != version:
        raise RowChangedMeanwhile(now)
    old = str(now)
    if match != now.matched:
        _match(now, match)
    now.content, now.under_id = wanted, goal
    if now.kind == "goal":
        now.is_citys = citys
    _judged(now, by)
    tell(by, "reading.edited", reading, acting_for, old=old[:300])
    return now


def _match(row: Proposal, key: str) -> None:
    """What somebody says that the row is or continues. A board's row never becomes the council's goal by it."""
    text, is_citys = named(row.kind, key) if key else ("", False)
    row.matched, row.matched_text = key if text else "", text
    row.match = Proposal.Match.CHANGED if text else Proposal.Match.NEW
    if row.kind != "goal":
        row.is_citys = is_citys


def goal_for(reading: Reading, row: Proposal, under: int) -> int:
    """The goal that the row is put under: one of the document's, and never one below itself."""
    goals = dict(reading.proposals.filter(kind="goal").values_list("pk", "under_id"))
    step: int | None = under
    while step is not None and step != row.pk:
        step = goals.get(step)
    if under not in goals or step is not None:
        raise Refused(N_("Välj ett av dokumentets mål, och inte ett som ligger under raden."), field="under")
    return under


def _judged(row: Proposal, by: By, choice: str = Proposal.Choice.ACCEPTED) -> None:
    row.choice, row.version = choice, row.version + 1
    row.chosen_by_name, row.chosen_at = by.name, timezone.now()
    row.save()


@action
def merge_rows(*, by: By, reading: Reading, versions: Mapping[int, int]) -> Proposal:
    """Rows that the reader took apart become one: the first keeps its place, the others are rejected."""
    now, acting_for = ready(by, reading)
    rows = list(now.proposals.filter(pk__in=versions))
    if len(rows) < 2:
        raise Refused(N_("Välj minst två rader att slå ihop."))
    first, *rest = rows
    if any(each.kind != first.kind for each in rest):
        raise Refused(N_("Bara rader av samma slag kan slås ihop."))
    for each in rows:
        if each.version != versions[each.pk]:
            raise RowChangedMeanwhile(each)
    field = text_field(first.kind)
    merged = _merged([each.content for each in rows], field)
    first.content = merged | told_by(Kind(first.kind), merged[field], now.year)
    first.under_id = _above(now, first, {each.pk for each in rows})
    _judged(first, by)
    Proposal.objects.filter(under__in=rest).exclude(pk=first.pk).update(under=first)
    for each in rest:
        _judged(each, by, Proposal.Choice.REJECTED)
    tell(by, "reading.merged", now, acting_for, count=len(rows))
    return first


def _above(reading: Reading, row: Proposal, merged: set[int]) -> int | None:
    """The goal above that is not itself one of those merged, so that none comes to stand under itself."""
    goals = dict(reading.proposals.filter(kind="goal").values_list("pk", "under_id"))
    step = row.under_id
    while step in merged:
        step = goals[step]
    return step


def _merged(contents: Sequence[Mapping[str, Any]], field: str) -> dict[str, Any]:
    """The texts after one another; of the rest what the first has, else what any of the others has."""
    merged = dict(contents[0])
    for each in contents[1:]:
        merged |= {key: value for key, value in each.items() if merged.get(key) in (None, [], "") and value}
    merged[field] = " ".join(str(each.get(field) or "").strip() for each in contents).strip()
    return merged


@action
def split_row(*, by: By, row: Proposal, first: str, second: str, version: int) -> Proposal:
    """One row that is two: the second stands after the first with the same dates and goal. Answers the second.

    Each has the level or the amount that its own words say, and the second a number of its own.
    """
    reading, acting_for = ready(by, row.reading)
    now = reading.proposals.select_for_update().get(pk=row.pk)
    if now.version != version:
        raise RowChangedMeanwhile(now)
    kind, field, old = Kind(now.kind), text_field(now.kind), str(now)
    anew = numbered_anew(
        kind, some_text(second, "second"), above=number_of(now.under), taken=numbers_in(reading, kind)
    )
    whole, first_text = now.content, some_text(first, "first")
    now.content = whole | {field: first_text} | told_by(kind, first_text, reading.year)
    _judged(now, by)
    new = Proposal.objects.create(
        reading=reading,
        place=place_after(reading, now),
        kind=now.kind,
        under=now.under,
        read=now.read,
        content=whole | anew | told_by(kind, anew[field], reading.year),
        choice=Proposal.Choice.ACCEPTED,
        certainty=now.certainty,
        passage=now.passage,
        chosen_by_name=by.name,
        chosen_at=timezone.now(),
    )
    tell(by, "reading.split", reading, acting_for, old=old[:300])
    return new


def number_of(goal: Proposal | None) -> str:
    return str(goal.content["number"]) if goal else ""


def numbers_in(reading: Reading, kind: Kind, but: int = 0) -> list[str]:
    """The numbers that the rows of the kind have."""
    found = reading.proposals.filter(kind=kind).exclude(pk=but)
    return [str(each) for each in found.values_list("content__number", flat=True)]


def place_after(reading: Reading, row: Proposal) -> int:
    """Half way to the next row; where there is no room left every row gets room anew."""
    following = reading.proposals.filter(place__gt=row.place).order_by("place").first()
    if following is None or following.place - row.place > 1:
        return row.place + ((following.place - row.place) // 2 if following else 1000)
    rows = list(reading.proposals.all())
    for at, each in enumerate(rows, start=1):
        each.place = at * 1000
    Proposal.objects.bulk_update(rows, ["place"], batch_size=BATCH)
    return place_after(reading, next(each for each in rows if each.pk == row.pk))
