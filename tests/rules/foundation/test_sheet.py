"""Sheets as municipalities send them: every encoding and delimiter, and files that are no tables."""

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.foundation.sheet import (
    Limits,
    Severity,
    Sheet,
    Unreadable,
    letters,
    neutralise,
    read_sheet,
    restore,
)
from tests.exploring import examples

TABLE = "Nyckel;Namn\nf1;Förskolan Ängen\nf2;Åsbo\n"


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [tuple(row.cells.get(column, "") for column in sheet.columns) for row in sheet.rows]


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as told:
        read_sheet(content, name="fil", limits=limits)
    return str(told.value)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TABLE.encode(), id="UTF-8"),
        pytest.param(TABLE.encode("utf-8-sig"), id="UTF-8 with BOM"),
        pytest.param(TABLE.encode("utf-16"), id="UTF-16 from Excel"),
        pytest.param(TABLE.encode("cp1252"), id="Windows-1252"),
        pytest.param(TABLE.encode("cp437"), id="DOS"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(TABLE.replace(";", ",").encode(), id="comma"),
        pytest.param(TABLE.replace(";", "\t").encode(), id="tab"),
        pytest.param(f"sep=;\n{TABLE}".encode(), id="Excel's sep line"),
        pytest.param(TABLE.replace("ö", "o\u0308").replace("Å", "A\u030a").encode(), id="NFD from a Mac"),
        pytest.param(b"\n\n" + TABLE.encode(), id="empty lines first"),
        pytest.param(TABLE.replace("Namn", '"Namn"').encode(), id="quoted"),
    ],
)
def test_the_same_table_in_every_dialect(content: bytes) -> None:
    sheet = read_sheet(content)
    assert sheet.columns == ("Nyckel", "Namn")
    assert cells(sheet) == [("f1", "Förskolan Ängen"), ("f2", "Åsbo")]
    assert not [each for each in sheet.remarks if each.severity is Severity.ERROR]


def test_rows_keep_the_numbers_an_editor_shows() -> None:
    sheet = read_sheet(b'a;b\n1;"tv\xc3\xa5\nrader"\n\n2;x\n')
    assert [(row.number, row.text("b")) for row in sheet.rows] == [(2, "två\nrader"), (5, "x")]


def test_another_encoding_is_said() -> None:
    (remark,) = read_sheet("a;b\nx;y\nå;ä\n".encode("cp1252"), name="f.csv").remarks
    assert (remark.file, remark.row, remark.severity) == ("f.csv", 3, Severity.INFO)
    assert "Windows-1252" in str(remark)


def test_letters_spoilt_before_saving_are_said() -> None:
    (remark,) = read_sheet("a;b\nx;FÃ¶rskolan FÃ¥geln\n".encode()).remarks
    assert (remark.row, remark.severity) == (2, Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "columns", "told"),
    [
        pytest.param("a;b;a\n1;2;3\n", ("a", "b"), "rubriken finns två gånger", id="heading twice"),
        pytest.param("a;;b\n1;2;3\n", ("a", "b"), "saknar rubrik", id="no heading"),
        pytest.param("a;b\n1;2;3\n", ("a", "b"), "fler celler än rubrikraden", id="too many cells"),
    ],
)
def test_remarks_on_headings_and_widths(text: str, columns: tuple[str, ...], told: str) -> None:
    sheet = read_sheet(text.encode())
    assert sheet.columns == columns
    assert [told in each.message for each in sheet.remarks] == [True]


