"""Whom a round reminds by itself: once before the last day, and once when it has passed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from tertial.reporting.models import Report, Round
from tertial.reporting.rules.reminding import is_due
from tertial.reporting.rules.states import HANDED_IN, State

DAY = timedelta(days=1)


def to_be_reminded(today: date) -> Iterator[Sequence[Report]]:
    """Round by round, those that have not handed in and were not told on this occasion.

    Who is excused is left in peace, and so is who got it back with a letter of its own.
    """
    going = Round.objects.filter(state=Round.State.OPEN, remind_before__isnull=False)
    # on its first day everybody is told that it is open
    for round_ in going.exclude(opened_at__date__gte=today):
        rows = round_.reports.exclude(state__in=[*HANDED_IN, State.RETURNED]).exclude(exemptions__section="")
        near = rows.filter(last_day__lte=today + (round_.remind_before or 0) * DAY)
        told = near.select_related("round", "unit").annotate(told_at=Max("reminders__at"))
        due = [each for each in told if is_due(today, each.last_day, round_.remind_before, _day(each))]
        if due:
            yield due


def _day(report: Report) -> date | None:
    at = report.told_at  # type: ignore[attr-defined]
    return timezone.localtime(at).date() if at else None
