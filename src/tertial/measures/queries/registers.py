"""What rows of a delivered file may be about, and what already stands for them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import connection

from tertial.foundation.delivery import Confirmed
from tertial.measures.models import Measure, Target, Value
from tertial.measures.rules.current import ValueKey
from tertial.measures.rules.delivered import KnownUnit, Register
from tertial.measures.rules.target import Target as TargetRule
from tertial.measures.rules.target import TargetKind
from tertial.measures.rules.target_rows import TargetKey
from tertial.organisation.access import By
from tertial.organisation.models import Succession, Unit
from tertial.organisation.roles import Permission


def register(by: By, permissions: Iterable[Permission], confirmed: Confirmed) -> Register:
    """Every measure and unit there is, and the units that `by` may deliver for."""
    measures = {each.key: each.row for each in Measure.objects.all()}
    units = Unit.objects.values_list("key", "name", "valid_from", "valid_to")
    successors = dict(Succession.objects.values_list("old__key", "new__name"))
    known = {row[0]: KnownUnit(*row, successor=successors.get(row[0], "")) for row in units}
    return Register(measures, known, open_to=open_to(by, permissions, known), confirmed=confirmed)


def open_to(by: By, permissions: Iterable[Permission], units: Iterable[str]) -> frozenset[str] | None:
    """The units where `by` holds any of these; None when it is the whole city."""
    asked = tuple(permissions)
    if any(by.may(each) for each in asked):
        return None
    return frozenset(unit for unit in units if any(by.may(each, unit) for each in asked))


# The wanted keys come as one JSON text: SQLite takes a hundredfold longer over as many rows of VALUES.
_WANTED = {
    "sqlite": ("json_each(%s)", "json_extract(wanted.value, '$[{}]')", "{}"),
    "postgresql": (
        "jsonb_array_elements(CAST(%s AS jsonb)) wanted (value)",
        "(wanted.value ->> {})",
        "CAST({} AS bigint)",
    ),
}
_STANDING = """
SELECT {n}, v.id FROM {wanted} CROSS JOIN measures_value v
WHERE v.measure_id = {measure} AND v.unit_id = {unit} AND v.period = {period} AND v.kind = {kind}
    AND v.breakdown = {breakdown} AND v.is_current
"""


def _standing_sql() -> str:
    source, part, number = _WANTED[connection.vendor]
    wanted = source if "wanted" in source else f"{source} wanted"
    n, measure, unit, *words = (part.format(at) for at in range(6))
    names = dict(zip(("period", "kind", "breakdown"), words, strict=True))
    numbers = {"n": number.format(n), "measure": number.format(measure), "unit": number.format(unit)}
    return _STANDING.format(wanted=wanted, **numbers, **names)


Key = tuple[str, str, str, str, str]  # measure, unit, period, kind, breakdown: their keys and codes


class Standing:
    """The current values of exactly these keys: two queries for a thousand, however many values there are."""

    def __init__(self) -> None:
        self.measures = dict(Measure.objects.values_list("key", "pk"))
        self.units = dict(Unit.objects.values_list("key", "pk"))

    def rows(self, keys: Sequence[Key]) -> dict[Key, tuple[int, Decimal | None]]:
        """Each key's current row and number."""
        if not keys:
            return {}
        wanted = [
            [n, self.measures[measure], self.units[unit], *words]
            for n, (measure, unit, *words) in enumerate(keys)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_standing_sql(), [json.dumps(wanted)])
            found = dict(cursor.fetchall())
        numbers = (
            dict(Value.objects.filter(pk__in=found.values()).values_list("pk", "value")) if found else {}
        )
        return {keys[n]: (pk, numbers[pk]) for n, pk in found.items()}

    def numbers(self, keys: Sequence[ValueKey]) -> dict[ValueKey, Decimal | None]:
        """The same for the keys of the rules, without the rows."""
        plain = [(key.measure, key.unit, key.period.code, key.kind.value, key.breakdown.code) for key in keys]
        found = self.rows(plain)
        return {key: found[each][1] for key, each in zip(keys, plain, strict=True) if each in found}


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