def test_a_short_row_lacks_cells_and_is_no_error() -> None:
    sheet = read_sheet(b"a;b;c\n1\n")
    assert (sheet.rows[0].text("c"), sheet.remarks) == ("", [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "filen är tom", id="empty"),
        pytest.param(b"\n \n;;\n", "filen är tom", id="only separators"),
        pytest.param(b"a;b\nx;\0\n", "rad 2: filen innehåller nolltecken", id="NUL"),
        pytest.param(b'a;b\n"x;y\n1;2\n', "rad 2: ett citattecken som börjar här avslutas aldrig", id="open"),
        pytest.param(b'a;b\n"x"y;2\n', "rad 2: ett citattecken följs av mer text", id="text after quote"),
        pytest.param(b'a;b\n1;"' + b"x" * 200_000 + b'"\n', "rad 2: en cell har fler än", id="long cell"),
        pytest.param("å;b\n\x81".encode("latin-1"), "rad 2: tecken som varken är", id="no encoding"),
        pytest.param(b"%PDF-1.7\n", "filen är av slaget PDF", id="PDF"),
        pytest.param(b"<!DOCTYPE html><p>", "filen är av slaget HTML", id="web page"),
        pytest.param(b"PK\x03\x04 broken", "skadad", id="broken zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600, "skadad", id="broken xls"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_limits() -> None:
    limits = Limits(file_bytes=400, rows=3, columns=4, line_characters=90)
    assert "större än" in refusal(b"x" * 401, limits)
    assert "rad 5: fler än 3 rader" in refusal(b"a;b\n" + b"1;2\n" * 4, limits)
    assert "fler än 4 kolumner" in refusal(b"a;b;c;d;e\n", limits)
    assert "rad 2: raden har fler än 90 tecken" in refusal(b"a;b\n" + b"x" * 91, limits)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"borta\.csv: filen finns inte"):
        read_sheet(tmp_path / "borta.csv")


# --- Excel and LibreOffice ---


def workbook(fill) -> bytes:  # type: ignore[no-untyped-def]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        fill(book)
    return content.getvalue()


def test_excel_gives_values_dates_and_cached_results() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, ["Namn", "Dag", "Summa", "Ja"])
        page.write(2, 0, "Åsbo")
        page.write_datetime(2, 1, dt.datetime(2026, 8, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_formula(2, 2, '=HYPERLINK("http://x")+1', None, 12.5)
        page.write(2, 3, True)
        book.add_worksheet("Tom")
        book.add_worksheet("Extra").write(0, 0, "x")

    sheet = read_sheet(workbook(fill), name="a.xlsx")
    (row,) = sheet.rows
    assert (row.number, row.cells["Dag"], row.cells["Summa"]) == (3, dt.date(2026, 8, 31), 12.5)
    assert [row.text(each) for each in sheet.columns] == ["Åsbo", "2026-08-31", "12,5", "SANT"]
    assert [each.message for each in sheet.remarks] == ["bara fliken ”Data” lästes; filen har också Extra."]


def test_a_tab_by_name() -> None:
    content = workbook(lambda book: [book.add_worksheet(each).write(0, 0, each) for each in ("A", "B")])
    assert read_sheet(content, tab="B").columns == ("B",)
    with pytest.raises(Unreadable, match=r"fliken ”C” finns inte\. Flikar: A, B"):
        read_sheet(content, tab="C")


def test_a_cell_far_out_is_refused_before_it_fills_the_memory() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "b")

    assert "sträcker sig till rad 1048576" in refusal(workbook(fill))


def archive(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


def test_bombs_and_other_archives() -> None:
    small = Limits(unpacked_bytes=1_000_000)
    bomb = archive(xl__workbook_xml=b"<a/>", xl__media=b"\0" * 2_000_000)
    assert "blir större än 1 MB när den packas upp" in refusal(bomb, small)
    assert "slaget Word" in refusal(archive(word__document_xml=b"<a/>"))
    assert "slaget zip" in refusal(archive(readme=b"x"))
    assert "skadad" in refusal(archive(xl__worksheets__a_xml=b"<a><b></a>"))
    unknown = b'<?xml version="1.0" encoding="klingon"?><a/>'
    assert "skadad" in refusal(archive(xl__worksheets__a_xml=unknown))


def test_a_size_that_lies_is_not_believed() -> None:
    honest = archive(xl__workbook_xml=b"<a/>", xl__media=b"\0" * 2_000_000)
    lying = honest.replace(struct.pack("<L", 2_000_000), struct.pack("<L", 10))
    assert lying != honest
    assert "packas upp" in refusal(lying, Limits(unpacked_bytes=1_000_000))


OPEN_DOCUMENT = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="A">{}</table:table></office:spreadsheet></office:body></o:document-content>'
)
# takes attributes and a text
CELL = '<table:table-cell {} office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def open_document(*rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", OPEN_DOCUMENT.format("".join(rows)))
    return content.getvalue()


def test_open_document() -> None:
    head = f"<table:table-row>{CELL.format('', 'Namn')}</table:table-row>"
    data = f"<table:table-row>{CELL.format('', 'Åsbo')}</table:table-row>"
    rest = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert cells(read_sheet(open_document(head, data, rest))) == [("Åsbo",)]


@pytest.mark.parametrize("across", [1, 16_384])
def test_a_repeated_cell_is_refused(across: int) -> None:
    cell = CELL.format(f'table:number-columns-repeated="{across}"', "x")
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert f"sträcker sig till rad 1048576 och {across} kolumner" in refusal(open_document(rows))


# --- old Excel ---

SAMPLES = Path(__file__).parents[2] / "samples" / "sheets"


def test_old_excel() -> None:
    sheet = read_sheet(SAMPLES / "units.xls")
    assert sheet.columns == ("Nyckel", "Namn", "Från")
    assert cells(sheet) == [("f1", "Förskolan Ängen", dt.date(2026, 8, 31)), (7, "", "")]
    with pytest.raises(Unreadable, match="fliken ”B” finns inte"):
        read_sheet(SAMPLES / "units.xls", tab="B")


def test_old_excel_that_would_fill_the_memory() -> None:
    """Three tabs of 5 kB in all, each with one cell at row 65,536 and column 256."""
    assert "tar för mycket plats" in refusal((SAMPLES / "far.xls").read_bytes())


# --- out again ---


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+46 8", "+46 8"),
        ("-3,5", "-3,5"),
        ("-3 %", "-3 %"),
        ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("Åsbo", "Åsbo"),
        ("a=b", "a=b"),
        ("", ""),
        (-3, -3),
    ],
)
def test_formulas_are_neutralised(cell: str | int, safe: str | int) -> None:
    assert neutralise(cell) == safe


@given(st.text())
def test_what_is_neutralised_comes_back(text: str) -> None:
    safe = neutralise(text)
    assert isinstance(safe, str)
    assert restore(safe) == text or text.startswith("'")


def test_column_letters() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- anything at all ---

XLSX = workbook(lambda book: book.add_worksheet().write_row(0, 0, ["a", 1, "ö"]))


@settings(max_examples=examples(300))
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_anything_is_read_or_refused(content: bytes) -> None:
    try:
        sheet = read_sheet(content)
    except Unreadable as unreadable:
        assert unreadable.message.endswith((".", ").", "igen."))
    else:
        assert sheet.columns


@settings(max_examples=examples(150))
@given(st.data())
def test_damaged_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([XLSX, open_document(CELL.format("", "x"))])))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_sheet(bytes(content))
    except Unreadable as unreadable:
        assert unreadable.message
