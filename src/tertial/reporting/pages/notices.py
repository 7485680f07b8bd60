"""What people are told: one's own news, whether one wants letters, and in the demo the letters themselves."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.organisation.pages.reading import actor_of
from tertial.reporting.actions.notices import choose_mail, mark_read
from tertial.reporting.models import Mail, MailChoice, Notification
from tertial.reporting.queries.profile import texts
from tertial.reporting.rules.letters import News, sentence

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "POST":
        if request.POST.get("do") == "read":
            mark_read(actor.person)
        else:
            choose_mail(by=actor, person=actor.person, wants=request.POST.get("wants") == "1")
            messages.success(request, _("Valet är sparat."))
        return redirect("notices")
    rows = Notification.objects.filter(to=actor.person).select_related("report__unit", "round")
    leaf = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    words = texts()
    context = {
        "leaf": leaf,
        "news": [(each, sentence(words, News(each.kind, each.params))) for each in leaf.object_list],
        "unread": rows.filter(read_at__isnull=True).count(),
        "wants": not MailChoice.objects.filter(person=actor.person, wants=False).exists(),
        "shows_outbox": settings.DEMO,
    }
    return render(request, "reporting/notices.html", context)


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters that would have been sent. Only where the city is made up: letters are personal."""
    if not settings.DEMO:
        raise Http404
    leaf = Paginator(Mail.objects.select_related("to"), PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "reporting/outbox.html", {"leaf": leaf, "mails": leaf.object_list})
