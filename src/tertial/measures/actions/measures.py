"""Measures: adding one, changing what it means, and tying it to goals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from tertial.foundation.words import N_
from tertial.goals.actions.asking import new_key, require_plan, some_text, tell_goal
from tertial.goals.models import Goal
from tertial.history.actions import action, nothing_changed, record
from tertial.measures.models import GoalMeasure, Measure
from tertial.measures.queries.facts import all_formulas, formula_of
from tertial.measures.rules.computed import needed, reported
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit

FIELDS = (
    *(
        "name",
        "unit_of_measure",
        "decimals",
        "better",
        "frequency",
        "is_cumulative",
        "over_time",
        "over_units",
    ),
    *("by_sex", "by_age", "low", "high", "source", "definition", "formula"),
)


class MeasureChangedMeanwhile(Exception):
    """Somebody else saved first; the page shows both and lets the person choose."""

    def __init__(self, current: Measure) -> None:
        super().__init__(str(current))
        self.current = current


def _tell(by: By, verb: str, measure: Measure, acting_for: str, **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="measure",
        key=measure.key,
        name=measure.name,
        unit=measure.responsible.key,
        acting_for=acting_for,
        **particulars,
    )


@action
def create_measure(
    *, by: By, owner: Unit, values: Mapping[str, Any], goal: Goal | None = None, decision: str = ""
) -> Measure:
    """A measure of the owner's: the council's are for the whole city, a board's for the board."""
    acting_for = require_plan(by, owner, decision)
    measure = Measure(key=new_key("matt"), responsible=owner, decision=decision.strip())
    _fill(measure, values)
    measure.save()
    _tell(by, "measure.added", measure, acting_for)
    if goal is not None:
        tie_measure(by=by, goal=goal, measure=measure, decision=decision)
    return measure


@action
def edit_measure(
    *, by: By, measure: Measure, values: Mapping[str, Any], version: int, decision: str = ""
) -> Measure:
    """What it means from now on. Values already given keep the unit they were given in."""
    now = Measure.objects.select_for_update(of=("self",)).select_related("responsible").get(pk=measure.pk)
    acting_for = require_plan(by, now.responsible, decision)
    before = {name: getattr(now, name) for name in FIELDS}
    _fill(now, values)
    if before == {name: getattr(now, name) for name in FIELDS}:
        nothing_changed()
        return now
    if now.version != version:
        raise MeasureChangedMeanwhile(now)
    if before["unit_of_measure"] != now.unit_of_measure and now.values.exists():
        raise Refused(
            N_("Måttet har redan värden i %(unit)s. Lägg upp ett nytt mått med den nya enheten."),
            field="unit_of_measure",
            unit=before["unit_of_measure"] or "–",
        )
    now.version += 1
    now.save()
    _tell(by, "measure.changed", now, acting_for)
    return now


@action
def end_measure(*, by: By, measure: Measure, on: date, decision: str = "") -> Measure:
    """It is followed up no longer. Everything that was reported on it stays readable."""
    acting_for = require_plan(by, measure.responsible, decision)
    user = Measure.objects.filter(_built_on(measure), ended_on__isnull=True).first()
    if user is not None:
        raise Refused(N_("%(user)s räknas ut av måttet. Ändra eller avsluta det först."), user=user)
    measure.ended_on = on
    measure.version += 1
    measure.save()
    _tell(by, "measure.ended", measure, acting_for, on=on.isoformat())
    return measure


def _built_on(measure: Measure) -> Q:
    """The measures whose formula has this one as a part."""
    return Q(formula__first=measure.key) | Q(formula__second=measure.key)


def _check_formula(measure: Measure) -> None:
    """Parts are measures that people report or that are worked out themselves, but never by this one."""
    formula = measure.formula
    if not formula:
        return
    if measure.pk and measure.values.exists():
        raise Refused(
            N_("Måttet har redan värden som någon har lämnat. Lägg upp ett nytt mått för formeln."),
            field="formula_kind",
        )
    known = {key: made for key, each in all_formulas().items() if (made := formula_of(each))}
    for name in ("first", "second"):
        key = formula[name]
        if not Measure.objects.filter(key=key).exists():
            raise Refused(N_("Välj ett mått i listan"), field=name)
        if measure.key in {key, *needed([key], known), *reported(needed([key], known))}:
            raise Refused(
                N_("%(part)s räknas själv ut av måttet. Välj ett annat."),
                field=name,
                part=Measure.objects.get(key=key),
            )


def _fill(measure: Measure, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(measure, name, values[name])
    measure.name = some_text(measure.name, "name", 300)
    if measure.low is not None and measure.high is not None and measure.low > measure.high:
        raise Refused(N_("Det lägsta rimliga värdet är större än det högsta."), field="low")
    _check_formula(measure)


@action
def tie_measure(
    *, by: By, goal: Goal, measure: Measure, comment: str = "", decision: str = ""
) -> GoalMeasure:
    """The measure tells whether the goal is reached."""
    acting_for = require_plan(by, goal.plan.unit, decision)
    if goal.measures.filter(measure=measure).exists():
        raise Refused(N_("Målet följs redan upp med %(measure)s."), field="measure", measure=measure)
    tie = GoalMeasure.objects.create(
        goal=goal, measure=measure, place=goal.measures.count(), comment=comment.strip()
    )
    tell_goal(by, "goal.measured", goal, acting_for, measure=measure.name)
    return tie


@action
def untie_measure(*, by: By, goal: Goal, measure: Measure, decision: str = "") -> None:
    acting_for = require_plan(by, goal.plan.unit, decision)
    if not goal.measures.filter(measure=measure).delete()[0]:
        nothing_changed()
        return
    tell_goal(by, "goal.unmeasured", goal, acting_for, measure=measure.name)
