"""A plan from file to review page and adopted, measured in the small city: `python bench/adopt.py` prints seconds.

Runs in a database of its own; TERTIAL_DATABASE_URL chooses PostgreSQL. The best of three counts.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("TERTIAL_DATA", tempfile.mkdtemp(prefix="tertial-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
SEED_TEXT = ROOT.parent / "shared" / "seeds" / "002_67c3a4378f649896.txt"
TIMES = 3


class Silent:
    def at(self, done: int, total: int, text: str = "") -> None:
        pass


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from tests.cast import a_city
    from tests.papers import a_paper
    from tests.plans.generator import FULL

    city = a_city()
    content = SEED_TEXT.read_bytes() if SEED_TEXT.exists() else a_paper(4, FULL)
    runs = [once(city.strand, content, year) for year in range(2031, 2031 + TIMES)]
    print(f"{connection.vendor}: {runs[0][2]} rows")
    print(f"upload, read, laid out, review page: {min(run[0] for run in runs):.2f} s")
    print(f"adopted: {min(run[1] for run in runs):.2f} s")


def once(unit: object, content: bytes, year: int) -> tuple[float, float, int]:
    from django.test import Client
    from django.urls import reverse

    from tertial.organisation.access import SYSTEM
    from tertial.organisation.models import Person
    from tertial.planning.actions.adopting import adopt
    from tertial.planning.actions.choosing import choose
    from tertial.planning.actions.receiving import receive_plan
    from tertial.planning.tasks import read_document

    client = Client()
    client.force_login(Person.objects.get(key="siv"))
    begun = time.perf_counter()
    reading = receive_plan(by=SYSTEM, unit=unit, name="plan", content=content, year=year, in_background=False)
    read_document(Silent(), reading=reading.pk)
    page = client.get(reverse("reading", args=[reading.key]))
    seen = time.perf_counter() - begun
    if page.status_code != 200:
        raise SystemExit(f"the review page answered {page.status_code}")
    versions = dict(reading.proposals.values_list("pk", "version"))
    choose(by=SYSTEM, reading=reading, versions=versions, choice="accepted")
    begun = time.perf_counter()
    adopt(by=SYSTEM, reading=reading)
    return seen, time.perf_counter() - begun, len(versions)


if __name__ == "__main__":
    main()
