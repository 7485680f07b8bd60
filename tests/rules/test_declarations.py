"""Everything that declares itself carries examples, and this one test runs them all."""

import pytest
from lxml import etree

from tertial.foundation.chart import Chart, all_charts, chart
from tertial.foundation.check import Check, Severity, all_checks
from tertial.foundation.export import Column, Export, all_exports, export
from tertial.foundation.importer import (
    Header,
    Importer,
    ImportExample,
    Row,
    all_importers,
    example_table,
    importer,
)

SVG = "{http://www.w3.org/2000/svg}"


def run_check(check: Check) -> None:
    assert check.title
    assert check.explanation, "the docstring is what users read"
    hits = [example.hits for example in check.examples]
    assert any(hits), "an example that must hit"
    assert not all(hits), "an example that must not"
    for example in check.examples:
        assert len(check.remarks(example.subject)) == example.hits, example


def run_chart(chart: Chart) -> None:
    picture = etree.fromstring(chart.svg(chart.sample).encode())
    assert chart.title
    assert chart.explanation
    assert picture.tag in {f"{SVG}svg", "svg"}
    assert picture.get("role") == "img"
    words = picture.get("aria-label") or picture.findtext(f"{SVG}title") or picture.findtext("title")
    assert words, "says in words what it shows"


def run_export(export: Export) -> None:
    rows = list(export.rows(export.sample))
    assert export.title
    assert export.explanation
    assert rows
    assert {len(row) for row in rows} == {len(export.columns)}
    assert len({column.code for column in export.columns}) == len(export.columns)


def run_importer(importer: Importer) -> None:
    assert importer.title
    assert importer.explanation
    assert importer.examples
    for example in importer.examples:
        records, remarks = importer.read_table(example_table(example))
        assert (len(records), len(remarks)) == (example.records, example.remarks), (example.name, remarks)
    codes = [column.code for column in importer.columns]
    assert len(set(codes)) == len(codes)


def test_checks_run_their_examples(subtests: pytest.Subtests) -> None:
    for code, each in all_checks().items():
        with subtests.test(code):
            run_check(each)


def test_charts_draw_their_samples(subtests: pytest.Subtests) -> None:
    for code, each in all_charts().items():
        with subtests.test(code):
            run_chart(each)


def test_exports_write_their_samples(subtests: pytest.Subtests) -> None:
    for code, each in all_exports().items():
        with subtests.test(code):
            run_export(each)


def test_importers_read_their_examples(subtests: pytest.Subtests) -> None:
    for code, each in all_importers().items():
        with subtests.test(code):
            run_importer(each)


@chart("punkt", title="En punkt", sample=3)
def dot(size: int) -> str:
    """En punkt så stor som talet."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>Storlek {size}</title>'
        f'<circle r="{size}"/></svg>'
    )


@chart("stum", title="Utan ord", sample=3)
def mute(size: int) -> str:
    """Säger inte vad den visar."""
    return '<svg xmlns="http://www.w3.org/2000/svg" role="img"/>'


@export("par", title="Par", columns=[Column("a", "A"), Column("b", "B", unit="mnkr", decimals=1)], sample=2)
def pairs(count: int):  # type: ignore[no-untyped-def]
    """Talet och dess kvadrat."""
    return ((number, number**2) for number in range(count))


@export("skevt", title="Skevt", columns=[Column("a", "A")], sample=1)
def skew(count: int):  # type: ignore[no-untyped-def]
    """Fler celler än kolumner."""
    return [(1, 2)]


COLUMNS = [Header("name", "Namn", also=("Benämning",)), Header("above", "Överordnad", needed=False)]
GOOD = ImportExample("enheter.csv", "Namn;Överordnad\nSkolan;\nÅk 1;Skolan\n", records=2)


def read_names(rows):  # type: ignore[no-untyped-def]
    """Namn på enheter."""
    taken, remarks = [], []
    for row in rows:
        if row["name"]:
            taken.append(row["name"])
        else:
            remarks.append(row.place("above"))
    return taken, remarks


def names(*examples: ImportExample) -> Importer:
    return importer("enheter", title="Enheter", columns=COLUMNS, examples=examples)(read_names)


def test_sound_declarations_pass() -> None:
    run_chart(dot)
    run_export(pairs)
    run_importer(names(GOOD))


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda: run_chart(mute), id="a chart without words"),
        pytest.param(lambda: run_export(skew), id="a row with another number of cells"),
        pytest.param(lambda: run_importer(names(ImportExample("a.csv", GOOD.text, 3))), id="a wrong count"),
        pytest.param(lambda: run_importer(names()), id="no example"),
    ],
)
def test_broken_declarations_fail(broken) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AssertionError):
        broken()


@pytest.mark.parametrize(
    ("table", "taken", "told"),
    [
        pytest.param([["Namn"], ["Skolan"]], ["Skolan"], [], id="an optional column may lack"),
        pytest.param([["\ufeffBENÄMNING "], ["Skolan "]], ["Skolan"], [], id="another heading, a BOM"),
        pytest.param([["Överordnad"], ["x"]], [], ["Kolumnen ”Namn” saknas"], id="a needed column lacks"),
        pytest.param([["Namn", "namn"], ["x", "y"]], [], ["Kolumnen ”Namn” finns två gånger"], id="twice"),
        pytest.param([["Namn", "Färg"], ["x", "y"]], ["x"], ["Kolumnen ”Färg” används inte"], id="unknown"),
        pytest.param([], [], ["Kolumnen ”Namn” saknas"], id="an empty file"),
        pytest.param([["Namn"], [], [" "], ["x"]], ["x"], [], id="empty lines"),
    ],
)
def test_headings_are_matched(table: list[list[str]], taken: list[str], told: list[str]) -> None:
    records, remarks = names().read_table(table)
    assert list(records) == taken
    assert [remark.message.split(".")[0].removesuffix(" ") for remark in remarks] == told
    assert all(remark.evidence[0].line == 1 for remark in remarks)


def test_a_missing_needed_column_is_an_error_and_an_unknown_one_is_not() -> None:
    _, remarks = names().match(["Färg"])
    assert [remark.severity for remark in remarks] == [Severity.ERROR, Severity.INFO]


def test_a_row_knows_its_line_and_its_cells() -> None:
    row = Row(7, {"name": " Skolan "})
    assert (row["name"], row["above"], row.place("name").line, row.place("name").text) == (
        "Skolan",
        "",
        7,
        "Skolan",
    )
