"""The values of an approved report, written as facts all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from tertial.foundation.period import Period
from tertial.history.actions import action, nothing_changed, record_many
from tertial.measures.models import Measure, Value
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.current import ValueKind
from tertial.organisation.access import By, require
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """A figure of a report. Without one the comment says why; `last` is set for what is about the whole year."""

    measure: Measure
    value: Decimal | None
    kind: ValueKind = ValueKind.ACTUAL
    breakdown: str = WHOLE.code
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""


Key = tuple[int, str, str, str]


@action
def put_reported(
    *,
    by: By,
    unit: Unit,
    period: Period,
    values: Sequence[ReportedValue],
    source: str,
    permission: Permission = Permission.APPROVE,
) -> list[Value]:
    """New facts where they say something new; what was there is corrected, with the report as the reason.

    Forecasts are about the year. What is odd was asked about and confirmed while it was written, so nothing
    but a computed measure is refused here. `permission`: what the caller's own step takes.
    """
    acting_for = require(by, permission, unit.key)
    before = _standing(unit, period, values)
    new = [each for each in values if _is_new(each, before.get(_key(each, period)))]
    if not new:
        nothing_changed()
        return []
    old = [before[key] for each in new if (key := _key(each, period)) in before]
    Value.objects.filter(pk__in=[each.pk for each in old]).update(is_current=False)
    rows = [_row(by, unit, period, each, before.get(_key(each, period)), source) for each in new]
    made = Value.objects.bulk_create(rows, batch_size=500)
    told = [
        ("value.corrected" if each.corrects_id else "value.given", each.measure, _said(each)) for each in made
    ]
    record_many(by=by, kind="measure", events=told, acting_for=acting_for)
    return made


def _when(each: ReportedValue, period: Period) -> Period:
    return period.same_year() if each.kind is ValueKind.FORECAST else period


def _key(each: ReportedValue, period: Period) -> Key:
    return (each.measure.pk, _when(each, period).code, each.kind.value, each.breakdown)


def _standing(unit: Unit, period: Period, values: Sequence[ReportedValue]) -> dict[Key, Value]:
    """The current values, held until the new ones are written."""
    rows = Value.objects.select_for_update().filter(
        unit=unit,
        measure__in={each.measure.pk for each in values},
        period__in={period.code, period.same_year().code},
        is_current=True,
    )
    return {(each.measure_id, each.period, each.kind, each.breakdown): each for each in rows}


def _is_new(each: ReportedValue, before: Value | None) -> bool:
    if each.measure.formula:
        return False
    if before is None:
        return True
    return before.value != each.value


def _row(by: By, unit: Unit, period: Period, each: ReportedValue, before: Value | None, source: str) -> Value:
    when = _when(each, period)
    return Value(
        measure=each.measure,
        unit=unit,
        period=when.code,
        first_day=when.first,
        last_day=when.last,
        kind=each.kind.value,
        breakdown=each.breakdown,
        value=each.value,
        numerator=each.numerator,
        denominator=each.denominator,
        comment=each.comment.strip(),
        reason=f"Godkänd i {source}" if before else "",
        corrects=before,
        source_place=source[:80],
        recorded_at=timezone.now(),
        recorded_by=by.key,
        recorded_by_name=by.name,
    )


def _said(value: Value) -> dict[str, str]:
    before = value.corrects
    return {
        "unit_name": value.unit.name,
        "period": value.period,
        "old": _plain(before.value if before else None),
        "new": _plain(value.value),
        "reason": value.reason,
    }


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else format(value.normalize(), "f").replace(".", ",")
