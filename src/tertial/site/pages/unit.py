"""The unit's page: who it is in the organisation, and its goals, indicators and activities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tertial.goals.pages.reading import level_name
from tertial.goals.pages.rows import shown, tallied
from tertial.goals.queries import Wanted, front_of, goals_of_unit
from tertial.measures.pages.measures import shown_rows
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.pages.units import unit_context

ACTIVITIES_SHOWN = 10
MEASURES_SHOWN = 25


@require_GET
def unit(request: HttpRequest, key: str) -> HttpResponse:
    context = unit_context(request, key)
    organisation = actor_of(request).organisation
    below = [each.key for _depth, each in organisation.walk(key)]
    front = front_of(Wanted(units=(key, *below)), timezone.localdate(), ACTIVITIES_SHOWN)
    goals = goals_of_unit(key)
    rows, measures = shown_rows("", key)
    context |= {
        "goals": [(each, level_name(each.level)) for each in goals],
        "goal_year": goals[0].year if goals else None,
        "measure_rows": rows[:MEASURES_SHOWN],
        "measure_count": measures,
        "rows": [shown(each) for each in front.first],
        "activity_count": front.count,
        "tally": tallied(front.counts),
    }
    return render(request, "site/unit.html", context)
