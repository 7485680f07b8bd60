"""One field saved while somebody writes. Nothing is said to be saved before the transaction is done."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tertial.organisation.access import Forbidden
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, number_in, told
from tertial.reporting.actions.answers import Conflict, Saved, save_answer
from tertial.reporting.actions.moving import LockedRefused
from tertial.reporting.models import Answer
from tertial.reporting.pages.boxes import box_of, posted, typed_of
from tertial.reporting.queries.readable import may_read_draft
from tertial.reporting.queries.saving import before_save
from tertial.reporting.queries.sheet import row_of
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.typed import Typed

LOCKED = 423
WEIGHED = {
    QuestionKind.VALUE,
    QuestionKind.MONEY,
    QuestionKind.JUDGEMENT,
    QuestionKind.ITEMS,
}  # whose remarks depend on what is typed


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """200 saved, 409 somebody else was first, 423 locked, 422 cannot be read, 403 and 404 as everywhere."""
    answer = before_save(pk)
    if answer is None or not may_read_draft(actor_of(request), answer.part.report):
        raise Http404
    return keep(request, answer, typed_of(answer, posted(request.POST)))


def keep(request: HttpRequest, answer: Answer, typed: Typed) -> HttpResponse:
    """One save, answered as the page's script expects."""
    version = request.POST.get("version", "")
    try:
        kept = save_answer(
            by=actor_of(request),
            answer=answer,
            typed=typed,
            version=number_in(version),
            request=request.POST.get("request", "")[:64],
        )
    except LockedRefused as refusal:
        return JsonResponse({"text": told(refusal)}, status=LOCKED)
    except Refused as refusal:
        return JsonResponse({"text": told(refusal), "field": refusal.field or "text"}, status=UNPROCESSABLE)
    except Forbidden:
        return JsonResponse({"text": _("Du får inte längre skriva i den här delen.")}, status=LOCKED)
    if isinstance(kept, Conflict):
        return JsonResponse(_conflict(kept), status=CONFLICT)
    return JsonResponse(_saved(answer, kept, request))


def _saved(answer: Answer, kept: Saved, request: HttpRequest) -> dict[str, Any]:
    said: dict[str, Any] = {"version": kept.version, "at": f"{timezone.localtime(kept.saved_at):%H.%M}"}
    if answer.kind in WEIGHED:
        said["remarks"] = _remarks(answer, request)
    return said


def _remarks(answer: Answer, request: HttpRequest) -> str:
    """What the page says under the field now: what looks odd, and whether a comment is needed."""
    box = box_of(row_of(answer))
    return render_to_string("reporting/remarks.html", {"box": box}, request)


def _conflict(kept: Conflict) -> dict[str, Any]:
    theirs = kept.theirs
    at = f"{timezone.localtime(theirs.saved_at):%H.%M}" if theirs.saved_at else ""
    if theirs.saved_by == kept.mine.saved_by:
        text = _("Du sparade något annat här %(at)s, i ett annat fönster. Båda texterna finns kvar.")
    else:
        text = _("%(who)s sparade en ny version %(at)s, medan du skrev. Båda texterna finns kvar.")
    return {
        "text": text % {"who": theirs.saved_by_name, "at": at},
        "link": _("Jämför och välj"),
        "address": reverse("answer_conflict", kwargs={"pk": theirs.pk}),
    }
