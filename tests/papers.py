"""Plan documents for the tests: small ones made by the seeded generator, in the small city of tests/cast.py."""

from tertial.intake.importers.sources.line import Line
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.planning.actions import receiving
from tertial.planning.importers.opening import read_with_lines
from tertial.planning.models import Reading
from tertial.planning.rules.draft import PlanDraft
from tests.plans import as_text
from tests.plans.generator import SMALL, Size, truth


def a_paper(seed: int = 1, size: Size = SMALL) -> bytes:
    """A plan of the family's layout, as text."""
    return as_text.as_text(truth(seed, size).draft, seed).encode()


def read(content: bytes, name: str = "plan.txt") -> tuple[PlanDraft, list[Line]]:
    return read_with_lines(content, name)


def a_reading(
    unit: Unit, content: bytes | None = None, year: int | None = None, name: str = "plan.txt"
) -> Reading:
    """Received and read, as the worker does it; every row waits to be judged."""
    content = a_paper() if content is None else content
    reading = receiving.receive_plan(
        by=SYSTEM, unit=unit, name=name, content=content, year=year, in_background=False
    )
    draft, lines = read(content, name)
    return receiving.lay_out(by=SYSTEM, reading=reading, draft=draft, lines=lines)
