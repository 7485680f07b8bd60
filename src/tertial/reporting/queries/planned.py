"""What a round that is not open yet will be: whom it asks, until when, and whether there are goals to ask about."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from tertial.goals.models import Plan
from tertial.organisation.profile import every_kind
from tertial.reporting.models import Round
from tertial.reporting.rules.forms import Each


@dataclass(frozen=True, slots=True)
class PlannedKind:
    name: str
    count: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Planned:
    """`lacks_plans`: the form asks about each goal, and no plan of that year has any."""

    kinds: tuple[PlannedKind, ...]
    count: int
    year: int
    lacks_plans: bool


def planned(round_: Round) -> Planned:
    counts = Counter(round_.units.values_list("kind", flat=True))
    kinds = [
        PlannedKind(name, counts[key], round_.last_day(key)) for key, name in every_kind() if counts[key]
    ]
    asks = any(each.each is Each.GOAL for each in round_.form_version.form.sections)
    year = round_.when.year
    has_plans = Plan.objects.filter(year=year, kind="operational", goals__isnull=False).exists()
    return Planned(tuple(kinds), counts.total(), year, asks and not has_plans)
