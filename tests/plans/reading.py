"""A plan read from text in memory, as the checks meet it."""

from tertial.intake.importers.sources.text import lines
from tertial.planning.importers.board_plan.reader import read_plan
from tertial.planning.rules.draft import PlanDraft, Source


def read_text(text: str, name: str = "plan.txt") -> PlanDraft:
    return read_plan(lines(text), Source(name, "0" * 64, None))
