"""What the large city's pages take inside the server, in a process of its own. Run by `bench/chain.py`.

chain_inside.py organisation      the demo city's units and people, into an empty database
chain_inside.py addresses         the pages that are measured, as JSON
chain_inside.py pages ADDRESSES   queries and processor time of each, as JSON
chain_inside.py lists             300 activities and 100 indicators, as JSON
chain_inside.py profile ADDRESS   where one page's time goes, as cProfile tells it
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
READER = "farhad.eklof@ekstad.example"
TURNS = 7


def organisation() -> None:
    from tertial.organisation.access import SYSTEM
    from tertial.organisation.actions.city import load_city
    from tertial.organisation.rules.profile import read_profile

    load_city(by=SYSTEM, profile=read_profile(ROOT / "profiles" / "demo"))


def _board_goal() -> Any:
    from tertial.goals.models import Goal

    return Goal.objects.filter(level="board", plan__year=2026).order_by("pk")[0]


def addresses() -> dict[str, str]:
    from tertial.measures.models import Measure

    goal = _board_goal()
    board, wide = goal.plan.unit, Measure.objects.order_by("pk")[0]
    return {
        "floor: base layout only": "/hjalp/",
        "goal page": f"/mal/m/{goal.key}/",
        "chain page, 1,681 goals": "/mal/2026/",
        "chain page, one board": f"/mal/2026/?enhet={board.key}",
        "overview (Min sida)": "/",
        "unit page, a board": f"/enheter/{board.key}/",
        "measure page, 400 units": f"/matt/{wide.key}/?enhet={board.key}",
        "activities, 100 of 40,000": "/aktiviteter/",
        "activities of a board": f"/aktiviteter/?enhet={board.key}",
        "100 indicators of a board": f"/matt/?enhet={board.key}",
        "search, two words": "/sok/?q=trygg+skola",
        "export, a board's year": f"/matt/export.xlsx?enhet={board.key}&ar=2026",
        "export, 18,000 values": f"/matt/export.xlsx?matt={wide.key}",
    }


def _reader() -> Any:
    from django.test import Client

    from tertial.organisation.models import Person

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(Person.objects.get(email=READER))
    return client


def _spent(work: Callable[[], object]) -> list[float]:
    """Seconds of the processor, after a first time that fills what is kept: others on the machine do not count."""
    work()
    spent = []
    for _ in range(TURNS):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return sorted(spent)


def _queries(work: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def pages(paths: dict[str, str]) -> dict[str, tuple[int, float]]:
    client = _reader()
    told = {}
    for name, path in paths.items():
        spent = _spent(lambda path=path: client.get(path))  # type: ignore[misc]
        told[name] = (_queries(lambda path=path: client.get(path)), spent[0] * 1000)  # type: ignore[misc]
    return told


def lists() -> dict[str, object]:
    from django.template.loader import render_to_string
    from django.utils import timezone

    from tertial.goals.pages.rows import shown
    from tertial.goals.queries import Wanted, front_of
    from tertial.measures.pages.measures import shown_rows
    from tertial.organisation.models import Unit

    board = _board_goal().plan.unit
    keys = list(Unit.objects.values_list("key", flat=True))

    def listed() -> tuple[int, int, int]:
        front = front_of(Wanted(units=keys), timezone.localdate(), 300)
        rows = [shown(each) for each in front.first]
        measures, _count = shown_rows("", board.key, 100)
        text = render_to_string("goals/activity_rows.html", {"rows": rows, "show_goals": True})
        text += render_to_string("measures/measure_rows.html", {"rows": measures})
        return len(rows), len(measures), len(text)

    walls: list[float] = []

    def timed() -> None:
        begun = time.perf_counter()
        listed()
        walls.append(time.perf_counter() - begun)

    spent = _spent(timed)
    activities, measures, characters = listed()
    return {
        "activities": activities,
        "indicators": measures,
        "characters": characters,
        "best_s": round(min(walls), 3),
        "median_s": round(sorted(walls)[len(walls) // 2], 3),
        "processor_s": round(spent[0], 3),
        "queries": _queries(listed),
    }


def profile(path: str) -> None:
    import cProfile
    import pstats

    client = _reader()
    client.get(path)
    running = cProfile.Profile()
    running.runcall(client.get, path)
    told = pstats.Stats(running)
    told.sort_stats("cumulative").print_stats(70)
    told.sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    import django

    django.setup()
    match sys.argv[1:]:
        case ["organisation"]:
            organisation()
        case ["addresses"]:
            print(json.dumps(addresses()))
        case ["pages", paths]:
            print(json.dumps(pages(json.loads(paths))))
        case ["lists"]:
            print(json.dumps(lists()))
        case ["profile", path]:
            profile(path)
        case _:
            raise SystemExit(__doc__)
