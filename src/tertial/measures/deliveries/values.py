"""Values from a file. Nothing is overwritten: a changed value is a new row that corrects the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F
from django.utils import timezone

from tertial.foundation.delivery import Preview, Taker, Undo
from tertial.foundation.sheet import Sheet, letters, read_sheet
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.intake.models import Submission
from tertial.measures.deliveries.verdicts import places, preview
from tertial.measures.importers.values import values as importer
from tertial.measures.models import Measure, Value
from tertial.measures.queries.registers import current_numbers, current_rows, register
from tertial.measures.rules.delivered import RowVerdict, Verdict, rows_of, written
from tertial.measures.rules.value_rows import COLUMNS, ValueRecord, judged_values
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission

BATCH = 1000
TITLES = {each.code: each.title for each in COLUMNS}


def _judged(sheet: Sheet, place: dict[str, str]) -> Iterator[RowVerdict[ValueRecord]]:
    today = timezone.localdate()
    return judged_values(rows_of(sheet, place), register(), current_numbers, today=today)


def look(content: bytes, name: str) -> Preview:
    sheet = read_sheet(content, name=name)
    place, remarks = places(importer, sheet)
    if any(each["severity"] == "error" for each in remarks):
        return Preview({}, [], remarks, may_be_done=False)
    names = dict(Measure.objects.values_list("key", "name"))

    def told(each: RowVerdict[ValueRecord]) -> tuple[str, list[list[str]]]:
        if each.record is None:
            return "", []
        key = each.record.key
        value = written(each.record.value) if each.record.value is not None else ""
        name = f"{names.get(key.measure, key.measure)}, {key.unit}, {key.period.label()}"
        return name, [] if each.verdict is Verdict.SKIP else [[TITLES["value"], "", value]]

    return preview(_judged(sheet, place), COLUMNS, told, remarks)


@dataclass(frozen=True, slots=True)
class _Source:
    """What every new row of the file has in common."""

    by: By
    delivery: Submission
    name: str
    cell: str  # the column of the values, as a spreadsheet names it


def take(*, by: By, content: bytes, name: str, delivery: Submission) -> Undo:
    require(by, Permission.IMPORT)
    sheet = read_sheet(content, name=name)
    place, _remarks = places(importer, sheet)
    units = {each.key: each for each in Unit.objects.all()}
    measures = {each.key: each for each in Measure.objects.all()}
    source = _Source(by, delivery, name, letters(sheet.columns.index(place["value"])))
    counts: dict[str, int] = {}
    waiting = (each for each in _judged(sheet, place) if each.verdict in (Verdict.NEW, Verdict.UPDATE))
    while chunk := list(islice(waiting, BATCH)):
        _write(chunk, source, measures, units)
        for each in chunk:
            if each.record is not None:
                counts[each.record.key.measure] = counts.get(each.record.key.measure, 0) + 1
    told = [
        ("values.imported", measures[key], {"count": count, "file": name}) for key, count in counts.items()
    ]
    record_many(by=by, kind="measure", events=told)
    return [{"delivery": delivery.pk, "count": sum(counts.values())}]


def _write(
    chunk: Sequence[RowVerdict[ValueRecord]],
    source: _Source,
    measures: dict[str, Measure],
    units: dict[str, Unit],
) -> None:
    """The rows before stop being current, then the new ones are added."""
    before = current_rows([each.record.key for each in chunk if each.record is not None])
    Value.objects.filter(pk__in=[row.pk for row in before.values()]).update(is_current=False)
    now = timezone.now()
    rows = []
    for each in chunk:
        if each.record is None:
            continue
        key, old = each.record.key, before.get(each.record.key)
        rows.append(
            Value(
                measure=measures[key.measure],
                unit=units[key.unit],
                period=key.period.code,
                first_day=key.period.first,
                last_day=key.period.last,
                kind=key.kind.value,
                breakdown=key.breakdown.code,
                value=each.record.value,
                numerator=each.record.numerator,
                denominator=each.record.denominator,
                comment=each.record.comment,
                reason=f"Ny uppgift i filen {source.name}" if old else "",
                corrects=old,
                delivery=source.delivery,
                source_place=f"{source.cell}{each.line}",
                recorded_at=now,
                recorded_by=source.by.key,
                recorded_by_name=source.by.name,
            )
        )
    Value.objects.bulk_create(rows, batch_size=BATCH)


def take_back(*, by: By, undo: Undo) -> None:
    """The rows stay but are current no longer, and those before them are again – if nobody has built on them."""
    require(by, Permission.IMPORT)
    for entry in undo:
        rows = Value.objects.filter(delivery_id=entry["delivery"])
        corrected = rows.filter(is_current=False).count()
        if corrected:
            raise Refused(
                N_("%(count)s av värdena har rättats sedan filen lästes in. Ångra rättelserna först."),
                count=corrected,
            )
        before = list(rows.filter(corrects__isnull=False).values_list("corrects_id", flat=True))
        told = _told_back(
            rows.annotate(name=F("measure__name"), key=F("measure__key")).values_list("key", "name")
        )
        rows.update(is_current=False)
        for at in range(0, len(before), BATCH):
            Value.objects.filter(pk__in=before[at : at + BATCH]).update(is_current=True)
        record_many(by=by, kind="measure", events=told)


@dataclass(frozen=True, slots=True)
class _About:
    key: str
    name: str


def _told_back(rows: Any) -> list[tuple[str, _About, dict[str, Any]]]:
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row] = counts.get(row, 0) + 1
    return [("values.withdrawn", _About(*row), {"count": count}) for row, count in counts.items()]


TAKER = Taker(
    "values",
    N_("Värden"),
    N_("En rad för varje värde. Ett ändrat värde blir en ny rad; det gamla står kvar i historiken."),
    Permission.IMPORT.value,
    COLUMNS,
    look,
    take,
    take_back,
    is_kept_as_source=True,
)
