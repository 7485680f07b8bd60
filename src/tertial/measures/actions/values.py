"""Values: given once, corrected by new ones with a reason, never changed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from tertial.foundation.period import Period
from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed, record
from tertial.intake.models import Submission
from tertial.measures.models import Measure, Value
from tertial.measures.rules.breakdown import WHOLE, Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission


@dataclass(frozen=True, slots=True)
class Given:
    """A value as somebody gives it; without a number the comment says why it is missing."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""


@action
def put_value(
    *,
    by: By,
    measure: Measure,
    unit: Unit,
    period: Period,
    given: Given,
    kind: ValueKind = ValueKind.ACTUAL,
    breakdown: Breakdown = WHOLE,
    reason: str = "",
    delivery: Submission | None = None,
    source_place: str = "",
) -> Value:
    """A new fact. Where there is one already it is a correction, and needs a reason."""
    acting_for = require(by, Permission.REPORT, unit.key)
    _check(measure, unit, period, given)
    before = _standing(measure, unit, period, kind, breakdown)
    if before is not None and (before.value, before.comment) == (given.value, given.comment.strip()):
        nothing_changed()
        return before
    _give_way(before, reason)
    value = Value.objects.create(
        measure=measure,
        unit=unit,
        period=period.code,
        first_day=period.first,
        last_day=period.last,
        kind=kind.value,
        breakdown=breakdown.code,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        comment=given.comment.strip(),
        reason=reason.strip(),
        corrects=before,
        delivery=delivery,
        source_place=source_place,
        recorded_at=timezone.now(),
        recorded_by=by.key,
        recorded_by_name=by.name,
    )
    _tell(by, value, before, acting_for)
    return value


def _standing(
    measure: Measure, unit: Unit, period: Period, kind: ValueKind, breakdown: Breakdown
) -> Value | None:
    """The value that is current now, held until this one is written."""
    about = {"measure": measure, "unit": unit, "period": period.code}
    same = Value.objects.select_for_update().filter(**about, kind=kind.value, breakdown=breakdown.code)
    return same.filter(is_current=True).first()


def _give_way(before: Value | None, reason: str) -> None:
    """A value that is corrected stays, but is current no longer."""
    if before is None:
        return
    if not reason.strip():
        raise Refused(N_("Skriv varför värdet rättas."), field="reason")
    before.is_current = False
    before.save(update_fields=["is_current"])


def _check(measure: Measure, unit: Unit, period: Period, given: Given) -> None:
    if measure.formula:
        raise Refused(N_("%(measure)s räknas ut av andra mått och kan inte skrivas in."), measure=measure)
    if given.value is None and not given.comment.strip():
        raise Refused(N_("Skriv ett tal, eller skriv varför värdet saknas."), field="value")
    if unit.valid_to and period.first > unit.valid_to:
        raise Refused(N_("%(unit)s avslutades %(day)s."), field="unit", unit=unit, day=unit.valid_to)
    if measure.ended_on and period.first > measure.ended_on:
        raise Refused(N_("%(measure)s avslutades %(day)s."), measure=measure, day=measure.ended_on)
    if measure.low is not None and given.value is not None and given.value < measure.low:
        raise Refused(N_("Värdet är lägre än det lägsta rimliga, %(low)s."), field="value", low=measure.low)
    if measure.high is not None and given.value is not None and given.value > measure.high:
        raise Refused(
            N_("Värdet är högre än det högsta rimliga, %(high)s."), field="value", high=measure.high
        )


def _tell(by: By, value: Value, before: Value | None, acting_for: str) -> None:
    record(
        by=by,
        verb="value.corrected" if before else "value.given",
        kind="measure",
        key=value.measure.key,
        name=value.measure.name,
        unit=value.unit.key,
        acting_for=acting_for,
        unit_name=value.unit.name,
        period=value.period,
        old=_plain(before),
        new=_plain(value),
        reason=value.reason,
    )


def _plain(value: Value | None) -> str:
    """As many decimals as it has, with a comma."""
    if value is None or value.value is None:
        return "–"
    text = format(value.value.normalize(), "f")
    return text.replace(".", ",")
