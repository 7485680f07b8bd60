"""Generated plans with every trap of the layout, written as text, PDF and Word and read back."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft
from tests.plans.as_docx import as_docx
from tests.plans.as_pdf import as_pdf
from tests.plans.as_text import as_text
from tests.plans.as_text import marks_lost as unmarked
from tests.plans.generator import FULL, SMALL, truth
from tests.plans.measuring import Score, score
from tests.plans.paper import Traps, traps
from tests.plans.pdf_style import style

WANTED = {
    "goals": 0.99,
    "indicators": 0.99,
    "activities": 0.99,
    "decisions": 0.99,
    "appendices": 0.99,
    "tables": 0.99,
}
WELL = {"expected": 0.97, "points": 0.98, "priorities": 0.98, "paragraphs": 0.9}


def held(scores: dict[str, Score], least: dict[str, float]) -> list[str]:
    """What was read worse than wanted, with the rows that show it."""
    return [
        f"{kind}: precision {s.precision:.4f}, recall {s.recall:.4f}\n  missed {s.missed[:3]}\n  extra {s.extra[:3]}"
        for kind, s in scores.items()
        if kind in least and min(s.precision, s.recall) < least[kind]
    ]


@cache
def draft_of(seed: int) -> PlanDraft:
    return truth(seed, FULL if seed % 8 == 0 else SMALL).draft


def test_text_is_read_back() -> None:
    seeds = range(1000, 1024)
    reads = [read_bytes(as_text(draft_of(seed), seed).encode(), "plan.txt") for seed in seeds]
    scores = score([draft_of(seed) for seed in seeds], reads)
    assert not held(scores, {**WANTED, **WELL})
    assert not [r for read in reads for r in read.remarks if r.severity.value == "error"]


def test_pdf_is_read_back() -> None:
    seeds = range(2001, 2007)
    reads = [read_bytes(as_pdf(draft_of(seed), seed), "plan.pdf") for seed in seeds]
    assert not held(score([draft_of(seed) for seed in seeds], reads), {**WANTED, **WELL})
    assert all(i.place.page for read in reads for i in read.indicators)


def test_pdf_is_read_back_in_other_styles() -> None:
    """Cells in the middle of their rows, ruled or not, landscape, other orders of columns."""
    seeds = range(6001, 6013)
    reads = [read_bytes(as_pdf(draft_of(seed), seed, style(seed)), "plan.pdf") for seed in seeds]
    assert not held(score([draft_of(seed) for seed in seeds], reads), {**WANTED, **WELL})


def test_word_is_read_back() -> None:
    seeds = range(3001, 3005)
    reads = [read_bytes(as_docx(draft_of(seed)), "plan.docx") for seed in seeds]
    assert not held(score([unmarked(draft_of(seed)) for seed in seeds], reads), {**WANTED, **WELL})


@pytest.mark.parametrize("seed", range(4000, 4004))
def test_head_and_unit_are_read(seed: int) -> None:
    draft = draft_of(seed)
    read = read_bytes(as_text(draft, seed).encode(), "plan.txt")
    assert (read.unit, read.year, read.kind, read.head) == (draft.unit, draft.year, draft.kind, draft.head)


def rewritten(change: Callable[[str], str], seed: int = 5001) -> dict[str, Score]:
    draft = draft_of(seed)
    text = change(as_text(draft, seed, Traps()))
    return score([draft], [read_bytes(text.encode(), "plan.txt")])


HEAD = "Indikator Årsmål KF:s årsmål Periodicitet"
DATES = re.compile(r"(\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d)")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t, id="as it is"),
        pytest.param(lambda t: unicodedata.normalize("NFD", t), id="decomposed characters"),
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda t: re.sub(r" +$", "", t, flags=re.M), id="no blanks at line ends"),
        pytest.param(lambda t: t.replace("\n\n", "\n\n\n"), id="more white space"),
        pytest.param(lambda t: t.replace(HEAD, HEAD.upper()), id="head in capitals"),
        pytest.param(
            lambda t: t.replace(HEAD, "Indikator\n\nÅrsmål\n\nKF:s årsmål\n\nPeriodicitet"),
            id="head in pieces",
        ),
        pytest.param(lambda t: DATES.sub(r"\1\n\n\2", t), id="dates on two lines"),
        pytest.param(lambda t: re.sub(r"(?m)^(Nämndmål:)\n", r"\1 ", t), id="title on the label's line"),
        pytest.param(lambda t: re.sub(r"(?m)^.*\.{5,} \d+$\n", "", t), id="no contents list"),
        pytest.param(lambda t: t.replace("•", "-"), id="dashes for bullets"),
        pytest.param(lambda t: t.replace(" %", "\u00a0%"), id="hard blanks"),
        pytest.param(lambda t: t.replace("Nämndmål:", "Nämndens mål:"), id="another word for the label"),
        pytest.param(lambda t: t.replace("Nämndmål:", "Socialnämndens mål:"), id="the board's own name"),
        pytest.param(
            lambda t: t.replace("KF:s mål för verksamhetsområdet:", "Mål för verksamhetsområdet:"),
            id="the council is not named",
        ),
        pytest.param(
            lambda t: re.sub(r"(?m)^(KF:s mål för verksamhetsområdet:|Nämndmål:)$", "\f\\1", t),
            id="every goal on a page of its own",
        ),
        pytest.param(lambda t: t.replace("Indikator Årsmål", "Indikator Målvärde"), id="another head"),
    ],
)
def test_the_rows_do_not_depend_on_how_the_text_was_made(change: Callable[[str], str]) -> None:
    assert not held(rewritten(change), {"goals": 1, "indicators": 1, "activities": 1})


def test_goals_without_numbers_are_numbered_by_their_order() -> None:
    draft = draft_of(5001)
    text = re.sub(r"(?m)^(Nämndmål:)\n\d\.\d\.\d\. ", r"\1\n", as_text(draft, 5001, Traps()))
    read = read_bytes(text.encode(), "plan.txt")
    assert [g.number for g in read.goals] == [g.number for g in draft.goals]
    assert [r.code for r in read.remarks] == ["READ-02"]


def test_equal_activities_are_not_merged() -> None:
    seed = next(s for s in range(200) if len(set(draft_of(s).activities)) < len(draft_of(s).activities))
    read = read_bytes(as_text(draft_of(seed), seed).encode(), "plan.txt")
    assert len(read.activities) == len(draft_of(seed).activities)


ORDERS = {
    "kf first": {"columns": ("council", "target", "period")},
    "period first": {"columns": ("period", "target", "council")},
    "tabs": {"tabs": True},
    "tabs, period first": {"tabs": True, "columns": ("period", "council", "target")},
    "no white": {"white": False},
    "no white, period first": {"white": False, "columns": ("period", "target", "council")},
}
ROWS = {
    "goals": 0.99,
    "indicators": 0.99,
    "activities": 0.99,
    "tables": 0.99,
    "points": 0.99,
    "expected": 0.99,
}


@pytest.mark.parametrize("order", ORDERS)
def test_other_orders_and_no_white_space(order: str) -> None:
    seeds = range(7201, 7207)
    texts = [as_text(draft_of(seed), seed, replace(traps(seed), **ORDERS[order])) for seed in seeds]
    reads = [unmarked(read_bytes(text.encode(), "plan.txt")) for text in texts]
    assert not held(score([unmarked(draft_of(seed)) for seed in seeds], reads), ROWS)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_text_that_keeps_its_columns_is_read_back(tmp_path: Path) -> None:
    """As `pdftotext -layout` writes it: cells in the middle of their rows, heads in two lines, no rules."""
    seeds = range(7301, 7307)
    path = tmp_path / "plan.pdf"
    reads = []
    for seed in seeds:
        path.write_bytes(as_pdf(draft_of(seed), seed, style(seed)))
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
        ).stdout
        reads.append(unmarked(read_bytes(text, "plan.txt")))
    assert not held(score([unmarked(draft_of(seed)) for seed in seeds], reads), ROWS)
    assert all(a.place.page and a.place.line for read in reads for a in read.activities)
