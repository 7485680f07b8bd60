"""What rows of a delivered file may be about, and what already stands for them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from tertial.foundation.period import Period
from tertial.measures.models import Measure, Target, Value
from tertial.measures.rules.breakdown import Breakdown
from tertial.measures.rules.current import ValueKey, ValueKind
from tertial.measures.rules.delivered import KnownUnit, Register
from tertial.measures.rules.target import Target as TargetRule
from tertial.measures.rules.target import TargetKind
from tertial.measures.rules.target_rows import TargetKey
from tertial.organisation.models import Unit


def register() -> Register:
    """Every measure and unit there is. Two queries."""
    measures = {each.key: each.row for each in Measure.objects.all()}
    units = Unit.objects.values_list("key", "name", "valid_from", "valid_to")
    return Register(measures, {row[0]: KnownUnit(*row) for row in units})


def current_rows(keys: Sequence[ValueKey]) -> dict[ValueKey, Value]:
    """The current rows for these keys. One query for so many keys at once."""
    if not keys:
        return {}
    wanted = set(keys)
    rows = Value.objects.filter(
        is_current=True,
        measure__key__in={key.measure for key in wanted},
        unit__key__in={key.unit for key in wanted},
        period__in={key.period.code for key in wanted},
    ).select_related("measure", "unit")
    found = {_key(row): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _key(row: Value) -> ValueKey:
    sex, _slash, age = row.breakdown.partition("/")
    period = Period.parse(row.period)
    return ValueKey(row.measure.key, row.unit.key, period, ValueKind(row.kind), Breakdown(sex, age))


def current_numbers(keys: Sequence[ValueKey]) -> dict[ValueKey, Decimal | None]:
    return {key: row.value for key, row in current_rows(keys).items()}


def as_filed(target: Target) -> TargetRule:
    """The target as a file holds it: an owner is named only where somebody is to set it."""
    rule = target.rule
    owner = rule.owner if rule.kind is TargetKind.DELEGATED else None
    return replace(rule, owner=owner, text="")


def standing_targets(keys: Iterable[TargetKey]) -> dict[TargetKey, list[Target]]:
    """The targets that stand for these measures, units and years, by key."""
    wanted = set(keys)
    rows = Target.objects.filter(
        measure__key__in={key[0] for key in wanted}, year__in={key[2] for key in wanted}
    ).select_related("measure", "unit", "owner")
    found: dict[TargetKey, list[Target]] = {}
    for row in rows:
        found.setdefault((row.measure.key, row.unit.key, row.year), []).append(row)
    return {key: rows for key, rows in found.items() if key in wanted}
