"""Values and targets from files: a verdict for every row, a sentence for every cell, nothing guessed."""

import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.check import Severity
from tertial.foundation.importer import Row
from tertial.foundation.period import Period
from tertial.foundation.sheet import read_sheet
from tertial.measures.rules import target_rows, value_rows
from tertial.measures.rules.breakdown import SEX, Breakdown
from tertial.measures.rules.current import ValueKey, ValueKind
from tertial.measures.rules.delivered import KnownUnit, Register, Verdict, rows_of, written
from tertial.measures.rules.measure import Frequency, MeasureRow
from tertial.measures.rules.target import Target, TargetKind, at_most
from tertial.measures.rules.target_rows import TargetRecord, judged_targets, read_target
from tertial.measures.rules.value_rows import ValueRecord, judged_values, read_value

REGISTER = Register(
    {
        each.key: each
        for each in (
            MeasureRow("sick", "Sjukfrånvaro", "%", 1, by_sex=True),
            MeasureRow("jobs", "Antal feriejobb", "st", cumulative=True),
            MeasureRow("energy", "Energi", "GWh", 2, frequency=Frequency.YEAR),
            MeasureRow("cost", "Kostnad", "mnkr", 1),
            MeasureRow("quota", "Kvot", "%", computed=True),
            MeasureRow("twin1", "Nöjdhet", "index"),
            MeasureRow("twin2", "nöjdhet", "index"),
        )
    },
    {
        each.key: each
        for each in (
            KnownUnit("sjo", "Sjöhagen", date(2020, 1, 1)),
            KnownUnit("old", "Norrby", date(2020, 1, 1), date(2025, 12, 31)),
            KnownUnit("new", "Kvarnen", date(2027, 1, 1)),
        )
    },
    {key: {"sjo", "old", "new"} for key in ("sick", "jobs", "energy", "quota", "twin1")},
)
T2 = Period.of_tertial(2026, 2)


def row(line: int = 2, **cells: str) -> Row:
    given_cells = {"measure": "Sjukfrånvaro", "unit": "Sjöhagen", "period": "T2 2026", "value": "7,2"} | cells
    return Row(line, given_cells)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("7,2", "7.2"),
        ("7.2", "7.2"),
        ("8 %", "8"),
        ("8 procent", "8"),
        ("−3", "-3"),
        ("1 662,6", "1662.6"),
        ("1,662.6", "1662.6"),
        ("1\u202f662,6\u00a0%", "1662.6"),
    ],
)
def test_numbers_as_people_write_them(typed: str, value: str) -> None:
    read = read_value(row(value=typed), REGISTER)
    assert read.record is not None
    assert read.record.value == D(value)


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        pytest.param({"value": "1e400"}, "value", "är inget tal", id="1e400"),
        pytest.param({"value": "NaN"}, "value", "är inget tal", id="NaN"),
        pytest.param({"value": "=B2*2"}, "value", "formel", id="formula"),
        pytest.param({"value": "@SUM(A1)"}, "value", "formel", id="at formula"),
        pytest.param({"value": "1,662"}, "value", "kan betyda", id="two readings"),
        pytest.param({"value": "7 tkr"}, "value", "Cellen är i tkr men måttet i %", id="another unit"),
        pytest.param({"value": "saknas"}, "comment", "varför värdet saknas", id="missing without why"),
        pytest.param({"measure": "Antal feriejobb", "value": "7,5"}, "value", "helt antal", id="halves"),
        pytest.param({"period": "T4 2026"}, "period", "finns inte", id="no such period"),
        pytest.param({"period": "augusti 2026"}, "period", "varje tertial", id="not asked for"),
        pytest.param({"measure": "Energi"}, "period", "en gång om året", id="yearly"),
        pytest.param({"period": "T1 2027", "unit": "Sjöhagen"}, "period", "har inte börjat", id="in advance"),
        pytest.param({"kind": "gissning"}, "kind", "inget slag", id="kind"),
        pytest.param({"sex": "okänt"}, "sex", "Välj bland", id="sex"),
        pytest.param({"age": "0–5 år"}, "age", "delas inte upp på ålder", id="not by age"),
        pytest.param(
            {"measure": "Antal feriejobb", "sex": "k"}, "sex", "delas inte upp på kön", id="not by sex"
        ),
        pytest.param({"measure": "Kvot"}, "measure", "räknas ut av systemet", id="computed"),
        pytest.param({"measure": "Sjukfrånvaron"}, "measure", "Menar du ”Sjukfrånvaro”", id="only alike"),
        pytest.param({"measure": "Xyzzy"}, "measure", "finns inte", id="nothing like it"),
        pytest.param({"measure": "NÖJDHET"}, "measure", "Det finns 2", id="two of the name"),
        pytest.param({"measure": ""}, "measure", "Skriv id eller namn", id="no name"),
        pytest.param({"measure_id": "sjuk"}, "measure_id", "Id ”sjuk” finns inte", id="no such id"),
        pytest.param({"unit": "Norrby"}, "unit", "stängd sedan 2025-12-31", id="closed"),
        pytest.param({"unit": "Kvarnen"}, "unit", "först från 2027-01-01", id="not yet"),
        pytest.param({"measure": "Kostnad"}, "unit", "har inte måttet", id="without the measure"),
        pytest.param({"numerator": "2", "denominator": "0"}, "denominator", "inte vara 0", id="zero below"),
    ],
)
def test_bad_cells_are_refused_where_they_are(cells: dict[str, str], column: str, said: str) -> None:
    read = read_value(row(**cells), REGISTER, today=date(2026, 9, 1))
    assert (read.verdict, read.record) == (Verdict.REFUSED, None)
    remarks = [each for each in read.cells if each.column == column]
    assert said in str(remarks[0].sentence)
    assert str(remarks[0].sentence).endswith((".", "?"))


