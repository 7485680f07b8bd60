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

    goals: Sequence[GoalRow] = ()
    links: Sequence[LinkRow] = ()
    activities: Sequence[ActivityRow] = ()
    reasons: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The new rows; `goal_of` and `activity_of`: old key to new. `left` tells what did not come."""

    rows: PlanRows
    goal_of: Mapping[str, str]
    activity_of: Mapping[str, str]
    left: tuple[Sentence, ...] = field(default=())

    def origin_of_goals(self) -> dict[str, str]:
        """The old key of each new goal: what the new row remembers it came from."""
        return {new: old for old, new in self.goal_of.items()}

    def origin_of_activities(self) -> dict[str, str]:
        return {new: old for old, new in self.activity_of.items()}


def copy_plan(
    plan: PlanRows,
    *,
    new_key: Callable[[str], str],
    today: date,
    years: int = 1,
    elsewhere: Mapping[str, str] | None = None,
) -> PlanCopy:
    """Goals and open activities so many years on, as not begun.

    `elsewhere` says what goals outside the plan have become, as the council's goals of the new year. A link
    to one that is not there is left out and told; so are activities that are done or cancelled.
    """
    goal_of = {goal.key: new_key(goal.key) for goal in plan.goals}
    known = {**(elsewhere or {}), **goal_of}
    left: list[Sentence] = []
    links = _links(plan, goal_of, known, left)
    activities = _activities(plan, today, left)
    activity_of = {activity.key: new_key(activity.key) for activity in activities}
    rows = PlanRows(
        tuple(replace(goal, key=goal_of[goal.key]) for goal in plan.goals),
        tuple(links),
        tuple(_moved(activity, activity_of[activity.key], years) for activity in activities),
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
        if link.parent in known:
            found.append(LinkRow(goal_of[link.goal], known[link.parent], link.main))
        else:
            text = N_("”%(goal)s” var kopplat till ett mål som inte finns i det nya året. Koppla om det.")
            left.append(say(text, goal=names[link.goal]))
    return _with_main(found)


def _with_main(links: Sequence[LinkRow]) -> list[LinkRow]:
    """Where the main parent did not come along, the first that did becomes it."""
    has_main = {link.goal for link in links if link.main}
    found: list[LinkRow] = []
    for link in links:
        if link.goal not in has_main:
            has_main.add(link.goal)
            link = replace(link, main=True)
        found.append(link)
    return found


def _activities(plan: PlanRows, today: date, left: list[Sentence]) -> list[ActivityRow]:
    found: list[ActivityRow] = []
    for activity in plan.activities:
        status = standing(activity, today).status
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
