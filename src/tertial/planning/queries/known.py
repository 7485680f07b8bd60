"""What a read row may be: the council's goals and measures of the year, and the unit's own of the year before."""

from django.db.models import Q

from tertial.goals.models import Activity, Goal, Plan
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.measures.models import Measure
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.planning.models import Proposal
from tertial.planning.rules.proposing import Known
from tertial.planning.rules.row_matching import likest

SUGGESTED = 12

CITY_LEVELS = 2  # of the document's three: the council's direction and its goal for the area


def city_levels(unit: Unit) -> int:
    """How many levels from the top are somebody else's: the council's, in a board's plan."""
    return 0 if unit.kind in TOP_KINDS else CITY_LEVELS


def level_of(unit: Unit, level: int, *, is_citys: bool) -> int:
    """The level of the document nearest to this one that is the city's, or that is the unit's own."""
    citys = city_levels(unit)
    return min(level, citys) if is_citys else max(level, citys + 1)


def level_key(unit: Unit, level: int) -> str:
    """The profile's level for a level of the document: the unit's own, in the order that it owns them."""
    own = [each.key for each in current_profile().goal_levels if unit.kind in each.owner]
    return own[min(max(level - city_levels(unit), 1), len(own)) - 1] if own else ""


def plan_before(unit: Unit, year: int, kind: str) -> Plan | None:
    """The plan that this one follows."""
    return Plan.objects.filter(unit=unit, kind=kind, year__lt=year).order_by("-year").first()


def city_goals(year: int) -> list[Goal]:
    found = Goal.objects.filter(plan__year=year, plan__unit__kind__in=TOP_KINDS, ended_on__isnull=True)
    return list(found.select_related("plan__unit").order_by("place"))


def measures_for(unit: Unit) -> tuple[dict[str, str], dict[str, str]]:
    """The city's measures and the unit's own, by key: what an indicator may be."""
    found = Measure.objects.filter(ended_on__isnull=True).filter(
        Q(responsible=unit) | Q(responsible__kind__in=TOP_KINDS)
    )
    rows = list(found.values_list("key", "name", "responsible__kind", "responsible_id"))
    citys = {key: name for key, name, kind, _ in rows if kind in TOP_KINDS}
    return citys, {key: name for key, name, _, owner in rows if owner == unit.pk}


def named(kind: str, key: str) -> tuple[str, bool]:
    """How the goal or measure with this key reads, and whether it is the city's."""
    if kind == "goal":
        goal = Goal.objects.filter(key=key).select_related("plan__unit").first()
        return (goal.text, goal.plan.unit.kind in TOP_KINDS) if goal else ("", False)
    measure = Measure.objects.filter(key=key).select_related("responsible").first()
    owner = measure.responsible if measure else None
    return (measure.name, owner is not None and owner.kind in TOP_KINDS) if measure else ("", False)


def known_for(unit: Unit, year: int, kind: str) -> Known:
    before = plan_before(unit, year, kind)
    goals = before.goals.filter(ended_on__isnull=True) if before else Goal.objects.none()
    activities = Activity.objects.filter(reasons__goal__plan=before) if before else Activity.objects.none()
    citys = city_goals(year)
    city_measures, measures = measures_for(unit)
    levels = city_levels(unit)
    return Known(
        city_goals={goal.key: goal.text for goal in citys} if levels else {},
        city_numbers={goal.number: goal.key for goal in citys},
        goals=dict(goals.values_list("key", "text")),
        city_measures=city_measures,
        measures=measures,
        activities=dict(activities.distinct().values_list("key", "text")),
        city_levels=levels,
    )


def suggested_for(row: Proposal) -> str:
    """The key of what the row seems to be, when nobody has said whether it is."""
    found = choices_for(row) if row.is_suggested else []
    return next((key for key, text in found if text == row.matched_text), "")


def choices_for(row: Proposal) -> list[tuple[str, str]]:
    """What a row may be taken for, the likest first: somebody chooses where the reader could not."""
    reading = row.reading
    known = known_for(reading.unit, reading.year or 0, reading.kind)
    if row.kind == "goal":
        found = known.city_goals if row.is_citys else known.goals
    elif row.kind == "indicator":
        found = {**known.measures, **known.city_measures}
    else:
        return []
    return [(key, found[key]) for key in likest(str(row), found, SUGGESTED)]
