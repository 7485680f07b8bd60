"""Text as other tools draw it out of a PDF: read where the order of rows is left, and said plainly where it is not."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft
from tests.plans.as_pdf import as_pdf
from tests.plans.as_text import marks_lost
from tests.plans.generator import truth
from tests.plans.measuring import score
from tests.plans.pdf_style import style

SEEDS = (7301, 7302, 7305, 7308)
Extraction = Callable[[Path], bytes]


def poppler(*options: str) -> Extraction:
    def extract(path: Path) -> bytes:
        return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True).stdout

    return extract


def pdfium(path: Path) -> bytes:
    pages = pypdfium2.PdfDocument(path.read_bytes())
    return "\f".join(page.get_textpage().get_text_range() for page in pages).encode()


def reads(extract: Extraction, folder: Path) -> tuple[list[PlanDraft], list[PlanDraft]]:
    path = folder / "plan.pdf"
    wanted, found = [], []
    for seed in SEEDS:
        draft = truth(seed).draft
        path.write_bytes(as_pdf(draft, seed, style(seed)))
        wanted.append(marks_lost(draft))
        found.append(marks_lost(read_bytes(extract(path), "plan.txt")))
    return wanted, found


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


@pytest.mark.parametrize(
    "extract",
    [
        pytest.param(pdfium, id="pdfium, which joins lines at hyphens"),
        pytest.param(poppler("-raw"), id="pdftotext -raw", marks=needs_poppler),
    ],
)
def test_text_in_the_order_it_was_printed_is_read(extract: Extraction, tmp_path: Path) -> None:
    wanted, found = reads(extract, tmp_path)
    scores = score(wanted, found)
    for kind, least in {"goals": 1.0, "indicators": 0.98, "activities": 0.99, "expected": 0.99}.items():
        assert min(scores[kind].precision, scores[kind].recall) >= least, (kind, scores[kind].missed[:3])


@needs_poppler
def test_rows_out_of_order_are_said_to_be_lost_and_not_made_up(tmp_path: Path) -> None:
    """Plain `pdftotext` prints a table's first column apart from the others: names and targets cannot be paired."""
    for draft, read in zip(*reads(poppler(), tmp_path), strict=True):
        found = score([draft], [read])["indicators"]
        if found.recall < 0.8:
            assert "READ-17" in [r.code for r in read.remarks], found.missed[:3]


LOST = """Nämndmål:
1.1.1. Omsorgen är trygg

Indikator

Årsmål

KF:s årsmål

Periodicitet

8

Max 10 personer

Tertial

Andel nöjda

80 %

85 %

År
"""


def test_targets_without_a_name_are_no_indicator() -> None:
    read = read_bytes(LOST.encode(), "plan.txt")
    assert [i.name for i in read.indicators] == ["Andel nöjda"]
    assert [(r.code, [e.line for e in r.evidence]) for r in read.remarks] == [("READ-17", [12])]


def test_a_head_without_rows_is_said() -> None:
    text = "Nämndmål:\n1.1.1. Omsorgen är trygg\n\nIndikator Årsmål KF:s årsmål Periodicitet\n\nNämndmål:\n1.1.2. Mål\n"
    assert [r.code for r in read_bytes(text.encode(), "plan.txt").remarks] == ["READ-17"]


def test_a_head_of_which_only_the_first_word_is_left_is_survived() -> None:
    """Found by reading `pdftotext -raw`: the columns under a lone `Aktivitet`."""
    text = "Nämndmål:\n1.1.1. Omsorgen är trygg\n\nAktivitet\nStart-\ndatum\nSlut-\ndatum\nUtbilda alla 2024-01-01 2024-12-31\n"
    assert [a.text for a in read_bytes(text.encode(), "plan.txt").activities] == ["Utbilda alla"]


def test_hyphens_that_an_extraction_lost_are_where_words_need_them() -> None:
    text = (
        "Norr-By är stort.\n\nArbetet i Norr\ufffeBy och i skolan fort\ufffesätter.\n\nDet fortsätter här.\n"
    )
    draft = read_bytes(text.encode(), "brev.txt")
    assert [p.text for s in draft.sections for p in s.paragraphs][
        1
    ] == "Arbetet i Norr-By och i skolan fortsätter."
