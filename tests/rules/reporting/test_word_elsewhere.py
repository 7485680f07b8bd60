"""A Word form that another office program has opened and saved: the answers are the same."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tertial.reporting.exports.word_form import as_word
from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.rules.filled import FilledForm
from tertial.reporting.rules.paper import Box, Earlier, Paper, tag
from tests.answers.by_hand import changed, para, saved_elsewhere, tick, write
from tests.answers.form import FORM
from tests.needs import soffice

HEAD = {"unit": "Kulturnämnden", "phone": "012-345", "email": "maja@ekstad.example"}
BEFORE = Earlier("T1 2026", "Vi träffade företagen i mars.\n\n- Tolv besök\n\nUppdatering T1\n\nTre till.")
WRITTEN = {
    "2.1": "Första stycket.\n\n- en punkt\n  - under den\n- en till\n\nInre rubrik\n\nTvå\nrader.\n\nSlut.",
    "2.2": "1. ett\n2. två\n\n| tabell | tal |\n| rad | 12 |",
}
PAPER = Paper(
    FORM,
    *("2026T2", "Kulturnämnden", "kultur", "foretag-2026-t2", "11 september 2026"),
    HEAD,
    {"1.1": BEFORE, "1.2": BEFORE},
    WRITTEN,
)
BLANK = as_word(PAPER)
BY_HAND = (
    write(tag(Box.HEAD, "contact"), "Maja Lindahl"),
    tick(tag(Box.SAME, "1.1")),
    write(
        tag(Box.UPDATE, "1.2"), "Nytt.", para("en punkt", bullet=True), para("en till", bullet=True), "Slut."
    ),
    write(tag(Box.ANSWER, "3.1"), "Ett stycke.", "Inre rubrik", "Text med <&> och ”citat”."),
)
DECLINED = (tick(tag(Box.DECLINES)), write(tag(Box.REASON), "Vi har inga företag.", "Inte ett enda."))
FILES = {"blank": BLANK, "filled": changed(BLANK, *BY_HAND), "declined": changed(BLANK, *DECLINED)}


def said(data: bytes) -> FilledForm:
    """What was read, wherever in the file it stood."""
    read = read_filled(data, FORM)
    return replace(read, answers=tuple(replace(each, line=None) for each in read.answers))


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_boxes_without_tags_are_known_by_what_they_are_called(data: bytes) -> None:
    assert said(changed(data, saved_elsewhere)) == said(data)


def test_the_same_words_in_a_file_that_is_not_ours_are_no_boxes() -> None:
    theirs = changed(FILES["filled"], saved_elsewhere, without=["docProps/custom.xml"])
    read = read_filled(theirs, FORM)
    answer = read.answer("3.1")
    assert answer is not None and answer.text is not None and "Text med <&>" in answer.text
    assert read.unit_key == ""


@pytest.mark.parametrize("known", ["", "[]", "{", '{"printed": 1, "boxes": []}', "[" * 100_000])
def test_a_broken_property_is_no_disaster(known: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BLANK)) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "docProps/custom.xml":
                text = re.sub(
                    rb"(<vt:lpwstr>).*(</vt:lpwstr>)", rb"\g<1>" + known.encode() + rb"\2", text, flags=re.S
                )
            archive.writestr(name, text)
    broken = out.getvalue()
    assert len(read_filled(broken, FORM).answers) == len(list(FORM.questions()))


def test_libreoffice_saves_the_same_answers(tmp_path: Path) -> None:
    office = soffice()
    for name, data in FILES.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    told = [office, f"-env:UserInstallation=file://{tmp_path}/own", "--headless"]
    files = [str(tmp_path / f"{name}.docx") for name in FILES]
    wanted = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*told, *wanted, *files], check=True, capture_output=True, timeout=180)
    for name, data in FILES.items():
        assert said((tmp_path / "saved" / f"{name}.docx").read_bytes()) == said(data)
