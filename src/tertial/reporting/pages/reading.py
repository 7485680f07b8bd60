"""What pages about reports do with a request: find the report or the round, and say who may read it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from tertial.foundation.sentence import Sentence
from tertial.foundation.words import N_
from tertial.measures.pages.said import said
from tertial.organisation.pages.reading import actor_of
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.queries.readable import may_read, may_read_draft
from tertial.reporting.queries.sheet import find_report
from tertial.reporting.rules.states import STATE_WORDS, Locked, State

MARKS = {
    State.NOT_STARTED: "ej",
    State.ONGOING: "pagar",
    State.SUBMITTED: "inlamnad",
    State.RETURNED: "retur",
    State.APPROVED: "godkand",
    State.SIGNED: "signerad",
    State.FROZEN: "fast",
}
DONE = N_("Klar")


@dataclass(frozen=True, slots=True)
class Mark:
    """A state for the page: the key of its symbol, and its word."""

    state: str
    word: str


def mark_of(state: State | str) -> Mark:
    return Mark(MARKS[State(state)], gettext(STATE_WORDS[State(state)]))


def round_or_404(key: str) -> Round:
    return get_object_or_404(Round.objects.select_related("form_version"), key=key)


def report_or_404(request: HttpRequest, round_key: str, unit_key: str) -> Report:
    """Drafts are for those in the unit's own line and those who were given a part; what is decided is for all."""
    report = find_report(round_key, unit_key)
    if report is None or not may_read(actor_of(request), report):
        raise Http404
    return report


def draft_or_404(request: HttpRequest, round_key: str, unit_key: str) -> Report:
    """For pages that show work in progress: for whoever may only read what is decided, they are not there."""
    report = report_or_404(request, round_key, unit_key)
    if not may_read_draft(actor_of(request), report):
        raise Http404
    return report


def answer_or_404(request: HttpRequest, pk: int) -> Answer:
    rows = Answer.objects.select_related(
        "part__report__unit", "part__report__round", "part__report__form_version"
    ).defer("part__report__form_version__document")
    answer = get_object_or_404(rows, pk=pk)
    if not may_read_draft(actor_of(request), answer.part.report):
        raise Http404
    return answer


def told_lock(lock: Locked | None) -> str:
    """Who locked it, when, and what to do."""
    return told(lock.sentence()) if lock else ""


def told(sentence: Sentence) -> str:
    return said(sentence)


def days_left(last_day: date | None) -> str:
    """In four days, today, three days ago: beside the date, never instead of it."""
    if last_day is None:
        return ""
    days = (last_day - timezone.localdate()).days
    if days == 0:
        return gettext("i dag")
    if days == 1:
        return gettext("i morgon")
    if days == -1:
        return gettext("i går")
    if days > 0:
        return gettext("om %(n)s dagar") % {"n": days}
    return gettext("för %(n)s dagar sedan") % {"n": -days}
