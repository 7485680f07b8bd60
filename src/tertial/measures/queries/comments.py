"""What people have written beside numbers, judgements, goals' indicators and activities, found by its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tertial.goals.models import Activity
from tertial.history import queries as history
from tertial.measures.models import GoalMeasure, Judgement, Value

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Comment:
    """`about` is the row it stands at: a value, a judgement, a goal's indicator, or the activity of a log's line."""

    about: Value | Judgement | GoalMeasure | Activity
    text: str
    day: date | None = None


def comments_named(wanted: str, most: int = 50) -> list[Comment]:
    """Those that hold all the words: judgements, indicators, activities' logs, then values with the latest first.

    Five queries; of the values only those with a comment are read.
    """
    words = wanted.split()
    values = Value.objects.filter(~Q(comment=""), is_current=True).select_related("measure", "unit")
    judged = Judgement.objects.filter(is_current=True).exclude(reason="")
    judged = judged.select_related("goal", "measure", "unit")
    ties = GoalMeasure.objects.exclude(comment="").select_related("goal__plan", "measure")
    return [
        *(
            Comment(each, each.reason, each.decided_at.date())
            for each in _with(judged, "reason", words)[:most]
        ),
        *(Comment(each, each.comment) for each in _with(ties, "comment", words)[:most]),
        *_of_activities(wanted, most),
        *(
            Comment(each, each.comment, each.recorded_at.date())
            for each in _with(values, "comment", words).order_by("-last_day", "-pk")[:most]
        ),
    ][:most]


def _of_activities(wanted: str, most: int) -> list[Comment]:
    """What was said when it was reported how activities went; those that are not there any more are left out."""
    events = history.told("activity.reported", "comment", wanted, most)
    found = Activity.objects.in_bulk({each.subject_key for each in events}, field_name="key")
    return [
        Comment(found[each.subject_key], each.particulars["comment"], each.at.date())
        for each in events
        if each.subject_key in found
    ]


def _with(rows: QuerySet[Row], field: str, words: Sequence[str]) -> QuerySet[Row]:
    for word in words:
        rows = rows.filter(**{f"{field}__icontains": word})
    return rows
