"""A plan from file to review page and adopted, measured in the small city: `python bench/adopt.py` prints a table.

Runs in a database of its own; TERTIAL_DATABASE_URL chooses PostgreSQL. The best whole run of three counts, and below
it the best of each part. The floors are measured in the same run: reading the file without keeping anything, and
writing as many plain rows.
"""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("TERTIAL_DATA", tempfile.mkdtemp(prefix="tertial-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SEED_TEXT = ROOT.parent / "shared" / "seeds" / "002_67c3a4378f649896.txt"
TIMES = 3
MOST = {"upload to review page": 3.0, "adopted": 2.0}


class Silent:
    def at(self, done: int, total: int, text: str = "") -> None:
        pass


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of them the processor's here: where others use the machine, those count."""

    clock: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.cpu + other.cpu)

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(max(self.clock - other.clock, 0.0), max(self.cpu - other.cpu, 0.0))


Run = dict[str, Spent]


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment

    logging.disable(logging.INFO)
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from tests.cast import a_city
    from tests.papers import a_paper
    from tests.plans.generator import FULL

    city = a_city()
    content = SEED_TEXT.read_bytes() if SEED_TEXT.exists() else a_paper(4, FULL)
    runs = [once(city.strand, content, year) for year in range(2031, 2031 + TIMES)]
    best = {name: min((run[name] for run, _, _ in runs), key=lambda spent: spent.cpu) for name in runs[0][0]}
    print(f"{connection.vendor}: {runs[0][1]} rows to review, {runs[0][2]} rows made")
    told("upload to review page", best["whole"], best["read"] + best["floor of review"])
    for name in ("read", "laid out", "review page"):
        print(f"  of it {name:<14} {best[name].clock:5.2f} s, processor {best[name].cpu:5.2f} s")
    told("adopted", best["adopted"], best["floor of adopting"])


def told(name: str, spent: Spent, floor: Spent) -> None:
    clock = f"{spent.clock:5.2f} s, processor {spent.cpu:5.2f} s"
    print(
        f"{name:<22}{clock}; {spent.clock / floor.clock:.1f} x its floor of {floor.clock:.2f} s; at most {MOST[name]} s"
    )


def timed(do: Callable[[], Any]) -> tuple[Spent, Any]:
    clock, cpu = time.perf_counter(), time.process_time()
    answer = do()
    return Spent(time.perf_counter() - clock, time.process_time() - cpu), answer


def once(unit: Any, content: bytes, year: int) -> tuple[Run, int, int]:
    from django.test import Client
    from django.urls import reverse

    from tertial.organisation.access import SYSTEM
    from tertial.organisation.models import Person
    from tertial.planning.actions.adopting import adopt
    from tertial.planning.actions.choosing import choose
    from tertial.planning.actions.receiving import receive_plan
    from tertial.planning.importers.opening import read_with_lines
    from tertial.planning.models import Reading
    from tertial.planning.tasks import read_document

    client = Client()
    client.force_login(Person.objects.get(key="siv"))
    read, _ = timed(lambda: read_with_lines(content, "plan"))

    def receive() -> Reading:
        made = receive_plan(
            by=SYSTEM, unit=unit, name="plan", content=content, year=year, in_background=False
        )
        read_document(Silent(), reading=made.pk)
        return made

    laid_out, reading = timed(receive)
    review, page = timed(lambda: client.get(reverse("reading", args=[reading.key])))
    if page.status_code != 200:
        raise SystemExit(f"the review page answered {page.status_code}")
    versions = dict(reading.proposals.values_list("pk", "version"))
    choose(by=SYSTEM, reading=reading, versions=versions, choice="accepted")
    adopted, _ = timed(lambda: adopt(by=SYSTEM, reading=reading))
    reading.refresh_from_db()
    made = sum(map(len, reading.undo.values()))
    spent = {
        "read": read,
        "laid out": laid_out - read,
        "whole": laid_out + review,
        "review page": review,
        "adopted": adopted,
        "floor of review": plain_rows(len(versions) + reading.document.passages.count(), year),
        "floor of adopting": plain_rows(made, -year),
    }
    return spent, len(versions), made


def plain_rows(count: int, mark: int) -> Spent:
    """So many rows of text in one transaction, without anything else."""
    from django.db import transaction

    from tertial.planning.models import Document, Passage
    from tests.papers import NOW

    document = Document.objects.create(sha256=f"{mark}", name="floor", kind="txt", size=1, received_at=NOW)
    rows = [
        Passage(document=document, line=line, text="Nämnden ger stöd åt den som behöver. " * 4)
        for line in range(count)
    ]

    def write() -> None:
        with transaction.atomic():
            Passage.objects.bulk_create(rows, batch_size=500)

    return timed(write)[0]


if __name__ == "__main__":
    main()
