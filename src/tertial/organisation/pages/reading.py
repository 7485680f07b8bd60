"""What every page does with a request: find the thing or answer 404, read a day, answer a refused form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from tertial.organisation.access import Actor
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, Unit
from tertial.organisation.pages.forms import FIRST_DAY, LAST_DAY

UNPROCESSABLE = 422
CONFLICT = 409


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def unit_or_404(key: str) -> Unit:
    return get_object_or_404(Unit, key=key)


def person_or_404(key: str) -> Person:
    return get_object_or_404(Person, key=key)


def day_of(request: HttpRequest, name: str = "dag") -> date:
    """The day that the page is asked about; today when none is."""
    raw = request.GET.get(name, "").strip()
    if not raw:
        return timezone.localdate()
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise Http404(gettext("Skriv datum så här: 2026-09-21")) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Http404(gettext("Välj ett år mellan 1800 och 2199"))
    return day


LONGEST_NUMBER = 9  # figures: what our own pages send is shorter


def number_in(said: str) -> int:
    """A number that one of our own pages sent; 0 for anything else."""
    return int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else 0


def fill_in(
    request: HttpRequest,
    template: str,
    form: Form,
    context: dict[str, Any],
    do: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Show the form, or do what it says. What is refused comes back with the reason and everything typed kept."""
    if request.method == "POST" and form.is_valid():
        try:
            return do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, told(refusal))
        except IntegrityError:  # two at the same moment: the database let the first one through
            form.add_error(
                None, gettext("Någon annan sparade i samma stund. Se vad som står nu och försök igen.")
            )
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, context | {"form": form}, status=status)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """For what a button does: what is refused is told on the page that comes next."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, told(refusal))


def told(refusal: Refused) -> str:
    """The refusal in the reader's language."""
    sentence = gettext(refusal.text) % refusal.params if refusal.params else gettext(refusal.text)
    return capfirst(sentence)
