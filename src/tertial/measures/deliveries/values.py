"""Values from a file. Nothing is overwritten: a changed value is a new row that corrects the one before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count
from django.utils import timezone

from tertial.foundation.delivery import Given, Preview, RowTaker, Undo
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.intake.models import Submission
from tertial.measures.deliveries import verdicts
from tertial.measures.deliveries.verdicts import AT_ONCE, Headed, Waiting, headed, preview, with_progress
from tertial.measures.importers.values import values as importer
from tertial.measures.models import Measure, Value
from tertial.measures.queries.registers import Standing, register
from tertial.measures.rules.delivered import RowVerdict, Verdict, rows_of, written
from tertial.measures.rules.value_rows import COLUMNS, ValueRecord, judged_values
from tertial.organisation.access import By, require_in, require_somewhere
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission

MAY = (Permission.REPORT, Permission.CONTROL)
TITLES = {each.code: each.title for each in COLUMNS}
Judged = RowVerdict[ValueRecord]


def _judged(file: Headed, given: Given) -> Iterator[Judged]:
    known = register(given.by, MAY, given.confirmed)
    rows = rows_of(file.sheet, file.place)
    judged = judged_values(rows, known, Standing().numbers, today=timezone.localdate(), at_once=AT_ONCE)
    return with_progress(judged, given, file.sheet.size)


def look(given: Given) -> Preview:
    file = headed(importer, given)
    return Preview({}, [], file.remarks, may_be_done=False) if file.is_wrong else _seen(file, _judged(file, given))


def _seen(file: Headed, judged: Iterable[Judged]) -> Preview:
    return preview(judged, COLUMNS, partial(_told, dict(Measure.objects.values_list("key", "name"))), file)


def _told(names: dict[str, str], each: Judged) -> tuple[str, list[list[str]]]:
    if each.record is None:
        return "", []
    key = each.record.key
    name = f"{names.get(key.measure, key.measure)}, {key.unit}, {key.period.label()}"
    if each.verdict is Verdict.SKIP:
        return name, []
    before, value = (written(n) if isinstance(n, Decimal) else "" for n in (each.before, each.record.value))
    return name, [[TITLES["value"], before, value]]


def ready(given: Given) -> Waiting:
    file = headed(importer, given)
    waiting = Waiting(Preview({}, [], file.remarks, may_be_done=False), file.cell("value", 0).rstrip("0"))
    if not file.is_wrong:
        waiting.preview = _seen(file, waiting.keep(_judged(file, given)))
    return waiting


def stopped(given: Given) -> Iterator[list[str]]:
    file = headed(importer, given)
    return verdicts.stopped(_judged(file, given), COLUMNS, file)


@dataclass(frozen=True, slots=True)
class _Source:
    """What every new row of the file has in common."""

    by: By
    delivery: Submission
    cells: str  # the column of the values, as a spreadsheet names it


def take(*, by: By, delivery: Submission, ready: Waiting) -> Undo:
    require_somewhere(by, MAY)
    standing, source = Standing(), _Source(by, delivery, ready.cells)
    counts: dict[str, int] = {}
    for chunk in ready.chunks():
        _write(chunk, source, standing)
        for key in (each.record.key.measure for each in chunk if each.record is not None):
            counts[key] = counts.get(key, 0) + 1
    measures = Measure.objects.in_bulk(counts, field_name="key")
    told = [
        ("values.imported", measures[key], {"count": count, "file": delivery.name})
        for key, count in counts.items()
    ]
    record_many(by=by, kind="measure", events=told)
    return [{"delivery": delivery.pk, "count": sum(counts.values())}]


def _write(chunk: Sequence[Judged], source: _Source, standing: Standing) -> None:
    """The rows before stop being current, then the new ones are added."""
    records = [each.record for each in chunk if each.record is not None]
    before = standing.rows([record.key for record in records])
    for each, record in zip(chunk, records, strict=True):
        _, number = before.get(record.key, (0, None))
        if (each.verdict is Verdict.UPDATE, each.before) != (record.key in before, number):
            raise Refused(
                N_("Ett värde har ändrats medan filen lästes in (rad %(line)s). Lämna in den igen."), line=each.line
            )
    Value.objects.filter(pk__in=[pk for pk, _number in before.values()]).update(is_current=False)
    lines = [each.line for each in chunk]
    now = timezone.now()
    Value.objects.bulk_create(
        [
            _value(record, line, source, standing, before.get(record.key, (None, None))[0], now)
            for line, record in zip(lines, records, strict=True)
        ]
    )


def _value(
    record: ValueRecord, line: int, source: _Source, standing: Standing, before: int | None, now: Any
) -> Value:
    key = record.key
    return Value(
        measure_id=standing.measures[key.measure],
        unit_id=standing.units[key.unit],
        period=key.period.code,
        first_day=key.period.first,
        last_day=key.period.last,
        kind=key.kind.value,
        breakdown=key.breakdown.code,
        value=record.value,
        numerator=record.numerator,
        denominator=record.denominator,
        comment=record.comment,
        reason=f"Ny uppgift i filen {source.delivery.name}" if before else "",
        corrects_id=before,
        delivery=source.delivery,
        source_place=f"{source.cells}{line}",
        recorded_at=now,
        recorded_by=source.by.key,
        recorded_by_name=source.by.name,
    )


def take_back(*, by: By, undo: Undo) -> None:
    """The rows stay but are current no longer, and those before them are again – if nobody has built on them."""
    require_somewhere(by, MAY)
    for entry in undo:
        rows = Value.objects.filter(delivery_id=entry["delivery"])
        for unit in rows.values_list("unit__key", flat=True).distinct():
            require_in(by, MAY, unit)
        if corrected := rows.filter(is_current=False).count():
            raise Refused(
                N_("%(count)s av värdena har rättats sedan filen lästes in. Ångra rättelserna först."),
                count=corrected,
            )
        counted = rows.values("measure__key", "measure__name").annotate(count=Count("pk")).order_by()
        told = [
            ("values.withdrawn", _About(each["measure__key"], each["measure__name"]), {"count": each["count"]})
            for each in counted
        ]
        before = rows.filter(corrects__isnull=False).values("corrects")
        rows.update(is_current=False)
        Value.objects.filter(pk__in=before).update(is_current=True)
        record_many(by=by, kind="measure", events=told)


@dataclass(frozen=True, slots=True)
class _About:
    key: str
    name: str


TAKER = RowTaker(
    "values",
    N_("Värden"),
    N_("En rad för varje värde. Ett ändrat värde blir en ny rad; det gamla står kvar i historiken."),
    tuple(each.value for each in MAY),
    COLUMNS,
    look,
    ready,
    take,
    take_back,
    stopped,
)
