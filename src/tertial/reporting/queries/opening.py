"""What is known of units before they have written a word: their goals, measures, activities, values and last answers.

The number of queries is the same for one unit and for four hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tertial.foundation.period import Period
from tertial.goals.models import Activity, ActivityUnit, Goal, GoalLink, Plan
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.rules.breakdown import SEX, Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import is_asked_for
from tertial.organisation.models import Succession, Unit
from tertial.organisation.queries import Organisation
from tertial.reporting.models import Answer, Round
from tertial.reporting.rules.forms import Asked

SHOWN = {Breakdown(sex=member.code).code: member.code for member in SEX.members}
About = tuple[int, str, int | None, int | None, int | None]  # unit, question, measure, activity, goal


@dataclass
class Background:
    """Rows of many units, found by unit and by goal."""

    period: Period
    goals: dict[int, list[Goal]] = field(default_factory=dict)  # by unit
    owned: set[int] = field(default_factory=set)  # units with a plan of their own
    measures: dict[int, list[Measure]] = field(default_factory=dict)  # by goal
    figured: set[tuple[str, int]] = field(
        default_factory=set
    )  # unit, measure: there or below there are figures
    activities: dict[tuple[int, int], list[Activity]] = field(default_factory=dict)  # by unit and goal
    values: dict[tuple[int, int], dict[str, Value]] = field(
        default_factory=dict
    )  # by unit, measure; breakdown
    before: dict[About, int] = field(default_factory=dict)  # the answer of the round before, by its number

    by_key: dict[str, Measure] = field(default_factory=dict)  # those that the form names

    def named(self, keys: Sequence[str]) -> list[Measure]:
        return [self.by_key[key] for key in keys if key in self.by_key]

    def with_figures(self, unit: Unit, keys: Sequence[str]) -> list[Measure]:
        """Those that the unit or one below has figures for; the rest are other units' rows."""
        return [each for each in self.named(keys) if (unit.key, each.pk) in self.figured]

    def measures_of(self, unit: Unit, goal: Goal) -> list[Measure]:
        """Those of the goal that it or a unit below has figures for; in a plan of its own, all of them."""
        found = self.measures.get(goal.pk, [])
        if unit.pk in self.owned:
            return found
        return [each for each in found if (unit.key, each.pk) in self.figured]


def background(round_: Round, units: Sequence[Unit], organisation: Organisation) -> Background:
    period = round_.when
    known = Background(period)
    plans = {
        plan.unit.key: plan
        for plan in Plan.objects.filter(year=period.year, kind="operational").select_related("unit")
    }
    _goals(known, units, plans, organisation)
    _values(known, units, period, organisation)
    _measures(known)
    named = {key for _, question in round_.form_version.form.questions() for key in question.measures}
    known.by_key = {each.key: each for each in Measure.objects.filter(key__in=named)} if named else {}
    _activities(known, units)
    _only_touched(known, units, plans, organisation)
    _before(known, round_, units)
    return known


def _goals(
    known: Background, units: Iterable[Unit], plans: Mapping[str, Plan], organisation: Organisation
) -> None:
    """Of the unit's own plan, else of the nearest one above that is not the whole city's."""
    by_plan: dict[int, list[Goal]] = defaultdict(list)
    standing = Goal.objects.filter(plan__in=list(plans.values()), ended_on__isnull=True)
    for goal in standing.order_by("plan", "place", "number"):
        by_plan[goal.plan_id].append(goal)
    for unit in units:
        if unit.key in plans:
            known.owned.add(unit.pk)
            known.goals[unit.pk] = by_plan[plans[unit.key].pk]
            continue
        above = (key for key in organisation.line(unit.key)[1:] if key not in organisation.top)
        nearest = next((plans[key] for key in above if key in plans), None)
        known.goals[unit.pk] = by_plan[nearest.pk] if nearest else []


def _measures(known: Background) -> None:
    goals = {goal.pk for found in known.goals.values() for goal in found}
    ties = GoalMeasure.objects.filter(goal__in=goals, measure__ended_on__isnull=True)
    for tie in ties.select_related("measure").order_by("goal", "place"):
        row = tie.measure.row
        if not row.computed and is_asked_for(row.frequency, known.period):
            known.measures.setdefault(tie.goal_id, []).append(tie.measure)


