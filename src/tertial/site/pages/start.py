"""Min sida, search and the log: what crosses all the parts."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.history import queries as history
from tertial.intake.queries import waiting_for
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.queries import deputies_of, holdings_of, people_named, units_named
from tertial.organisation.roles import Permission
from tertial.site.pages.forms import LogForm

PER_PAGE = 50
MOST_HITS = 50


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    holdings = [each for each in holdings_of(actor.person, actor.day) if each.is_current]
    units = list(dict.fromkeys(each.unit for each in holdings))
    context = {
        "holdings": holdings,
        "moments": history.in_units([unit.key for unit in units], limit=8),
        "waiting": waiting_for(actor),
        "deputies": deputies_of(actor.person, actor.day),
        "greeting": greeting(timezone.localtime().hour, actor.name),
    }
    return render(request, "site/start.html", context)


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
    actor = actor_of(request)
    near = [each.unit for each in actor.held]
    units = units_named(wanted, actor.organisation, near) if wanted else []
    people = people_named(wanted, actor.day) if wanted else []
    context = {
        "q": wanted,
        "units": [(each, actor.organisation.path(each.key)) for each in units[:MOST_HITS]],
        "people": people[:MOST_HITS],
        "count": len(units) + len(people),
    }
    return render(request, "site/search.html", context)


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
