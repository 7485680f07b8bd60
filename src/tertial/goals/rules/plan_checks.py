"""What must hold between plans, goals and activities: every word points at something, nothing stands twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tertial.foundation.day import Span
from tertial.foundation.words import N_
from tertial.goals.rules.cells import unknown
from tertial.goals.rules.plan_records import ActivityRecord, ExpectedRecord, GoalKey, GoalRecord, PlanRecord
from tertial.organisation.rules.columns import Problem
from tertial.organisation.rules.profile import OPERATIONAL, Profile

UNIT, GOAL, PERSON = N_("enheten"), N_("målet"), N_("personen")
TOP_KINDS = ("council",)


@dataclass(frozen=True)
class City:
    """What the tables may point at: units and when they exist, kinds, levels, people."""

    lives: Mapping[str, Span]
    kinds: Mapping[str, str]
    levels: Mapping[str, Sequence[str]]
    plan_kinds: Sequence[str] = (OPERATIONAL.key,)
    first_day: date = date.min
    people: frozenset[str] = frozenset()
    goals: Mapping[GoalKey, GoalRecord] = field(default_factory=dict)

    @property
    def top(self) -> str:
        """The unit whose plan is the whole city's."""
        return next((key for key, kind in self.kinds.items() if kind in TOP_KINDS), "")

    def meant(self, text: str, unit: str, year: int) -> GoalKey | None:
        """1.2 (own plan, else the city's), unit:1.2, or unit:2026:1.2. None when there is no such goal."""
        *before, number = (part.strip() for part in text.split(":"))
        if len(before) > 1:
            if not before[1].isdecimal():
                return None
            year = int(before[1])
        owners = before[:1] or [unit, self.top]
        found = (GoalKey(owner, year, number) for owner in owners)
        return next((key for key in found if key in self.goals), None)


def city_of(profile: Profile, goals: Iterable[GoalRecord]) -> City:
    return City(
        lives={
            row.key: Span(row.valid_from, max(row.valid_to, row.valid_from) if row.valid_to else None)
            for row in profile.unit_rows
        },
        kinds={unit.key: unit.kind for unit in profile.units},
        levels={level.key: level.owner for level in profile.goal_levels},
        plan_kinds=[kind.key for kind in profile.plan_kinds],
        first_day=profile.city.start,
        people=frozenset(person.key for person in profile.people),
        goals={goal.key: goal for goal in goals},
    )


def exists_in(city: City, unit: str, span: Span, line: int | None, column: str) -> list[Problem]:
    """The unit is there, and on some day of the span."""
    if unit not in city.lives:
        return unknown(line, column, UNIT, unit, ()) or [
            Problem(line, column, N_("cellen är tom men behövs."))
        ]
    if city.lives[unit].overlaps(span):
        return []
    message = N_("enheten ”%(unit)s” fanns inte %(first)s–%(last)s.")
    return [Problem(line, column, message, {"unit": unit, "first": span.first, "last": span.last})]


def year_of(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31)) if year else Span(date.min)


def check_plans(plans: Sequence[PlanRecord], city: City) -> list[Problem]:
    problems = []
    seen: dict[object, int | None] = {}
    for plan in plans:
        problems += exists_in(city, plan.key.unit, year_of(plan.key.year), plan.line, "unit")
        problems += _twice(seen, plan.key, plan.line, "kind", N_("planen står redan på rad %(first)s."))
        if plan.key.kind not in city.plan_kinds:
            message = N_("slaget ”%(kind)s” finns inte bland [[plan_kinds]] i city.toml.")
            problems.append(Problem(plan.line, "kind", message, {"kind": plan.key.kind}))
        if plan.decided_on and not plan.case_number:
            problems.append(Problem(plan.line, "case_number", N_("ett beslut behöver ett diarienummer.")))
    return problems


def _twice(
    seen: dict[object, int | None], key: object, line: int | None, column: str, message: str
) -> list[Problem]:
    if key in seen:
        return [Problem(line, column, message, {"first": seen[key]})]
    seen[key] = line
    return []


def check_goals(goals: Sequence[GoalRecord], plans: Sequence[PlanRecord], city: City) -> list[Problem]:
    problems = []
    seen: dict[object, int | None] = {}
    decided = {plan.key for plan in plans}
    double = N_("numret står redan på rad %(first)s för samma enhet och år.")
    for goal in goals:
        problems += _twice(seen, goal.key, goal.line, "number", double)
        if goal.plan not in decided:
            message = N_("%(unit)s har ingen plan av slaget %(kind)s för %(year)s i plans.csv.")
            problems.append(Problem(goal.line, "unit", message, goal.plan._asdict()))
        problems += _level(goal, city) + _links(goal, city)
    return problems + _rings(goals, city)