def _values(known: Background, units: Sequence[Unit], period: Period, organisation: Organisation) -> None:
    """Values there are already; and which units, and those above them, have figures for which measures."""
    pks = [unit.pk for unit in units]
    earlier = Value.objects.filter(is_current=True, first_day__gte=period.previous_year().first)
    kinds = (ValueKind.ACTUAL.value, ValueKind.BUDGET.value)
    told = set(Target.objects.filter(year=period.year).values_list("unit__key", "measure_id"))
    told |= set(earlier.filter(kind__in=kinds).values_list("unit__key", "measure_id").distinct())
    heirs = _heirs(organisation)
    for key, measure in told:
        for unit in heirs.get(key, [key]):
            known.figured |= {(each, measure) for each in organisation.line(unit)}
    earlier = earlier.filter(unit__in=pks, kind=ValueKind.ACTUAL.value)
    for value in earlier.filter(period=period.code, breakdown__in=list(SHOWN)):
        known.values.setdefault((value.unit_id, value.measure_id), {})[SHOWN[value.breakdown]] = value


def _heirs(organisation: Organisation) -> dict[str, list[str]]:
    """The units that took over from one that is no more: its figures are theirs to follow up."""
    found: dict[str, list[str]] = defaultdict(list)
    for old, new in Succession.objects.values_list("old__key", "new__key"):
        if old not in organisation.units:
            found[old].append(new)
    return found


def _activities(known: Background, units: Sequence[Unit]) -> None:
    """Those that the unit takes part in and that were not over before the year began; each is asked about once."""
    rows = ActivityUnit.objects.filter(unit__in=[unit.pk for unit in units])
    rows = rows.exclude(activity__done_on__lt=known.period.first).exclude(
        activity__cancelled_on__lt=known.period.first
    )
    goals: dict[int, set[int]] = {unit: {goal.pk for goal in found} for unit, found in known.goals.items()}
    told: set[tuple[int, int]] = set()
    reasons = rows.select_related("activity").order_by("activity__end", "activity_id")
    for part in reasons.prefetch_related("activity__reasons"):
        for reason in part.activity.reasons.all():
            if reason.goal_id in goals.get(part.unit_id, ()) and (part.unit_id, part.activity_id) not in told:
                told.add((part.unit_id, part.activity_id))
                known.activities.setdefault((part.unit_id, reason.goal_id), []).append(part.activity)


def _only_touched(
    known: Background, units: Iterable[Unit], plans: Mapping[str, Plan], organisation: Organisation
) -> None:
    """Without a plan of its own a unit answers for the goals above that it, or a unit below, does something for."""
    below: dict[str, set[int]] = defaultdict(set)
    links = GoalLink.objects.filter(goal__plan__in=list(plans.values()))
    for owner, above in links.values_list("goal__plan__unit__key", "above_id"):
        for key in organisation.line(owner):
            below[key].add(above)
    for unit in units:
        if unit.pk in known.owned:
            continue
        known.goals[unit.pk] = [
            goal
            for goal in known.goals[unit.pk]
            if goal.pk in below[unit.key]
            or (unit.pk, goal.pk) in known.activities
            or known.measures_of(unit, goal)
        ]


def _before(known: Background, round_: Round, units: Sequence[Unit]) -> None:
    """What the unit answered to the same question in the round before, of the same kind."""
    earlier = Round.objects.filter(kind=round_.kind, opens_on__lt=round_.opens_on).exclude(pk=round_.pk)
    if round_.kind == "themed":
        earlier = earlier.filter(form_version__key=round_.form_version.key)
    last = earlier.order_by("-opens_on").first()
    if last is None:
        return
    rows = Answer.objects.filter(part__report__round=last, part__report__unit__in=[u.pk for u in units])
    for unit, question, measure, activity, goal, pk in rows.values_list(
        "part__report__unit_id", "question", "measure_id", "activity_id", "part__goal_id", "pk"
    ):
        known.before[unit, question, measure, activity, None if measure or activity else goal] = pk


def asked(unit: Unit) -> Asked:
    return Asked(unit.key, unit.kind, (unit.group,) if unit.group else ())
