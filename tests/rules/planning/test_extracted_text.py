"""Text as other tools draw it out of a PDF: read where the order of rows is left, and said plainly where it is not."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
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


def plumber(path: Path) -> bytes:
    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text() or "" for page in document.pages).encode()


def reads(
    extract: Extraction, folder: Path, seeds: Sequence[int] = SEEDS
) -> tuple[list[PlanDraft], list[PlanDraft]]:
    path = folder / "plan.pdf"
    wanted, found = [], []
    for seed in seeds:
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


EACH_APART = """Nämndmål:
1.1.1. Omsorgen är trygg

Indikator

Periodicitet Årsmål

KF:s årsmål

Andel unga 16-24 år i kontakt med fältgruppen som börjat
studera eller arbeta

År

87 %

Tas fram av n
ämnd

Andel barn 1-5 år i förskolan

Tertial

66 %

Sjukfrånvaro dag 1-14

Tertial

Fastställs
t1

Kommentar
Nivån beslutas senare.

Antal ronder

År

1 100 st

8 800 st
"""


def test_cells_one_by_one_with_the_periodicity_first() -> None:
    """As plain `pdftotext` prints a table whose targets stand to the right of the periodicity."""
    rows = read_bytes(EACH_APART.encode(), "plan.txt").indicators
    assert [
        (i.name, i.periodicity, i.target and i.target.text, i.council_target and i.council_target.text)
        for i in rows
    ] == [
        (
            "Andel unga 16-24 år i kontakt med fältgruppen som börjat studera eller arbeta",
            "year",
            "87 %",
            "Tas fram av nämnd",
        ),
        ("Andel barn 1-5 år i förskolan", "tertial", "66 %", None),
        ("Sjukfrånvaro dag 1-14", "tertial", "Fastställs t1", None),
        ("Antal ronder", "year", "1 100 st", "8 800 st"),
    ]
    assert [i.comment for i in rows] == [None, None, "Nivån beslutas senare.", None]


@needs_poppler
def test_plain_text_of_tables_with_the_periodicity_first(tmp_path: Path) -> None:
    """What `pdftotext` itself puts in another order is lost; before, nothing of these tables was read."""
    wanted, found = reads(poppler(), tmp_path, (8201, 8203))
    rows = score(wanted, found)["indicators"]
    assert rows.precision >= 0.8, rows.extra
    assert rows.recall >= 0.75, rows.missed


def test_text_whose_cells_stand_around_their_rows(tmp_path: Path) -> None:
    """As pdfplumber prints cells that stand in the middle: a cell of two lines over and under a row of one."""
    wanted, found = reads(plumber, tmp_path, (7302, 7305, 8202, 8204))
    scores = score(wanted, found)
    for kind, least in {"goals": 1.0, "indicators": 0.97, "activities": 0.99, "tables": 0.9}.items():
        assert min(scores[kind].precision, scores[kind].recall) >= least, (kind, scores[kind].missed[:3])


AROUND = """Nämndmål:
1.1.1. Omsorgen är trygg

Indikator KF:s årsmål Årsmål Periodicitet
Andel nöjda öka 71 % Tertial
Tas fram av
Andel fordon som drivs fossilfritt 94 % Tertial
nämnd
Fastställs
Antal skräpplockardagar År
2024
"""


def test_a_cell_over_and_under_its_row_goes_where_its_column_is() -> None:
    rows = read_bytes(AROUND.encode(), "plan.txt").indicators
    assert [
        (i.name, i.council_target and i.council_target.text, i.target and i.target.text) for i in rows
    ] == [
        ("Andel nöjda", "öka", "71 %"),
        ("Andel fordon som drivs fossilfritt", "Tas fram av nämnd", "94 %"),
        ("Antal skräpplockardagar", None, "Fastställs 2024"),
    ]


MONEY = """Nämndmål:
1.1.1. Omsorgen är trygg

{head}
Nämnd och stab 73,2 66,9 6,3
Summa 73,2 66,9 6,3
"""


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Verksamhetsområde Budget 2016 Budget 2015 Differens\n(Mnkr) Netto Netto", id="at the top"),
        pytest.param("Verksamhetsområde Budget 2016 Budget 2015\nDifferens\n(Mnkr) Netto Netto", id="between"),
        pytest.param("Budget 2016 Budget 2015 Differens\nVerksamhetsområde\nNetto Netto\n(Mnkr)", id="the first name too"),
    ],
)  # fmt: skip
def test_heads_of_money_whose_names_stand_at_different_heights(head: str) -> None:
    (table,) = read_bytes(MONEY.format(head=head).encode(), "plan.txt").tables
    assert table.columns == ("Budget 2016 Netto", "Budget 2015 Netto", "Differens")
    assert [row.label for row in table.rows] == ["Nämnd och stab", "Summa"]
