"""Values from a file. Nothing is overwritten: a changed value is a new row that corrects the one before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone

from tertial.foundation.delivery import Given, Preview, RowTaker, Undo
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.intake.models import Submission
from tertial.measures.actions.adding import NewValue, add_values
from tertial.measures.deliveries import verdicts
from tertial.measures.deliveries.verdicts import AT_ONCE, Headed, Waiting, headed, preview, with_progress
from tertial.measures.importers.values import values as importer
from tertial.measures.models import Measure, Value
from tertial.measures.queries.registers import Key, Standing, register
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
    return (
        Preview({}, [], file.remarks, may_be_done=False)
        if file.is_wrong
        else _seen(file, _judged(file, given))
    )


def _seen(file: Headed, judged: Iterable[Judged]) -> Preview:
    told = partial(_told, dict(Measure.objects.values_list("key", "name")))
    return preview(judged, COLUMNS, told, file, _packed)


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
    cells = file.cell("value", 0).rstrip("0")
    waiting = Waiting(Preview({}, [], file.remarks, may_be_done=False), _packed, cells)
    if not file.is_wrong:
        waiting.preview = _seen(file, waiting.keep(_judged(file, given)))
    return waiting


def stopped(given: Given) -> Iterator[list[str]]:
    file = headed(importer, given)
    return verdicts.stopped(_judged(file, given), COLUMNS, file)


class _Row(NamedTuple):
    """A judged row as it waits on disk: plain things only, since there may be 200,000."""

    line: int
    before: object  # the number that it changes
    is_change: bool
    measure: str
    unit: str
    period: str
    first: date
    last: date
    kind: str
    breakdown: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    comment: str

    @property
    def key(self) -> Key:
        return self.measure, self.unit, self.period, self.kind, self.breakdown


def _packed(each: Judged) -> _Row | None:
    record = each.record
    if record is None:
        return None
    key, period = record.key, record.key.period
    about = (
        key.measure,
        key.unit,
        period.code,
        period.first,
        period.last,
        key.kind.value,
        key.breakdown.code,
    )
    numbers = (record.value, record.numerator, record.denominator)
    return _Row(each.line, each.before, each.verdict is Verdict.UPDATE, *about, *numbers, record.comment)


def take(*, by: By, delivery: Submission, ready: Waiting) -> Undo:
    require_somewhere(by, MAY)
    standing = Standing()
    counts: Counter[str] = Counter()
    for chunk in ready.chunks():
        _write(chunk, delivery, by, ready.cells, standing)
        counts.update(row.measure for row in chunk)
    measures = Measure.objects.in_bulk(counts, field_name="key")
    told = [
        ("values.imported", measures[key], {"count": count, "file": delivery.name})
        for key, count in counts.items()
    ]
    record_many(by=by, kind="measure", events=told)
    return [{"delivery": delivery.pk, "count": counts.total()}]


def _write(chunk: Sequence[_Row], delivery: Submission, by: By, cells: str, standing: Standing) -> None:
    """The rows before stop being current, then the new ones are added."""
    before = standing.rows([row.key for row in chunk])
    for row in chunk:
        if (row.is_change, row.before) != (row.key in before, before.get(row.key, (0, None))[1]):
            text = N_("Ett värde har ändrats medan filen lästes in (rad %(line)s). Lämna in den igen.")
            raise Refused(text, line=row.line)
    Value.objects.filter(pk__in=[pk for pk, _number in before.values()]).update(is_current=False)
    reason, now = f"Ny uppgift i filen {delivery.name}", timezone.now()
    add_values(
        NewValue(
            measure=standing.measures[row.measure],
            unit=standing.units[row.unit],
            period=row.period,
            first_day=row.first,
            last_day=row.last,
            kind=row.kind,
            breakdown=row.breakdown,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            comment=row.comment,
            reason=reason if row.is_change else "",
            corrects=before[row.key][0] if row.is_change else None,
            delivery=delivery.pk,
            source_place=f"{cells}{row.line}",
            recorded_at=now,
            recorded_by=by.key,
            recorded_by_name=by.name,
        )
        for row in chunk
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
            (
                "values.withdrawn",
                _About(each["measure__key"], each["measure__name"]),
                {"count": each["count"]},
            )
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