def test_a_suggestion_can_be_chosen() -> None:
    read = read_value(row(measure="Antal ferijobb"), REGISTER)
    assert [each.key for each in read.cells[0].suggestions] == ["jobs"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        pytest.param({"measure_id": "SICK", "measure": "Frånvaro"}, "heter", id="another name for the id"),
        pytest.param({"value": "50", "numerator": "1", "denominator": "4"}, "25", id="not the quotient"),
    ],
)
def test_what_is_odd_is_asked_and_not_stopped(cells: dict[str, str], said: str) -> None:
    read = read_value(row(**cells), REGISTER)
    assert read.verdict is Verdict.NEW
    assert [each.severity for each in read.cells] == [Severity.WARNING]
    assert said in str(read.cells[0].sentence)


def test_a_rounded_quotient_is_not_odd() -> None:
    assert read_value(row(value="33,3", numerator="1", denominator="3"), REGISTER).cells == ()


KEY = ValueKey("sick", "sjo", T2)


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        pytest.param({}, Verdict.UPDATE, id="another value"),
        pytest.param({"value": "6,0"}, Verdict.SKIP, id="the same value"),
        pytest.param({"value": "6", "kind": "prognos"}, Verdict.NEW, id="another kind"),
        pytest.param({"value": "6", "sex": "Kvinnor"}, Verdict.NEW, id="another breakdown"),
        pytest.param({"value": ""}, Verdict.SKIP, id="empty"),
        pytest.param({"value": "saknas", "comment": "Trasig mätare"}, Verdict.UPDATE, id="now missing"),
    ],
)
def test_verdicts_against_what_stands_there(cells: dict[str, str], verdict: Verdict) -> None:
    (read,) = judged_values([row(**cells)], REGISTER, lambda keys: {KEY: D(6)})
    assert read.verdict is verdict


def test_the_same_thing_twice_in_a_file() -> None:
    first, second = judged_values([row(2), row(3, value="9")], REGISTER)
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.REFUSED)
    assert "rad 2" in str(second.cells[0].sentence)


def many(count: int) -> Iterator[Row]:
    for line in range(2, count + 2):
        yield row(line, unit_id="sjo", unit="", period=f"{1900 + line % 200}", value=f"{line % 90},5")


