"""Annual targets from a file, each set as if it were typed: with who may, with the decision it rests on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tertial.foundation.delivery import Preview, Taker, Undo
from tertial.foundation.importer import Row
from tertial.foundation.sentence import say
from tertial.foundation.sheet import Sheet, read_sheet
from tertial.foundation.words import N_
from tertial.goals.actions.asking import is_the_citys
from tertial.measures.actions.targets import set_target
from tertial.measures.deliveries.verdicts import places, preview
from tertial.measures.importers.targets import targets as importer
from tertial.measures.models import Measure, Target
from tertial.measures.queries.registers import as_filed, register, standing_targets
from tertial.measures.rules.delivered import Cells, RowVerdict, Verdict, rows_of
from tertial.measures.rules.target import Scale, TargetKind, in_words
from tertial.measures.rules.target_rows import COLUMNS, TargetKey, TargetRecord, judged_targets
from tertial.organisation.access import By, require
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission

Judged = RowVerdict[TargetRecord]
TITLES = {each.code: each.title for each in COLUMNS}
RESTORED = ("kind", "low", "high", "way", "text", "due", "decision", "owner_id")
WITH_NUMBERS = ("low", "high")


def _judged(sheet: Sheet, place: dict[str, str]) -> tuple[list[Judged], dict[TargetKey, list[Target]]]:
    first = list(judged_targets(rows_of(sheet, place), register()))
    there = standing_targets(each.record.key for each in first if each.record is not None)
    units = {each.key: each for each in Unit.objects.all()}
    return [_settled(each, there, units) for each in _checked(first, units)], there


def _checked(verdicts: list[Judged], units: dict[str, Unit]) -> Iterator[Judged]:
    """The council's targets rest on a decision; a row without one is stopped."""
    for each in verdicts:
        record = each.record
        if record is None or record.decision or not is_the_citys(units[record.unit]):
            yield each
            continue
        cells = Cells(Row(each.line, {}), list(each.cells))
        cells.refuse("decision", say(N_("Fullmäktiges årsmål ändras bara genom beslut. Skriv diarienumret.")))
        yield cells.verdict(None)


def _standing(record: TargetRecord, there: dict[TargetKey, list[Target]]) -> Target | None:
    found = there.get(record.key, [])
    return next((each for each in found if each.scale == record.target.scale.value), None)


def _settled(each: Judged, there: dict[TargetKey, list[Target]], units: dict[str, Unit]) -> Judged:
    if each.record is None or each.verdict is not Verdict.NEW:
        return each
    now = _standing(each.record, there)
    if now is None:
        return each
    wanted, stands = each.record.target, as_filed(now)
    names = ("kind", "low", "high", "way", "scale", "owner", "due")
    same = all(getattr(wanted, name) == getattr(stands, name) for name in names)
    return each.with_verdict(Verdict.SKIP if same else Verdict.UPDATE)


def look(content: bytes, name: str) -> Preview:
    sheet = read_sheet(content, name=name)
    place, remarks = places(importer, sheet)
    if any(each["severity"] == "error" for each in remarks):
        return Preview({}, [], remarks, may_be_done=False)
    verdicts, there = _judged(sheet, place)
    names = dict(Measure.objects.values_list("key", "name"))

    def told(each: Judged) -> tuple[str, list[list[str]]]:
        record = each.record
        if record is None:
            return "", []
        title = f"{names.get(record.measure, record.measure)}, {record.unit}, {record.year}"
        before = _standing(record, there)
        if each.verdict is Verdict.SKIP:
            return title, []
        old = in_words(as_filed(before)) if before else ""
        return title, [[TITLES["target"], old, in_words(record.target)]]

    return preview(verdicts, COLUMNS, told, remarks)


def take(*, by: By, content: bytes, name: str) -> Undo:
    require(by, Permission.EDIT_CITY_GOALS)
    sheet = read_sheet(content, name=name)
    place, _remarks = places(importer, sheet)
    verdicts, there = _judged(sheet, place)
    units = {each.key: each for each in Unit.objects.all()}
    by_name = {each.name.casefold(): each for each in units.values()}
    measures = {each.key: each for each in Measure.objects.select_related("responsible")}
    undo: Undo = []
    for each in verdicts:
        record = each.record
        if record is None or each.verdict not in (Verdict.NEW, Verdict.UPDATE):
            continue
        before = _standing(record, there)
        undo.append(_as_it_was(record, before))
        goal = record.target
        set_target(
            by=by,
            measure=measures[record.measure],
            unit=units[record.unit],
            year=record.year,
            kind=goal.kind,
            low=goal.low,
            high=goal.high,
            way=goal.way.value if goal.way else "",
            text=goal.text,
            scale=goal.scale,
            owner=by_name.get((goal.owner or "").casefold()) or (before.owner if before else None),
            due=goal.due,
            decision=record.decision,
        )
    return undo


def _as_it_was(record: TargetRecord, before: Target | None) -> dict[str, Any]:
    values = {name: getattr(before, name) for name in RESTORED} if before else None
    if values is not None:
        values = {name: str(v) if isinstance(v, Decimal | date) else v for name, v in values.items()}
    return {"key": [*record.key, record.target.scale.value], "before": values}


def take_back(*, by: By, undo: Undo) -> None:
    """Each target as it stood before; what the file set stays in the history."""
    require(by, Permission.EDIT_CITY_GOALS)
    for entry in undo:
        measure, unit, year, scale = entry["key"]
        found = Target.objects.filter(
            measure__key=measure, unit__key=unit, year=year, scale=Scale(scale).value
        ).first()
        if found is None:
            continue
        if entry["before"] is None:
            found.delete()
            continue
        for name, value in entry["before"].items():
            setattr(found, name, _restored(name, value))
        found.kind = TargetKind(found.kind).value
        found.version += 1
        found.save()


def _restored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in WITH_NUMBERS:
        return Decimal(value)
    return date.fromisoformat(value) if name == "due" else value


TAKER = Taker(
    "targets",
    N_("Årsmål"),
    N_("En rad för varje mått, enhet och år. Fullmäktiges årsmål behöver beslutets diarienummer."),
    Permission.EDIT_CITY_GOALS.value,
    COLUMNS,
    look,
    take,
    take_back,
)
