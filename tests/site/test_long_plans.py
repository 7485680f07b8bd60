"""A plan of two thousand pages in the real service: others are not kept waiting, and a killed worker is no loss."""

import io
import sqlite3
import subprocess
import sys
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.papers import a_paper
from tests.site.test_serving import ROOT, Service, data, surroundings, until

__all__ = ["data"]  # the prepared folder, as a fixture
PAGES = 2000
SEND = """
import sys, django
django.setup()
from pathlib import Path
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.planning.actions.receiving import receive_plan
unit = Unit.objects.get_or_create(key="prov", defaults={"name": "Provnämnden", "kind": "board", "valid_from": "2020-01-01"})[0]
for path in map(Path, sys.argv[1:]):
    receive_plan(by=SYSTEM, unit=unit, name=path.name, content=path.read_bytes(), year=2027)
"""


def long_plan() -> bytes:
    out = io.BytesIO()
    paper = Canvas(out, pageCompression=1)
    for number in range(PAGES):
        for line in range(40):
            paper.drawString(
                60, 780 - 18 * line, f"Sida {number} rad {line}: nämnden ger stöd åt dem som behöver det."
            )
        paper.showPage()
    paper.save()
    return out.getvalue()


def asked(folder: Path, sql: str) -> dict[str, tuple]:
    with sqlite3.connect(f"file:{folder / 'tertial.sqlite3'}?mode=ro", uri=True) as database:
        return {row[0]: row[1:] for row in database.execute(sql)}


def readings(folder: Path) -> dict[str, str]:
    found = asked(
        folder,
        "select d.name, r.state from planning_reading r join planning_document d on d.id = r.document_id",
    )
    return {name: state for name, (state,) in found.items()}


def long_job(folder: Path) -> tuple[str, int]:
    jobs = asked(
        folder, "select is_heavy, state, attempts from intake_job where work = 'plan.read' order by is_heavy"
    )
    return jobs.get(1, ("", 0))


def test_a_long_plan_keeps_nobody_waiting_and_survives_its_worker(data, tmp_path):
    (tmp_path / "lang.pdf").write_bytes(long_plan())
    for n in (1, 2):
        (tmp_path / f"kort{n}.txt").write_bytes(a_paper(n))
    service = Service(data)
    try:
        assert until(service.answers)
        send(data, tmp_path / "lang.pdf", tmp_path / "kort1.txt")
        assert until(lambda: long_job(data)[0] == "running")
        assert until(lambda: readings(data)["kort1.txt"] == "ready")
        assert readings(data)["lang.pdf"] == "waiting"
        for child in service.family():
            if "heavy" in child.cmdline():
                child.kill()
        send(data, tmp_path / "kort2.txt")
        assert until(lambda: readings(data)["kort2.txt"] == "ready")
        assert until(lambda: readings(data)["lang.pdf"] == "ready", 300)
        assert long_job(data)[1] >= 2
    finally:
        service.end()


def send(folder: Path, *files: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEND, *map(str, files)],
        env=surroundings(folder, DJANGO_SETTINGS_MODULE="tertial.site.settings"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
