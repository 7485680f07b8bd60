"""Targets: who may set them, what they are, and that pending and delegated ones are followed until set."""

from datetime import date
from decimal import Decimal

from tertial.foundation.words import N_
from tertial.goals.actions.asking import is_the_citys, require_plan
from tertial.history.actions import action, nothing_changed, record
from tertial.measures.models import Measure, Target
from tertial.measures.rules.target import LEVELS, Scale, TargetKind, in_words
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit


class TargetChangedMeanwhile(Exception):
    """Somebody else saved first; the page shows both and lets the person choose."""

    def __init__(self, current: Target) -> None:
        super().__init__(str(current))
        self.current = current


@action
def set_target(
    *,
    by: By,
    measure: Measure,
    unit: Unit,
    year: int,
    kind: TargetKind,
    low: Decimal | None = None,
    high: Decimal | None = None,
    way: str = "",
    text: str = "",
    scale: Scale = Scale.OWN,
    owner: Unit | None = None,
    due: date | None = None,
    decision: str = "",
    version: int = 0,
) -> Target:
    """The target for a measure, unit and year. The one it replaces stays in its history.

    The city's own targets need a decision. A board sets its own; one that the council has set for it (owner is the
    council) only the city office changes, unless the council has delegated it.
    """
    about = {"measure": measure, "unit": unit, "year": year, "scale": scale.value}
    now = Target.objects.select_for_update().filter(**about).first()
    holder = who_sets(now, unit, owner)
    acting_for = require_plan(by, holder, decision)
    _check_level(kind, low, high)
    if now is not None and version and now.version != version:
        raise TargetChangedMeanwhile(now)
    wanted: dict[str, object] = {"kind": kind.value, "low": low, "high": high, "way": way, "due": due}
    wanted |= {"text": text.strip(), "owner": owner or (now.owner if now else unit)}
    if now is not None and all(getattr(now, name) == value for name, value in wanted.items()):
        nothing_changed()
        return now
    old = _in_words(now)
    target = now or Target(**about, version=0)
    for name, value in wanted.items():
        setattr(target, name, value)
    target.decision = decision.strip()
    target.version += 1
    target.save()
    _tell(by, target, old, acting_for)
    return target


def _tell(by: By, target: Target, old: str, acting_for: str) -> None:
    record(
        by=by,
        verb="target.set",
        kind="measure",
        key=target.measure.key,
        name=target.measure.name,
        unit=target.unit.key,
        acting_for=acting_for,
        unit_name=target.unit.name,
        year=target.year,
        old=old,
        new=_in_words(target),
    )


def who_sets(now: Target | None, unit: Unit, owner: Unit | None) -> Unit:
    """The unit whose right counts when a target is set, perhaps for the first time."""
    return owner if now is None and owner and is_the_citys(owner) else holder_of(now, unit)


def holder_of(now: Target | None, unit: Unit) -> Unit:
    """The unit whose right counts: the council where it has set the target, else the unit or whoever it is given to."""
    if now is None:
        return unit
    if now.kind == TargetKind.DELEGATED:
        return unit if is_the_citys(now.owner) else now.owner
    return now.owner if is_the_citys(now.owner) else unit


def _check_level(kind: TargetKind, low: Decimal | None, high: Decimal | None) -> None:
    if kind in LEVELS and low is None and high is None:
        raise Refused(N_("Skriv årsmålets nivå."), field="low")
    if kind is TargetKind.BAND and (low is None or high is None):
        raise Refused(N_("Skriv både den lägsta och den högsta nivån."), field="low")
    if low is not None and high is not None and low > high:
        raise Refused(N_("Den lägsta nivån är större än den högsta."), field="low")


def _in_words(target: Target | None) -> str:
    return in_words(target.rule) if target else "–"
