"""A new round as the rounds before it let one expect: nobody fills in again what was the same last year."""

from typing import Any

from tertial.reporting.models import Round
from tertial.reporting.rules.following import a_year_on, following, moved, retitled
from tertial.reporting.rules.forms import FormKind


def earlier_rounds() -> list[Round]:
    """The latest first."""
    rows = Round.objects.filter(kind=FormKind.ORDINARY).select_related("form_version")
    return sorted(rows, key=lambda each: each.when, reverse=True)


def begin_from(rounds: list[Round], key: str | None) -> Round | None:
    """The one that was asked for; when none was, that of the period whose turn it is, a year ago."""
    if key is not None:
        return next((each for each in rounds if each.key == key), None)
    due = following(rounds[0].when) if rounds else None
    return next((each for each in rounds if due and each.when == due.previous_year()), None)


def proposal(before: Round) -> dict[str, Any]:
    """The same a year later, for the form: the same kinds of units, and days on the same weekdays."""
    period = a_year_on(before.when)
    days = {f"last_{kind}": moved(before.last_day(kind)) for kind in before.last_days}
    return days | {
        "title": retitled(before.title, before.when, period) if period else "",
        "form": before.form_version.key,
        "period": period.label() if period else "",
        "kinds": sorted(set(before.units.values_list("kind", flat=True))),
        "opens_on": moved(before.opens_on),
        "remind_before": before.remind_before,
    }
