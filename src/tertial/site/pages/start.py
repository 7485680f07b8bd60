"""Min sida, search and the log: what crosses all the parts."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.goals.pages.reading import level_name
from tertial.goals.pages.rows import Shown, urgent_first
from tertial.goals.queries import Wanted, activities_for, goals_named, goals_of_units
from tertial.history import queries as history
from tertial.intake.queries import waiting_for
from tertial.measures.pages.said import comment_place
from tertial.measures.queries.comments import comments_named
from tertial.measures.queries.documents import plans_named
from tertial.measures.queries.measures import measures_named
from tertial.organisation.access import Actor
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.queries import deputies_of, holdings_of, people_named, units_named
from tertial.organisation.roles import Permission
from tertial.publishing.queries.publications import publications_named
from tertial.reporting.queries.mine import going, my_reports
from tertial.reporting.queries.readable import answers_named
from tertial.site.pages.forms import LogForm

PER_PAGE = 50
MOST_HITS = 50
MOST_ACTIVITIES = 12


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    holdings = [each for each in holdings_of(actor.person, actor.day) if each.is_current]
    lent = [each for each in actor.held if each.instead_of and each.unit in actor.organisation.units]
    units = list(dict.fromkeys([*(each.unit.key for each in holdings), *(each.unit for each in lent)]))
    context = {
        "holdings": holdings,
        "lent": [(actor.organisation.units[each.unit], each) for each in lent],
        "moments": history.in_units(units, limit=8),
        "waiting": waiting_for(actor),
        "mine": [each for each in my_reports(actor) if each.wanted],
        "going": going() if actor.may(Permission.RUN_ROUNDS) else [],
        "deputies": deputies_of(actor.person, actor.day),
        "goals": goals_of_units(units, [actor.day.year]),
        "rows": open_rows(actor)[:MOST_ACTIVITIES],
        "greeting": greeting(timezone.localtime().hour, actor.name),
    }
    return render(request, "site/start.html", context)


def open_rows(actor: Actor) -> list[Shown]:
    """The activities one answers for oneself, the late and soon due first."""
    infos = activities_for(Wanted(person=actor.key, state="open"), actor.day)
    return urgent_first(infos)


def greeting(hour: int, name: str) -> str:
    first = name.split()[0]
    if 5 <= hour < 10:
        return _("God morgon, %(name)s") % {"name": first}
    if 18 <= hour < 24:
        return _("God kväll, %(name)s") % {"name": first}
    return _("Hej, %(name)s") % {"name": first}


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:200]
    found = _found(wanted, actor_of(request)) if wanted else {}
    context = {"q": wanted, "count": sum(len(each) for each in found.values()), **found}
    return render(request, "site/search.html", context)


def _found(wanted: str, actor: Actor) -> dict[str, list[Any]]:
    """By kind, each kind bounded; of reports only what the person may read."""
    units = units_named(wanted, actor.organisation, [each.unit for each in actor.held])[:MOST_HITS]
    goals = goals_named(wanted, MOST_HITS)
    comments = comments_named(wanted, MOST_HITS)
    return {
        "units": [(each, actor.organisation.path(each.key)) for each in units],
        "people": list(people_named(wanted, actor.day)[:MOST_HITS]),
        "plans": plans_named(wanted, MOST_HITS),
        "goals": [(each.goal, level_name(each.goal.level), each.line) for each in goals],
        "measures": list(measures_named(wanted, most=MOST_HITS)),
        "activities": urgent_first(activities_for(Wanted(text=wanted, most=MOST_HITS), actor.day)),
        "reported": answers_named(actor, wanted, MOST_HITS),
        "documents": publications_named(wanted, MOST_HITS),
        "comments": [(each, *comment_place(each)) for each in comments],
    }


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The whole log. For those who may not read it, it is not there."""
    if not actor_of(request).may(Permission.READ_LOG):
        raise Http404
    form = LogForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    leaf = Paginator(history.log(**chosen), PER_PAGE).get_page(request.GET.get("sida"))
    moments = [history.as_moment(event) for event in leaf.object_list]
    return render(request, "site/events.html", {"form": form, "leaf": leaf, "moments": moments})
