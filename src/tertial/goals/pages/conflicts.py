"""Two people changed the same thing: the second sees both texts and chooses, and nothing typed is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tertial.organisation.pages.reading import CONFLICT

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else saved, who and when, and where one's own is sent if one chooses it."""

    subject: str
    theirs: Values
    by: str
    at: datetime
    address: str
    back: str


def both_shown(
    request: HttpRequest,
    form: Form,
    mine: Values,
    other: Meanwhile,
    plain: Callable[[Any], str] = str,
) -> HttpResponse:
    """Both texts side by side. Saving again chooses one's own, since the form now carries the new version."""
    texts: Sequence[dict[str, Any]] = [
        {"label": form[name].label, "theirs": plain(theirs), "mine": plain(mine[name])}
        for name, theirs in other.theirs.items()
        if theirs != mine[name]
    ]
    context = {"form": form, "texts": texts, "subject": other.subject}
    context |= {"last": {"by": other.by, "at": other.at}, "address": other.address, "back": other.back}
    return render(request, "goals/conflict.html", context, status=CONFLICT)


def as_words(value: Any) -> str:
    """A day, a person or a text as it is read; what is not filled in as a dash."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value else "–"