def _level(goal: GoalRecord, city: City) -> list[Problem]:
    if goal.level not in city.levels:
        return [
            Problem(
                goal.line, "level", N_("nivån ”%(level)s” finns inte i city.toml."), {"level": goal.level}
            )
        ]
    kind = city.kinds.get(goal.key.unit, "")
    if kind and kind not in city.levels[goal.level]:
        message = N_("%(unit)s (%(kind)s) beslutar inte om mål på nivån %(level)s.")
        params = {"unit": goal.key.unit, "kind": kind, "level": goal.level}
        return [Problem(goal.line, "level", message, params)]
    return []


def _links(goal: GoalRecord, city: City) -> list[Problem]:
    unit, year, _ = goal.key
    missing = N_("målet ”%(goal)s” finns inte.")
    problems = []
    found = []
    for column, text in [("above", goal.above), *(("also_above", each) for each in goal.also_above)]:
        meant = city.meant(text, unit, year) if text else None
        if text and meant is None:
            problems.append(Problem(goal.line, column, missing, {"goal": text}))
        elif meant in found:
            problems.append(
                Problem(goal.line, column, N_("målet ”%(goal)s” är redan överordnat."), {"goal": text})
            )
        elif meant:
            found.append(meant)
    if goal.continues and city.meant(goal.continues, unit, year - 1) is None:
        problems.append(Problem(goal.line, "continues", missing, {"goal": goal.continues}))
    return problems


def _rings(goals: Sequence[GoalRecord], city: City) -> list[Problem]:
    """A goal that in the end stands above itself."""
    ups = {goal.key: above_keys(goal, city) for goal in goals}
    problems = []
    for goal in goals:
        seen: set[GoalKey] = set()
        step = set(ups[goal.key])
        while step - seen:
            seen |= step
            step = {up for key in step for up in ups.get(key, ())}
        if goal.key in seen:
            problems.append(Problem(goal.line, "above", N_("målet ligger i flera steg under sig självt.")))
    return problems


def above_keys(goal: GoalRecord, city: City) -> list[GoalKey]:
    """The main goal first, then the others that it also serves."""
    unit, year, _ = goal.key
    found = (city.meant(text, unit, year) for text in (goal.above, *goal.also_above) if text)
    return [key for key in found if key]


def check_expected(results: Sequence[ExpectedRecord], city: City) -> list[Problem]:
    return [
        problem
        for each in results
        if each.goal not in city.goals
        for problem in [Problem(each.line, "goal", N_("målet ”%(goal)s” finns inte."), {"goal": each.goal})]
    ]


def check_activities(activities: Sequence[ActivityRecord], city: City) -> list[Problem]:
    problems = []
    seen: dict[object, int | None] = {}
    for each in activities:
        problems += _twice(
            seen, each.key, each.line, "key", N_("nyckeln är tom eller står redan på rad %(first)s.")
        )
        problems += unknown(each.line, "responsible", PERSON, each.responsible, city.people)
        for unit, part in each.units.items():
            problems += exists_in(city, unit, _span(each), each.line, part)
        problems += _reasons(each, city) + _state(each)
    return problems


def _span(activity: ActivityRecord) -> Span:
    first, last = activity.start or date.min, activity.end
    return Span(first, max(first, last) if last else None)


def _reasons(activity: ActivityRecord, city: City) -> list[Problem]:
    if not activity.goals:
        return [Problem(activity.line, "goals", N_("aktiviteten behöver minst ett mål."))]
    found = {text: city.meant(text, "", 0) for text in activity.goals}
    missing = N_("målet ”%(goal)s” finns inte. Skriv enhet:år:nummer.")
    problems = [
        Problem(activity.line, "goals", missing, {"goal": text}) for text, key in found.items() if key is None
    ]
    if len(set(found.values())) < len(activity.goals):
        problems.append(Problem(activity.line, "goals", N_("samma mål står två gånger.")))
    return problems


def _state(activity: ActivityRecord) -> list[Problem]:
    problems = []
    if activity.start and activity.end and activity.end < activity.start:
        problems.append(Problem(activity.line, "end", N_("slutdatum är före startdatum.")))
    if activity.status == "cancelled" and not activity.reason:
        problems.append(Problem(activity.line, "reason", N_("skriv varför aktiviteten avbryts.")))
    if (activity.status == "cancelled") != (activity.cancelled_on is not None):
        message = N_("en dag i cancelled_on hör ihop med status cancelled.")
        problems.append(Problem(activity.line, "cancelled_on", message))
    if (activity.status == "done") != (activity.done_on is not None):
        problems.append(Problem(activity.line, "done_on", N_("en dag i done_on hör ihop med status done.")))
    if (activity.progress == 100) != (activity.status == "done") and activity.status != "cancelled":
        problems.append(Problem(activity.line, "progress", N_("100 procent hör ihop med status done.")))
    if not activity.key:
        problems.append(Problem(activity.line, "key", N_("cellen är tom men behövs.")))
    return problems
