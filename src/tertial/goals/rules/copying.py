"""Next year's plan as a copy of this year's: new keys, every link in place, each row with its origin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.goals.rules.activity import ActivityRow, ActivityStatus, standing
from tertial.goals.rules.chain import GoalRow, LinkRow


@dataclass(frozen=True, slots=True)
class PlanRows:
    """A plan's own rows. `reasons` are (activity, goal): an activity may serve several goals."""

    year: int
    goals: Sequence[GoalRow] = ()
    links: Sequence[LinkRow] = ()
    activities: Sequence[ActivityRow] = ()
    reasons: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The new rows; `goal_of` and `activity_of`: old key to new. `left` tells what somebody should look at.

    An activity that runs into the new year is not copied: it goes on, and its key is its own.
    """

    rows: PlanRows
    goal_of: Mapping[str, str]
    activity_of: Mapping[str, str]
    left: tuple[Sentence, ...] = field(default=())


def copy_plan(
    plan: PlanRows,
    *,
    year: int,
    new_key: Callable[[str], str],
    elsewhere: Mapping[str, str] | None = None,
) -> PlanCopy:
    """Goals and open activities as they are to be in the new year, as not begun.

    `elsewhere` says what goals outside the plan have become, as the council's goals of the new year. A link
    to one that has not come yet stays as it is, and is told; so are activities that are done or cancelled.
    """
    goal_of = {goal.key: new_key(goal.key) for goal in plan.goals}
    known = {**(elsewhere or {}), **goal_of}
    left: list[Sentence] = []
    links = _links(plan, goal_of, known, left)
    open_ones = _activities(plan, left)
    going_on = {each.key for each in open_ones if each.end is not None and each.end.year >= year}
    activity_of = {each.key: each.key if each.key in going_on else new_key(each.key) for each in open_ones}
    copied = [each for each in open_ones if each.key not in going_on]
    rows = PlanRows(
        year,
        tuple(replace(goal, key=goal_of[goal.key]) for goal in plan.goals),
        tuple(links),
        tuple(_moved(activity, activity_of[activity.key], year - plan.year) for activity in copied),
        tuple(
            (activity_of[activity], known[goal])
            for activity, goal in plan.reasons
            if activity in activity_of and goal in known
        ),
    )
    return PlanCopy(rows, goal_of, activity_of, tuple(left))


def _links(
    plan: PlanRows, goal_of: Mapping[str, str], known: Mapping[str, str], left: list[Sentence]
) -> list[LinkRow]:
    names = {goal.key: goal.text or goal.key for goal in plan.goals}
    found: list[LinkRow] = []
    for link in plan.links:
        if link.goal not in goal_of:
            continue
        if link.parent not in known:
            text = N_("”%(goal)s” bidrar till ett mål som inte är upplagt för det nya året än.")
            left.append(say(text, goal=names[link.goal]))
        found.append(LinkRow(goal_of[link.goal], known.get(link.parent, link.parent), link.main))
    return found


def _activities(plan: PlanRows, left: list[Sentence]) -> list[ActivityRow]:
    found: list[ActivityRow] = []
    for activity in plan.activities:
        status = standing(activity, date(plan.year, 12, 31)).status
        if status in (ActivityStatus.DONE, ActivityStatus.CANCELLED):
            text = (
                N_("”%(activity)s” är klar och följer inte med.")
                if status is ActivityStatus.DONE
                else N_("”%(activity)s” är avbruten och följer inte med.")
            )
            left.append(say(text, activity=activity.text or activity.key))
        else:
            found.append(activity)
    return found


def _moved(activity: ActivityRow, key: str, years: int) -> ActivityRow:
    start, end = _years_on(activity.start, years), _years_on(activity.end, years)
    return ActivityRow(key, activity.text, start, end)


def _years_on(day: date | None, years: int) -> date | None:
    """29 February becomes 28 February where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
