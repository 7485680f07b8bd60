"""A profile's goal chain: what is wrong is told with file, row and column; Ekstad's own is right and full."""

import json
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from tertial.foundation.check import Severity
from tertial.goals.rules.plan_records import GoalKey, description_of
from tertial.measures.rules.chain import ChainProfile, look_at_chain, read_chain
from tertial.measures.rules.plan_document import PlanDocuments
from tertial.measures.rules.target import TargetKind
from tertial.organisation import cli
from tertial.organisation.rules.profile import ProfileRefused, look_at_profile, read_profile

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "src/tertial/organisation/profile_template"
EKSTAD = ROOT / "profiles/demo"
SJOHAGEN = "sdn-sjohagen"

SOUND = {
    "units.csv": "key;name;kind;parent;valid_from;valid_to\nkf;KF;council;;;\nn;Nämnden;board;kf;;\n"
    "gammal;Gamla nämnden;board;kf;2026-01-01;2026-12-31\n",
    "people.csv": "key;name;email\nmaja;Maja;maja@kommun.example\n",
    "plans.csv": "unit;year;name;decided_on;case_number\nkf;2026;Budget;2025-11-20;KF 1\nn;2026;Plan;;\n",
    "goals.csv": "unit;year;level;number;text;above\nkf;2026;council;1.1;Överst;\nn;2026;board;1.1.1;Under;1.1\n",
    "expected.csv": "unit;year;goal;text;direction;value\nn;2026;1.1.1;Minst 90;min;90\n",
    "activities.csv": "key;text;status;progress;reason;start;end;lead;goals\n"
    "a1;Gör det;ongoing;10;;2026-01-01;2026-12-31;n;n:2026:1.1.1\n",
    "measures.csv": "key;name;responsible;unit_of_measure;frequency;over_units;by_sex;formula;first;second\n"
    "andel;Andel;kf;%;tertial;ratio;1;;;\nantal;Antal;kf;st;year;sum;;;;\n"
    "kvot;Kvot;kf;%;tertial;none;;ratio;andel;antal\n",
    "goal_measures.csv": "unit;year;goal;measure\nkf;2026;1.1;andel\n",
    "targets.csv": "measure;unit;year;owner;kind;low;high;way;due\nandel;n;2026;kf;min;90;;;\n",
    "values.csv": "measure;unit;period;kind;breakdown;value;numerator;denominator;comment;reason\n"
    "andel;n;T1 2026;actual;;50,0;10;20;;\nandel;n;T1 2026;actual;women;60,0;6;10;;\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATE, tmp_path, dirs_exist_ok=True)
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(folder: Path) -> list[tuple[str, int | None, str | None]]:
    profile, problems = look_at_profile(folder)
    assert profile is not None, problems
    return [(each.file, each.row, each.column) for each in look_at_chain(profile)[1]]


@pytest.fixture(scope="module")
def ekstad() -> ChainProfile:
    return read_chain(read_profile(EKSTAD))


def test_a_sound_chain_has_no_remarks(folder: Path) -> None:
    assert told(folder) == []


def test_a_profile_without_the_tables_has_an_empty_chain() -> None:
    profile, _ = look_at_profile(TEMPLATE)
    assert profile is not None
    chain, remarks = look_at_chain(profile)
    assert (chain.plans, chain.values, remarks) == ((), (), [])


WRONG = [
    ("plans.csv", "okänd;2026;Plan;;", "unit", "a plan of an unknown unit"),
    ("plans.csv", "n;2026;Igen;;", "kind", "the same plan twice"),
    ("plans.csv", "gammal;2027;Plan;;", "unit", "a plan after the unit's last day"),
    ("plans.csv", "n;i år;Plan;;", "year", "a year that is none"),
    ("plans.csv", "gammal;2026;Plan;2026-01-01;", "case_number", "a decision without case number"),
    ("goals.csv", "n;2026;board;1.1.1;Igen;1.1", "number", "the same number twice"),
    ("goals.csv", "n;2026;board;1.1.2;Ett;9.9", "above", "a goal above that is not there"),
    ("goals.csv", "n;2026;påhittad;1.1.2;Ett;1.1", "level", "an unknown level"),
    ("goals.csv", "n;2026;council;1.1.2;Ett;1.1", "level", "a level the board does not decide on"),
    ("goals.csv", "n;2025;board;1.1.2;Ett;", "unit", "a goal without a plan"),
    ("goals.csv", "n;2026;board;1.1.2;Ett;1.1.2", "above", "a goal above itself"),
    ("expected.csv", "n;2026;7.7;Minst 90;min;90", "goal", "an expected result of no goal"),
    ("expected.csv", "n;2026;1.1.1;Minst 90;;90", "direction", "a level without direction"),
    ("activities.csv", "a1;Igen;ongoing;10;;;;n;n:2026:1.1.1", "key", "the same key twice"),
    ("activities.csv", "a2;Gör;ongoing;10;;;;n;", "goals", "an activity without goal"),
    ("activities.csv", "a2;Gör;ongoing;10;;;;n;n:2026:9", "goals", "an activity of an unknown goal"),
    ("activities.csv", "a2;Gör;cancelled;10;;;;n;n:2026:1.1.1", "reason", "cancelled without reason"),
    ("activities.csv", "a2;Gör;done;90;;;;n;n:2026:1.1.1", "progress", "done but not all of it"),
    ("activities.csv", "a2;Gör;done;100;;;;n;n:2026:1.1.1", "done_on", "done on no day"),
    ("activities.csv", "a2;Gör;cancelled;0;Nej;;;n;n:2026:1.1.1", "cancelled_on", "cancelled on no day"),
    ("activities.csv", "a2;Gör;ongoing;1e400;;;;n;n:2026:1.1.1", "progress", "no whole number"),
    ("activities.csv", "a2;Gör;ongoing;10;;2026-05-01;2026-04-01;n;n:2026:1.1.1", "end", "ends first"),
    ("activities.csv", "a2;Gör;ongoing;10;;;;okänd;n:2026:1.1.1", "lead", "an unknown unit"),
    ("measures.csv", "andel;Igen;kf;%;tertial;ratio;;;;", "key", "the same measure twice"),
    ("measures.csv", "ny;Ny;kf;%;tertial;sum;;;;", "over_units", "shares that are summed"),
    ("measures.csv", "ny;Ny;kf;%;ibland;ratio;;;;", "frequency", "an unknown frequency"),
    ("measures.csv", "ny;Ny;kf;%;tertial;none;;ratio;andel;borta", "second", "a formula of nothing"),
    ("measures.csv", "ny;Ny;kf;%;tertial;none;;ratio;ny;andel", "formula", "a formula of itself"),
    ("goal_measures.csv", "kf;2026;1.1;borta", "measure", "an unknown measure under a goal"),
    ("goal_measures.csv", "kf;2026;9.9;andel", "goal", "a measure under an unknown goal"),
    ("targets.csv", "andel;n;2026;kf;max;;80;;", "measure", "two targets for the same"),
    ("targets.csv", "borta;n;2026;kf;min;90;;;", "measure", "a target for no measure"),
    ("targets.csv", "antal;n;2026;kf;min;;;;", "low", "a target without level"),
    ("targets.csv", "antal;n;2026;kf;band;5;2;;", "low", "a band upside down"),
    ("targets.csv", "antal;n;2026;kf;direction;;;;", "way", "a direction to nowhere"),
    ("targets.csv", "antal;n;2026;kf;delegated;;;;", "due", "awaited for ever"),
    ("values.csv", "borta;n;T1 2026;actual;;1;;;;", "measure", "a value of no measure"),
    ("values.csv", "andel;n;T4 2026;actual;;1;;;;", "period", "a period that is none"),
    ("values.csv", "antal;n;T1 2026;actual;;1;;;;", "period", "a yearly measure in a tertial"),
    ("values.csv", "antal;gammal;2027;actual;;1;;;;", "unit", "a value for a closed unit"),
    ("values.csv", "andel;n;T2 2026;actual;;NaN;;;;", "value", "not a number"),
    ("values.csv", "andel;n;T2 2026;actual;;1e400;;;;", "value", "an exponent"),
    ("values.csv", "andel;n;T2 2026;actual;;;;;;", "comment", "missing without a word"),
    ("values.csv", "andel;n;T1 2026;actual;;51;;;;", "reason", "a correction without reason"),
    ("values.csv", "andel;n;T1 2026;actual;;50,0;;;;Fel", "value", "a correction of nothing"),
    ("values.csv", "antal;n;2026;actual;women;1;;;;", "breakdown", "a split the measure has not"),
    ("values.csv", "andel;n;T2 2026;actual;hästar;1;;;;", "breakdown", "an unknown member"),
    ("values.csv", "kvot;n;T2 2026;actual;;1;;;;", "measure", "a value for a computed measure"),
]


@pytest.mark.parametrize(("file", "row", "column"), [pytest.param(*each[:3], id=each[3]) for each in WRONG])
def test_what_is_wrong_is_told_where_it_stands(folder: Path, file: str, row: str, column: str) -> None:
    lines = SOUND[file].splitlines()
    (folder / file).write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    assert (file, len(lines) + 1, column) in told(folder)


def test_a_total_outside_its_parts_is_a_warning(folder: Path) -> None:
    text = SOUND["values.csv"] + "andel;n;T1 2026;actual;men;70,0;7;10;;\n"
    (folder / "values.csv").write_text(text, encoding="utf-8")
    profile, _ = look_at_profile(folder)
    assert profile is not None
    remarks = look_at_chain(profile)[1]
    assert [(each.row, each.severity) for each in remarks] == [(2, Severity.WARNING)]


def test_an_unreadable_table_is_told_and_the_rest_is_read(folder: Path) -> None:
    (folder / "plans.csv").write_bytes(b'unit;year;name\nkf;2026;"Budget\n')
    assert ("plans.csv", 2, None) in told(folder)


def test_a_chain_with_errors_is_refused_with_all_of_them(folder: Path) -> None:
    (folder / "goals.csv").write_text(SOUND["goals.csv"] + "n;2026;x;1;A;\nn;2026;y;2;B;\n", encoding="utf-8")
    with pytest.raises(ProfileRefused) as refused:
        read_chain(read_profile(folder))
    assert [each.row for each in refused.value.problems] == [4, 5]


def test_the_profile_command_looks_at_the_chain_too(folder: Path) -> None:
    (folder / "targets.csv").write_text(SOUND["targets.csv"] + "andel;n;2027;kf;min;;;;\n", encoding="utf-8")
    result = CliRunner().invoke(cli.profile, ["check", str(folder)])
    assert result.exit_code == cli.ERRORS
    assert "targets.csv, rad 3, kolumn low" in result.output
    assert "2 planer, 2 mål, 1 aktiviteter" in result.output


def test_a_description_is_points_by_group() -> None:
    assert description_of("Kvinnor:: ett | två || :: tre") == (("Kvinnor", ("ett", "två")), (None, ("tre",)))
    assert description_of("bara detta: så") == ((None, ("bara detta: så",)),)
    assert description_of("") == ()


# --- Ekstad ---


def test_ekstad_has_no_remarks() -> None:
    assert look_at_chain(read_profile(EKSTAD))[1] == []


def test_the_tour_district_is_full(ekstad: ChainProfile) -> None:
    goals = [each for each in ekstad.goals if each.plan == (SJOHAGEN, 2026, "operational")]
    measures = {each.measure for each in ekstad.goal_measures if each.goal in {goal.key for goal in goals}}
    activities = [
        each for each in ekstad.activities if any(text.startswith(f"{SJOHAGEN}:2026:") for text in each.goals)
    ]
    assert (len(goals), len(measures), len(activities)) == (15, 75, 250)
    assert all(goal.description and goal.tags and goal.priorities for goal in goals)


def test_the_councils_plan_is_whole(ekstad: ChainProfile) -> None:
    levels = Counter(goal.level for goal in ekstad.goals if goal.key.unit == "kf" and goal.key.year == 2026)
    assert levels == {"direction": 3, "council": 12}
    assert len([each for each in ekstad.measures if each.responsible == "kf"]) >= 70
    assert len([each for each in ekstad.activities if each.kind == "assignment"]) >= 40
    kinds = {each.kind for each in ekstad.targets if each.unit == "kf"}
    assert kinds == set(TargetKind) - {TargetKind.NONE}


def test_every_plan_is_a_document_of_the_published_form(ekstad: ChainProfile) -> None:
    schema = json.loads((ROOT / "docs/formats/plan.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    documents = PlanDocuments(ekstad, {})
    assert [
        (plan.key, error.json_path)
        for plan in ekstad.plans
        for error in check.iter_errors(documents.of(plan))
    ] == []


def test_every_board_that_lives_has_a_plan_each_year(ekstad: ChainProfile) -> None:
    profile = read_profile(EKSTAD)
    boards = [row for row in profile.unit_rows if row.kind in ("board", "executive")]
    plans = {(each.key.unit, each.key.year) for each in ekstad.plans if each.key.kind == "operational"}
    for year in (2024, 2025, 2026):
        alive = {
            row.key
            for row in boards
            if row.valid_from.year <= year and (row.valid_to is None or row.valid_to.year >= year)
        }
        assert {(key, year) for key in alive} <= plans


def test_the_interesting_cases_are_there(ekstad: ChainProfile) -> None:
    values = [each for each in ekstad.values if each.key.unit == SJOHAGEN]
    assert [each for each in values if each.reason]
    assert [each for each in values if each.value is None and each.comment]
    assert [each for each in ekstad.activities if each.status == "cancelled" and each.reason]
    level = next(t for t in ekstad.targets if (t.measure, t.unit, t.year) == ("sjo-klotter", SJOHAGEN, 2026))
    last = next(v for v in values if v.key[:3] == ("sjo-klotter", SJOHAGEN, "2025"))
    assert level.low is not None and last.value is not None
    assert level.low < last.value, "a target looser than the last outcome"
    expected = {each.value for each in ekstad.expected if each.goal == GoalKey(SJOHAGEN, 2026, "1.1.1")}
    target = next(
        t for t in ekstad.targets if (t.measure, t.unit, t.year) == ("forskola-nojdhet", SJOHAGEN, 2026)
    )
    assert Decimal(88) in expected
    assert target.low == 86, "the plan's text says another level than its indicator"


def test_values_are_split_by_sex_where_they_are_about_people(ekstad: ChainProfile) -> None:
    by_sex = {each.row.key for each in ekstad.measures if each.row.by_sex and not each.row.computed}
    whole = {
        each.key[:3] for each in ekstad.values if each.key.kind == "actual" and each.key.measure in by_sex
    }
    split = {each.key[:3] for each in ekstad.values if each.key.breakdown == "women/total"}
    assert whole == split


def test_the_profiles_forms_are_held_against_its_measures(folder: Path) -> None:
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms/f.toml").write_text(
        'key = "f"\ntitle = "F"\n[[sections]]\nkey = "s"\ntitle = "S"\n[[sections.questions]]\nkey = "q"\n'
        'text = "Pengar"\nkind = "money"\nmeasures = ["antal", "andel"]\n',
        encoding="utf-8",
    )
    said = CliRunner().invoke(cli.profile, ["check", str(folder)]).output
    assert "forms/f.toml, rad 10" in said and "andel räknas i andelar" in said