def peak(count: int) -> int:
    tracemalloc.start()
    asked = 0

    def known(keys: object) -> dict[ValueKey, D | None]:
        nonlocal asked
        asked += 1
        return {}

    for _ in judged_values(many(count), REGISTER, known):
        pass
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert asked == -(-count // 1000)
    return found


def test_a_long_file_takes_little_memory() -> None:
    small, large = peak(1_000), peak(5_000)
    assert large < small + 4_000 * 250


def test_real_numbers_of_a_workbook_are_read_as_they_are(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import xlsxwriter

    path = tmp_path / "värden.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet()
    tab.write_row(0, 0, ["Mått", "Enhet", "Period", "Värde"])
    tab.write_row(1, 0, ["Sjukfrånvaro", "Sjöhagen", "T2 2026", 1.662])
    tab.write_row(2, 0, ["Sjukfrånvaro", "Sjöhagen", "T1 2026"])
    tab.write_formula(2, 3, "=1+1", value=7.5)
    book.close()
    place = {"measure": "Mått", "unit": "Enhet", "period": "Period", "value": "Värde"}
    read = list(judged_values(rows_of(read_sheet(path), place), REGISTER))
    assert [each.record.value for each in read if each.record] == [D("1.662"), D("7.5")]


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3).map(lambda number: number.normalize())
records = st.builds(
    ValueRecord,
    st.builds(
        ValueKey,
        st.just("sick"),
        st.just("sjo"),
        st.sampled_from([T2, Period.of_tertial(2026, 1), Period.of_year(2026)]),
        st.sampled_from(ValueKind),
        st.builds(Breakdown, st.sampled_from([each.code for each in SEX.members])),
    ),
    numbers,
    st.none() | numbers,
    st.none(),
    st.just("en kommentar"),
)


@given(records)
def test_our_own_files_read_back_the_same(record: ValueRecord) -> None:
    cells = value_rows.cells_of(record, "Sjukfrånvaro", "Sjöhagen")
    codes = [column.code for column in value_rows.COLUMNS]
    read = read_value(Row(2, dict(zip(codes, cells, strict=True))), REGISTER)
    assert read.record == record


@given(numbers)
def test_a_written_number_has_one_reading(number: D) -> None:
    read = read_value(row(value=written(number)), REGISTER)
    assert read.record is not None
    assert read.record.value == number


@given(st.dictionaries(st.sampled_from([each.code for each in value_rows.COLUMNS]), st.text(max_size=30)))
def test_any_cells_get_a_verdict(cells: dict[str, str]) -> None:
    read = read_value(Row(2, cells), REGISTER)
    assert (read.record is None) == (read.verdict is not Verdict.NEW)
    assert read.record is not None or read.cells


def target_row(**cells: str) -> Row:
    return Row(
        2, {"measure": "Sjukfrånvaro", "unit": "Sjöhagen", "year": "2026", "target": "högst 8 %"} | cells
    )


@pytest.mark.parametrize(
    ("cells", "kind", "verdict"),
    [
        pytest.param({}, TargetKind.MAX, Verdict.SKIP, id="the same"),
        pytest.param({"target": "högst 8"}, TargetKind.MAX, Verdict.UPDATE, id="without its unit"),
        pytest.param({"target": "minst 8 %"}, TargetKind.MIN, Verdict.UPDATE, id="another"),
        pytest.param({"scale": "Hela kommunen"}, TargetKind.MAX, Verdict.UPDATE, id="another scale"),
        pytest.param({"target": "Fastställs t1"}, TargetKind.PENDING, Verdict.UPDATE, id="pending"),
        pytest.param(
            {"target": "fastställs", "owner": "nämnden", "due": "2026-03-01"},
            TargetKind.DELEGATED,
            Verdict.UPDATE,
            id="by whom",
        ),
    ],
)
def test_targets(cells: dict[str, str], kind: TargetKind, verdict: Verdict) -> None:
    known = {("sick", "sjo", 2026): at_most(D(8), "%")}
    (read,) = judged_targets([target_row(**cells)], REGISTER, known)
    assert read.record is not None
    assert (read.record.target.kind, read.verdict) == (kind, verdict)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"year": "T1 2026"}, "year"),
        ({"year": "snart"}, "year"),
        ({"target": "lagom"}, "target"),
        ({"target": "=1+1"}, "target"),
        ({"target": "1,662"}, "target"),
        ({"target": "50 st"}, "target"),
        ({"scale": "grannen"}, "scale"),
        ({"target": "fastställs", "due": "i vår"}, "due"),
        ({"unit": "Norrby"}, "unit"),
        ({"measure": "Kostnad", "target": "8"}, "unit"),
        ({"measure": "Okänt mått"}, "measure"),
    ],
)
def test_bad_targets_are_refused(cells: dict[str, str], column: str) -> None:
    read = read_target(target_row(**cells), REGISTER)
    assert (read.verdict, read.cells[0].column) == (Verdict.REFUSED, column)


@pytest.mark.parametrize(
    "target",
    [
        at_most(D("8.5"), "%"),
        Target(TargetKind.BAND, D(-1), D(1), "%"),
        Target(TargetKind.DELEGATED, owner="nämnden", due=date(2026, 3, 1)),
        Target(TargetKind.PENDING, due=date(2026, 3, 1)),
        Target(TargetKind.NONE),
    ],
)
def test_our_own_targets_read_back_the_same(target: Target) -> None:
    cells = target_rows.cells_of(
        TargetRecord("sick", "sjo", 2026, target, "KS 1"), "Sjukfrånvaro", "Sjöhagen"
    )
    codes = [column.code for column in target_rows.COLUMNS]
    (read,) = judged_targets(
        [Row(2, dict(zip(codes, cells, strict=True)))], REGISTER, {("sick", "sjo", 2026): target}
    )
    assert read.verdict is Verdict.SKIP
