"""Annual targets from a file, each set as if it were typed: with who may, with the decision it rests on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from tertial.foundation.delivery import Given, Preview, RowTaker, Undo
from tertial.foundation.importer import Row
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.goals.actions.asking import is_the_citys
from tertial.intake.models import Submission
from tertial.measures.actions.targets import set_target, who_sets
from tertial.measures.deliveries import verdicts
from tertial.measures.deliveries.verdicts import Headed, Waiting, headed, in_chunks, preview, with_progress
from tertial.measures.importers.targets import targets as importer
from tertial.measures.models import Measure, Target
from tertial.measures.queries.registers import as_filed, register, standing_targets
from tertial.measures.rules.delivered import Cells, RowVerdict, Verdict, rows_of
from tertial.measures.rules.target import Scale, TargetKind, in_words
from tertial.measures.rules.target_rows import COLUMNS, TargetKey, TargetRecord, judged_targets
from tertial.organisation.access import By, require_in, require_somewhere
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission

Judged = RowVerdict[TargetRecord]
There = dict[TargetKey, list[Target]]
MAY = (Permission.EDIT_GOALS, Permission.EDIT_CITY_GOALS)
TITLES = {each.code: each.title for each in COLUMNS}
RESTORED = ("kind", "low", "high", "way", "text", "due", "decision", "owner_id")
WITH_NUMBERS = ("low", "high")


def _judged(file: Headed, given: Given) -> Iterator[Judged]:
    known = register(given.by, MAY, given.confirmed)
    judged = judged_targets(rows_of(file.sheet, file.place), known)
    return with_progress(_settled_all(judged, _Units(), given.by), given, file.sheet.size)


class _Units:
    """Every unit by key, and by name for whoever is to set a target."""

    def __init__(self) -> None:
        self.by_key = {each.key: each for each in Unit.objects.all()}
        self.by_name = {each.name.casefold(): each for each in self.by_key.values()}

    def owner(self, record: TargetRecord, before: Target | None) -> Unit | None:
        named = self.by_name.get((record.target.owner or "").casefold())
        return named or (before.owner if before else None)


def _settled_all(judged: Iterator[Judged], units: _Units, by: By) -> Iterator[Judged]:
    for chunk in in_chunks(judged):
        there = standing_targets(each.record.key for each in chunk if each.record is not None)
        for each in chunk:
            yield _settled(_checked(each, there, units, by), there)


def _checked(each: Judged, there: There, units: _Units, by: By) -> Judged:
    """The council's targets are the city office's and rest on a decision; a row that may not be is stopped."""
    record = each.record
    if record is None:
        return each
    before = _standing(record, there)
    holder = who_sets(before, units.by_key[record.unit], units.owner(record, before))
    cells = Cells(each.row or Row(each.line, {}), list(each.cells))
    if is_the_citys(holder) and not by.may(Permission.EDIT_CITY_GOALS):
        cells.refuse("target", say(N_("Fullmäktige har satt årsmålet. Det ändras av stadsledningskontoret.")))
    elif is_the_citys(holder) and not record.decision:
        cells.refuse("decision", say(N_("Fullmäktiges årsmål ändras bara genom beslut. Skriv diarienumret.")))
    return cells.verdict(None) if cells.is_refused else each


def _standing(record: TargetRecord, there: There) -> Target | None:
    found = there.get(record.key, [])
    return next((each for each in found if each.scale == record.target.scale.value), None)


def _settled(each: Judged, there: There) -> Judged:
    if each.record is None or each.verdict is not Verdict.NEW:
        return each
    now = _standing(each.record, there)
    if now is None:
        return each
    wanted, stands = each.record.target, as_filed(now)
    names = ("kind", "low", "high", "way", "scale", "owner", "due")
    same = all(getattr(wanted, name) == getattr(stands, name) for name in names)
    return each.with_verdict(Verdict.SKIP if same else Verdict.UPDATE, in_words(stands))


def _told(names: dict[str, str], each: Judged) -> tuple[str, list[list[str]]]:
    record = each.record
    if record is None:
        return "", []
    title = f"{names.get(record.measure, record.measure)}, {record.unit}, {record.year}"
    if each.verdict is Verdict.SKIP:
        return title, []
    return title, [[TITLES["target"], str(each.before or ""), in_words(record.target)]]


def _seen(file: Headed, judged: Iterator[Judged]) -> Preview:
    return preview(judged, COLUMNS, partial(_told, dict(Measure.objects.values_list("key", "name"))), file)


def look(given: Given) -> Preview:
    file = headed(importer, given)
    return (
        Preview({}, [], file.remarks, may_be_done=False)
        if file.is_wrong
        else _seen(file, _judged(file, given))
    )


def ready(given: Given) -> Waiting:
    file = headed(importer, given)
    waiting = Waiting(Preview({}, [], file.remarks, may_be_done=False))
    if not file.is_wrong:
        waiting.preview = _seen(file, waiting.keep(_judged(file, given)))
    return waiting


def stopped(given: Given) -> Iterator[list[str]]:
    file = headed(importer, given)
    return verdicts.stopped(_judged(file, given), COLUMNS, file)


def take(*, by: By, delivery: Submission, ready: Waiting) -> Undo:
    require_somewhere(by, MAY)
    units = _Units()
    measures = {each.key: each for each in Measure.objects.select_related("responsible")}
    undo: Undo = []
    for chunk in ready.chunks():
        there = standing_targets(each.record.key for each in chunk if each.record is not None)
        for record in (each.record for each in chunk if each.record is not None):
            before = _standing(record, there)
            undo.append(_as_it_was(record, before))
            goal = record.target
            set_target(
                by=by,
                measure=measures[record.measure],
                unit=units.by_key[record.unit],
                year=record.year,
                kind=goal.kind,
                low=goal.low,
                high=goal.high,
                way=goal.way.value if goal.way else "",
                text=goal.text,
                scale=goal.scale,
                owner=units.owner(record, before),
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
    require_somewhere(by, MAY)
    for entry in undo:
        measure, unit, year, scale = entry["key"]
        require_in(by, MAY, unit)
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


TAKER = RowTaker(
    "targets",
    N_("Årsmål"),
    N_("En rad för varje mått, enhet och år. Fullmäktiges årsmål behöver beslutets diarienummer."),
    tuple(each.value for each in MAY),
    COLUMNS,
    look,
    ready,
    take,
    take_back,
    stopped,
)
