"""A goal chain of a large city, invented and alike from run to run, put into an empty database in a few statements.

31 boards with plans of five years, 400 units with goals of their own, 40,000 activities and 1,000,000 values. The
organisation is the demo city's. Run by `bench/chain.py`; prints what it made.
"""

import datetime as dt
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

YEARS = (2022, 2023, 2024, 2025, 2026)
DIRECTIONS, COUNCIL_GOALS, BOARD_GOALS, UNIT_GOALS = 4, 16, 15, 3
INDICATORS = 100  # of a board, on its goals
ACTIVITIES = 40_000
VALUES = 1_000_000
BATCH = 2_000


def fill() -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from tertial.organisation.models import Unit

    begun = time.perf_counter()
    now = timezone.now()
    with transaction.atomic():
        council = Unit.objects.get(kind="council")
        living = Unit.objects.filter(valid_to__isnull=True).order_by("pk")
        boards = list(living.filter(kind__in=["board", "executive", "company"])[:31])
        units = list(living.exclude(kind__in=["council", "board", "executive", "company"])[:400])
        goals = _goals(council, boards, units)
        measures = _measures(boards)
        _ties(goals, boards, measures)
        _targets(boards, measures)
        _activities(goals, boards, units)
        _values(council, boards, units, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = _counts()
    print(
        f"{len(boards)} boards, {len(units)} units, {told} in {time.perf_counter() - begun:.0f} s",
        file=sys.stderr,
    )


def _counts() -> str:
    from tertial.goals.models import Activity, Goal
    from tertial.measures.models import Measure, Value

    return ", ".join(
        f"{model.objects.count()} {model.__name__}" for model in (Goal, Measure, Value, Activity)
    )


def _in_batches(model: Any, rows: Iterator[Any] | Sequence[Any]) -> list[Any]:
    made: list[Any] = []
    waiting = iter(rows)
    while chunk := list(islice(waiting, BATCH)):
        made += model.objects.bulk_create(chunk)
    return made


WORDS = (
    "trygga",
    "lärande",
    "gröna",
    "nära",
    "hållbara",
    "öppna",
    "friska",
    "tillgängliga",
    "jämlika",
    "levande",
)


def _text(n: int) -> str:
    return f"Mål {n}: {WORDS[n % 10]} och {WORDS[n // 10 % 10]} miljöer där invånarna har inflytande över sin vardag"


def _goals(council: Any, boards: list[Any], units: list[Any]) -> dict[tuple[int, int], list[Any]]:
    """Goals by year and unit; each points at one above, and every third board goal at one more."""
    from tertial.goals.models import Goal, GoalLink, Plan

    found: dict[tuple[int, int], list[Any]] = {}
    for year in YEARS:
        plans = _in_batches(
            Plan,
            [
                Plan(key=f"b-{u.pk}-{year}", unit=u, year=year, name="Verksamhetsplan")
                for u in (council, *boards, *units)
            ],
        )
        rows = [
            goal for plan in plans for goal in _plan_goals(plan, plan.unit in units, plan.unit == council)
        ]
        for goal in _in_batches(Goal, rows):
            found.setdefault((year, goal.plan.unit_id), []).append(goal)
        tops = found[year, council.pk]
        links = [GoalLink(goal=goal, above=tops[n % DIRECTIONS]) for n, goal in enumerate(tops[DIRECTIONS:])]
        for at, board in enumerate(boards):
            for n, goal in enumerate(found[year, board.pk]):
                links.append(GoalLink(goal=goal, above=tops[DIRECTIONS + (n + at) % COUNCIL_GOALS]))
                if n % 3 == 0:
                    links.append(
                        GoalLink(
                            goal=goal, above=tops[DIRECTIONS + (n + at + 1) % COUNCIL_GOALS], is_main=False
                        )
                    )
        for at, unit in enumerate(units):
            mine = found[year, boards[at % len(boards)].pk]
            links += [
                GoalLink(goal=goal, above=mine[(at + n) % BOARD_GOALS])
                for n, goal in enumerate(found[year, unit.pk])
            ]
        _in_batches(GoalLink, links)
    return found


def _plan_goals(plan: Any, is_unit: bool, is_council: bool) -> list[Any]:
    from tertial.goals.models import Goal

    levels = (
        ["direction"] * DIRECTIONS + ["council"] * COUNCIL_GOALS
        if is_council
        else ["unit"] * UNIT_GOALS
        if is_unit
        else ["board"] * BOARD_GOALS
    )
    return [
        Goal(
            key=f"{plan.key}-{n}",
            plan=plan,
            level=level,
            number=str(n + 1),
            place=n,
            text=_text(plan.unit_id + n),
            description=[{"group": None, "points": [_text(n), _text(n + 1)]}],
            tags=["agenda-5"] if n % 4 == 0 else [],
        )
        for n, level in enumerate(levels)
    ]


def _measures(boards: list[Any]) -> dict[int, list[Any]]:
    """A hundred for every board: shares, and every fifth a number that grows through the year."""
    from tertial.measures.models import Measure

    rows = [
        Measure(
            key=f"m-{board.pk}-{n}",
            name=f"Andel {WORDS[n % 10]} {n} i {board.name}"[:300],
            unit_of_measure="st" if n % 5 == 0 else "%",
            decimals=0 if n % 5 == 0 else 1,
            is_cumulative=n % 5 == 0,
            over_units="sum" if n % 5 == 0 else "none",
            by_sex=True,
            source="Egen uppföljning",
            responsible=board,
        )
        for board in boards
        for n in range(INDICATORS)
    ]
    found: dict[int, list[Any]] = {}
    for measure in _in_batches(Measure, rows):
        found.setdefault(measure.responsible_id, []).append(measure)
    return found


def _ties(goals: dict[tuple[int, int], list[Any]], boards: list[Any], measures: dict[int, list[Any]]) -> None:
    from tertial.measures.models import GoalMeasure

    _in_batches(
        GoalMeasure,
        [
            GoalMeasure(goal=goals[year, board.pk][n % BOARD_GOALS], measure=measure, place=n)
            for year in YEARS
            for board in boards
            for n, measure in enumerate(measures[board.pk])
        ],
    )


def _targets(boards: list[Any], measures: dict[int, list[Any]]) -> None:
    from tertial.measures.models import Target

    _in_batches(
        Target,
        [
            Target(measure=measure, unit=board, year=year, owner=board, kind="min", low=40 + n % 30)
            for year in YEARS
            for board in boards
            for n, measure in enumerate(measures[board.pk])
        ],
    )


def _activities(goals: dict[tuple[int, int], list[Any]], boards: list[Any], units: list[Any]) -> None:
    """The same number to every board's every year, led by the units in turn; every tenth serves two goals."""
    from tertial.goals.models import Activity, ActivityReason, ActivityUnit

    places = [(year, board) for year in YEARS for board in boards]
    rows, leads, reasons = [], [], []
    for n in range(ACTIVITIES):
        year, board = places[n % len(places)]
        at = n // len(places)
        rows.append(
            Activity(
                key=f"b-{n}",
                text=f"Aktivitet {n}: ta fram ett arbetssätt för {WORDS[n % 10]} miljöer med dem som berörs",
                start=dt.date(year, 1, 1),
                end=dt.date(year, 1 + n % 12, 28),
                status="done" if year < 2026 else ("ongoing", "not_started")[n % 2],
                progress=100 if year < 2026 else n % 100,
                done_on=dt.date(year, 12, 1) if year < 2026 else None,
            )
        )
        leads.append(units[n % len(units)] if at % 3 else board)
        mine = goals[year, board.pk]
        reasons.append([mine[at % BOARD_GOALS], *([mine[(at + 1) % BOARD_GOALS]] if n % 10 == 0 else [])])
    made = _in_batches(Activity, rows)
    _in_batches(ActivityUnit, [ActivityUnit(activity=a, unit=u) for a, u in zip(made, leads, strict=True)])
    _in_batches(
        ActivityReason,
        [ActivityReason(activity=a, goal=g) for a, found in zip(made, reasons, strict=True) for g in found],
    )


VALUES_SQL = """
INSERT INTO measures_value (measure_id, unit_id, period, first_day, last_day, kind, breakdown, value, numerator,
    denominator, comment, reason, corrects_id, is_current, delivery_id, source_place, recorded_at, recorded_by,
    recorded_by_name)
SELECT p.measure_id, p.unit_id, t.period, t.first_day, t.last_day, 'actual', b.code,
    30 + (p.measure_id * 7 + p.unit_id * 3 + t.place * 5 + b.place) %% 60, NULL, NULL, '', '', NULL, %s, NULL, '',
    %s, 'bench', 'Bench'
FROM bench_pair p CROSS JOIN bench_period t CROSS JOIN bench_part b
ORDER BY t.place, p.measure_id, p.unit_id
"""


def _values(council: Any, boards: list[Any], units: list[Any], now: dt.datetime) -> None:
    """Three periods a year and both sexes for every pair of measure and unit, until there are a million."""
    from django.db import connection

    from tertial.foundation.period import Period

    periods = [Period.parse(f"{year}{part}") for year in YEARS for part in ("T1", "T2", "")]
    days = [(at, each.code, each.first, each.last) for at, each in enumerate(periods)]
    each_pair = len(periods) * 3
    pairs = list(islice(_pairs(council, boards, units), VALUES // each_pair + 1))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_pair (measure_id bigint, unit_id bigint)")
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_period (place int, period varchar(10), first_day date, last_day date)"
        )
        cursor.execute("CREATE TEMPORARY TABLE bench_part (place int, code varchar(24))")
        cursor.executemany("INSERT INTO bench_pair VALUES (%s, %s)", pairs)
        cursor.executemany("INSERT INTO bench_period VALUES (%s, %s, %s, %s)", days)
        parts = [(0, "total/total"), (1, "women/total"), (2, "men/total")]
        cursor.executemany("INSERT INTO bench_part VALUES (%s, %s)", parts)
        cursor.execute(VALUES_SQL, [True, now])


def _pairs(council: Any, boards: list[Any], units: list[Any]) -> Iterator[tuple[int, int]]:
    """Every board's own measures; the first of each in the city and in many units."""
    from tertial.measures.models import Measure

    found = list(Measure.objects.order_by("pk").values_list("pk", "responsible_id"))
    yield from found
    yield from ((pk, council.pk) for pk, _board in found)
    for pk, _board in found[::50]:
        yield from ((pk, unit.pk) for unit in units)


if __name__ == "__main__":
    import django

    django.setup()
    fill()
