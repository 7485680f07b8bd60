"""What a careful controller would want to know about the real plan, and no error on what ties out."""

from functools import cache

import pytest
from _pytest.mark import ParameterSet

from tertial.foundation.check import Remark, Severity
from tertial.intake.importers.sources.text import decode
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.linting import check_plan
from tests.needs import shared
from tests.plans.reading import read_text

Known = tuple[str, set[int], str]

# Each was verified by reading the document: code, lines that must be among the evidence, words of the message.
ERRORS = [
    pytest.param(
        "SUM05", {4253, 4320}, "30,6", id="the board's own table has another budget for the year before"
    ),
    pytest.param("SUM06", {4152, 4308}, "55,3", id="the budget grew by 34,2 according to the table"),
    pytest.param("SUM06", {4529, 4505}, "321,4", id="care of the elderly is 321,8 in both tables"),
    pytest.param(
        "SUM08", {20, 4530}, "4,5 mnkr", id="activity centres: 4,5 in the text and 3,9 in the decision"
    ),
    pytest.param(
        "SUM08", {23, 4530}, "1,5 mnkr", id="safe return home: 1,5 in the text and 2,0 in the decision"
    ),
    pytest.param("SUM13", {4225, 4300}, "funktionsnedsättning", id="one more area got less than all but two"),
    pytest.param("STR08", {4507}, "2021", id="a year compared with itself"),
    pytest.param("STR09", {4729, 4756, 186}, "2020", id="turnover of the year before with this year's sum"),
    pytest.param("MAL01", {776, 863}, "45 st", id="aspirants 45 and 50"),
    pytest.param("MAL01", {1873, 2164}, "80 %", id="called to talks 75 and 80"),
    pytest.param("MAL01", {1913, 2170}, "79 %", id="influence over support 82 and 79"),
    pytest.param("MAL01", {3354, 3407}, "76 %", id="culture 75 and 76"),
    pytest.param("MAL01", {3413, 3417}, "50", id="girls in the new house 45 and 50"),
]
WARNINGS = [
    pytest.param("SUM09", {4532}, "951 tkr", id="money asked for without a decision"),
    pytest.param("STR05", {4644, 148, 188}, "bilaga 20", id="units of result: not appendix 1 but 20"),
    pytest.param("STR06", {4071}, "2020-01-01", id="an activity that began the year before"),
    pytest.param("STR09", {4554}, "2020", id="the final budget is known last autumn"),
    pytest.param("STR11", {226, 589}, "frihet", id="a council's goal in other words"),
    pytest.param("STR12", {4706, 230}, "Spånga/Tensta", id="a neighbour with a slash"),
    pytest.param("STR12", {4714, 308}, "reservat", id="a reserve of culture or of nature"),
    pytest.param("STR12", {3030, 299}, "Business Region", id="a company with and without s"),
    pytest.param("STR12", {4614, 1044}, "stadspak", id="a park that lost a letter"),
    pytest.param("STR14", {4202}, "tabell", id="the table of population is not there"),
    pytest.param("STR02", {3046}, "2.1", id="no indicator for business"),
    pytest.param("STR02", {3208}, "2.3", id="no indicator for transport"),
    pytest.param("MAL02", {859}, "6,6", id="children in families with support: looser than the outcome"),
    pytest.param("MAL02", {861}, "2,88", id="long support: looser than the outcome"),
    pytest.param("MAL02", {863}, "51", id="aspirants: looser than the outcome"),
    pytest.param("MAL04", {752}, "2,7 %", id="the council's target for children undercut"),
    pytest.param("MAL04", {754}, "1,5 %", id="the council's target for persons undercut"),
    pytest.param("MAL04", {771}, "1,0 %", id="the council's target for adults undercut"),
    pytest.param("MAL05", {868}, "100", id="a share without per cent: newcomers"),
    pytest.param("MAL05", {3417}, "50", id="a share without per cent: girls"),
    pytest.param("MAL07", {3867, 4064}, "Medskapandeindex", id="an index with two names"),
    pytest.param("MAL09", {2599}, "25 %", id="a target without a timetable"),
    pytest.param("MAL09", {2607}, "25 %", id="a target that cannot be measured"),
    pytest.param("MAL09", {2626}, "2022", id="a target for what comes next year"),
    pytest.param("SPR02", {4547}, "-0,1", id="minus and lower"),
]
NOTES = [
    pytest.param("SUM01", {4446}, "Avrundning", id="a sum rounded"),
    pytest.param("SUM04", {4439}, "Avrundning", id="a difference rounded"),
    pytest.param("STR07", {3236}, "12-31", id="an end of January that should be December"),
    pytest.param("STR13", {174}, "13", id="the plan of internal control is never decided on"),
    pytest.param("SPR03", {4525}, "MAS", id="an abbreviation"),
    pytest.param("SPR04", {4464}, "funktionsvariation", id="two words for one group"),
]


@cache
def _plan() -> PlanDraft:
    return read_text(decode(shared("seeds/002_67c3a4378f649896.txt").read_bytes())[0])


@cache
def _remarks() -> tuple[Remark, ...]:
    return tuple(check_plan(_plan()))


def _has(remark: Remark, code: str, lines: set[int], words: str) -> bool:
    stands = {each.line for each in remark.evidence}
    said = remark.message + " ".join(each.text for each in remark.evidence)
    return remark.code == code and lines <= stands and words in said


@pytest.mark.parametrize(("code", "lines", "words"), [*ERRORS, *WARNINGS, *NOTES])
def test_contradiction_is_found_with_every_compared_place(code: str, lines: set[int], words: str) -> None:
    assert any(_has(remark, code, lines, words) for remark in _remarks())


def test_no_error_that_was_not_verified_to_be_a_contradiction() -> None:
    errors = [remark for remark in _remarks() if remark.severity is Severity.ERROR]
    assert len(errors) == len(ERRORS)
    for remark in errors:
        assert any(_has(remark, *_values(each)) for each in ERRORS), remark.message


def _values(known: ParameterSet) -> Known:
    code, lines, words = known.values
    assert isinstance(code, str) and isinstance(lines, set) and isinstance(words, str)
    return code, lines, words


def test_no_error_on_tables_that_tie_out() -> None:
    arithmetic = [r for r in _remarks() if r.code in ("SUM01", "SUM02", "SUM03", "SUM04", "SUM11", "SUM12")]
    assert all(remark.severity is Severity.INFO for remark in arithmetic)
