"""Measures worked out from others. The formula is data: shown with names, shown with figures, never run.

What cannot be computed says why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from tertial.foundation.number import MINUS
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.measure import shown


class FormulaKind(StrEnum):
    RATIO = "ratio"
    PER_CAPITA = "per_capita"
    DIFFERENCE = "difference"


_FACTOR = {FormulaKind.RATIO: Decimal(100), FormulaKind.PER_CAPITA: Decimal(1000)}
_DIGITS = 28  # a quotient without end is kept to this many; it is rounded first when shown


@dataclass(frozen=True, slots=True)
class Formula:
    """`first` through `second` times a factor, or `first` minus `second`; both are keys of measures."""

    kind: FormulaKind
    first: str
    second: str
    factor: Decimal | None = None  # None: 100 for a ratio (per cent), 1 000 for per capita

    @property
    def times(self) -> Decimal:
        return self.factor if self.factor is not None else _FACTOR.get(self.kind, Decimal(1))

    @property
    def parts(self) -> tuple[str, str]:
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Computed:
    """The value with the formula in figures; or, without a value, the reason."""

    value: Decimal | None
    shown: str = ""
    why: Sentence | None = None


def in_names(formula: Formula, names: Mapping[str, str]) -> str:
    """Sjukdagar ÷ Arbetsdagar × 100."""
    return _written(formula, *(names.get(key, key) for key in formula.parts))


def in_figures(formula: Formula, first: Decimal, second: Decimal) -> str:
    """1 234 ÷ 20 000 × 100; a negative figure stands in brackets."""
    return _written(formula, _figure(first), _figure(second))


def _figure(value: Decimal) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def _written(formula: Formula, first: str, second: str) -> str:
    if formula.kind is FormulaKind.DIFFERENCE:
        return f"{first} {MINUS} {second}"
    times = f" × {shown(formula.times)}" if formula.times != 1 else ""
    return f"{first} ÷ {second}{times}"


def compute(formula: Formula, values: Mapping[str, Decimal | None], names: Mapping[str, str]) -> Computed:
    """One formula on values that are there."""
    lacking = [names.get(key, key) for key in formula.parts if values.get(key) is None]
    if lacking:
        text = N_("Kan inte räknas ut eftersom värde saknas för %(names)s.")
        return Computed(None, why=say(text, names=N_(" och ").join(dict.fromkeys(lacking))))
    first, second = (values[key] or Decimal(0) for key in formula.parts)
    if formula.kind is not FormulaKind.DIFFERENCE and second == 0:
        text = N_("Kan inte räknas ut eftersom %(name)s är 0.")
        return Computed(None, why=say(text, name=names.get(formula.second, formula.second)))
    with localcontext() as context:
        context.prec = _DIGITS
        value = _value(formula, first, second)
    return Computed(value, in_figures(formula, first, second))


def _value(formula: Formula, first: Decimal, second: Decimal) -> Decimal:
    if formula.kind is FormulaKind.DIFFERENCE:
        return first - second
    return first * formula.times / second


def compute_all(
    formulas: Mapping[str, Formula], values: Mapping[str, Decimal | None], names: Mapping[str, str]
) -> dict[str, Computed]:
    """Every computed measure, those that build on others last. Formulas in a ring are told, not followed."""
    known = dict(values)
    found: dict[str, Computed] = {}
    for key in in_order(formulas):
        found[key] = compute(formulas[key], known, names)
        known[key] = found[key].value
    for key in formulas:
        if key not in found:
            text = N_("Kan inte räknas ut eftersom %(name)s bygger på ett mått som i sin tur bygger på det.")
            found[key] = Computed(None, why=say(text, name=names.get(key, key)))
    return {key: found[key] for key in formulas}


def needed(asked: Iterable[str], formulas: Mapping[str, Formula]) -> dict[str, Formula]:
    """The formulas that the asked measures are worked out by, those of their parts too; a ring ends."""
    found: dict[str, Formula] = {}
    step = [key for key in asked if key in formulas]
    for key in step:  # grows while it is walked
        if key not in found:
            found[key] = formulas[key]
            step.extend(part for part in formulas[key].parts if part in formulas)
    return found


def reported(formulas: Mapping[str, Formula]) -> set[str]:
    """What people report for these formulas: parts that are not worked out themselves."""
    return {part for formula in formulas.values() for part in formula.parts if part not in formulas}


def in_order(formulas: Mapping[str, Formula]) -> list[str]:
    """Keys whose parts come before themselves; those in or above a ring are left out."""
    waits = {key: {part for part in formula.parts if part in formulas} for key, formula in formulas.items()}
    users: dict[str, list[str]] = {}
    for key, parts in waits.items():
        for part in parts:
            users.setdefault(part, []).append(key)
    ready = [key for key, parts in waits.items() if not parts]
    for key in ready:  # grows while it is walked
        for user in users.get(key, ()):
            waits[user].discard(key)
            if not waits[user]:
                ready.append(user)
    return ready
