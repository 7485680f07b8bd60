"""The profile: errors are told with file, line and column; the starting profile and Ekstad are right."""

import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
from tertial.organisation import cli
from tertial.organisation.roles import ROLES
from tertial.organisation.rules.profile import Profile, ProfileRefused, check_profile, read_profile
from tertial.organisation.rules.structure import successors, tree_on
from tests.exploring import examples

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "src/tertial/organisation/profile_template"
EKSTAD = ROOT / "profiles/demo"
UNITS = "key;name;kind;parent;valid_from;valid_to\nkf;KF;council;;;\nn;Nämnden;board;kf;;\n"
PEOPLE = "key;name;email\nmaja;Maja;maja@kommun.example\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "units.csv").write_text(UNITS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def told(problems: list[SheetRemark]) -> list[tuple[str, int | None, str | None]]:
    return [(each.file, each.row, each.column) for each in problems]


def line_of(folder: Path, text: str) -> int:
    lines = (folder / "city.toml").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


def test_the_starting_profile_is_right() -> None:
    assert check_profile(TEMPLATE) == []
    assert read_profile(TEMPLATE).units == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "column"),
    [
        pytest.param('name = "Exempelstad"', 'name = ""', "name =", "name", id="no name"),
        pytest.param('name = "Exempelstad"', "name = 3", "name =", "name", id="a number for a name"),
        pytest.param('key = "exempelstad"', 'key = "Å"', "key =", "key", id="a bad key"),
        pytest.param('domain = "kommun.example"', 'domain = "x"', "domain", "domain", id="no domain"),
        pytest.param('language = "sv"', 'language = "fi"', "language", "language", id="another language"),
        pytest.param("start = 2026-01-01", 'start = "igår"', "start", "start", id="a text for a date"),
        pytest.param(
            'under = ["administration", "company"]', "under = 7", "under = 7", "under", id="no list"
        ),
        pytest.param(
            'under = ["council", "company"]', 'under = ["x"]', 'under = ["x"]', "under", id="no such kind"
        ),
        pytest.param('owner = ["council"]', 'owner = ["x"]', 'owner = ["x"]', "owner", id="no such owner"),
        pytest.param('key = "unit"', 'key = "board"', "", "key", id="a kind twice"),
        pytest.param(
            'en = "Council goal"', 'fr = "But"', 'name = { sv = "Fullm', "name", id="one language only"
        ),
        pytest.param("under = []", 'under = ["board"]', "[[unit_kinds]]", "under", id="nothing on top"),
    ],
)
def test_words_are_checked(folder: Path, old: str, new: str, at: str, column: str) -> None:
    words = folder / "city.toml"
    text = words.read_text()
    assert old in text
    words.write_text(text.replace(old, new, 1))
    errors = [each for each in check_profile(folder) if each.severity is Severity.ERROR]
    assert (errors[0].file, errors[0].column) == ("city.toml", column)
    if at and at != "[[unit_kinds]]":
        assert errors[0].row == line_of(folder, at)
    with pytest.raises(ProfileRefused, match=r"city\.toml, rad \d+, kolumn"):
        read_profile(folder)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"[city]\nname = Exempel\n", 2, id="no quotes"),
        pytest.param('[city]\nname = "Bergsö"\n'.encode("cp1252"), 2, id="Windows-1252"),
        pytest.param(b"\0", 1, id="NUL"),
        pytest.param(b"a = " + b"[" * 5000, None, id="nested too deep"),
    ],
)
def test_words_that_cannot_be_read(folder: Path, content: bytes, line: int | None) -> None:
    (folder / "city.toml").write_bytes(content)
    (problem,) = check_profile(folder)
    assert problem.file == "city.toml"
    assert line is None or problem.row == line


def test_sections_that_lack_and_names_that_are_unknown(folder: Path) -> None:
    words = folder / "city.toml"
    words.write_text("")
    assert {each.message for each in check_profile(folder)} == {
        "avsnittet [city] saknas.",
        "avsnittet [[unit_kinds]] saknas.",
        "avsnittet [[goal_levels]] saknas.",
    }
    words.write_text((TEMPLATE / "city.toml").read_text().replace("language =", "langage ="))
    (problem,) = check_profile(folder)
    assert (problem.column, problem.severity) == ("langage", Severity.WARNING)


@pytest.mark.parametrize(
    ("file", "rows", "expected"),
    [
        pytest.param("units.csv", "n;Två;board;kf;;", ("units.csv", 4, "key"), id="a key twice"),
        pytest.param("units.csv", "x;X;board;y;;\ny;Y;board;x;;", ("units.csv", 4, "parent"), id="a ring"),
        pytest.param("units.csv", "x;X;board;borta;;", ("units.csv", 4, "parent"), id="no such parent"),
        pytest.param("units.csv", "x;X;unit;kf;;", ("units.csv", 4, "parent"), id="not allowed there"),
        pytest.param(
            "successions.csv", "n;kf;2026-01-01", ("successions.csv", 2, "on"), id="the old goes on"
        ),
        pytest.param("successions.csv", "n;;", ("successions.csv", 2, "on"), id="half a succession"),
        pytest.param("people.csv", "k;K;k", ("people.csv", 3, "email"), id="no address"),
        pytest.param("roles.csv", "maja;kung;n;;", ("roles.csv", 2, "role"), id="no such role"),
        pytest.param("roles.csv", "x;reader;n;;", ("roles.csv", 2, "person"), id="nobody"),
        pytest.param(
            "roles.csv", "maja;reader;n;1999-01-01;", ("roles.csv", 2, "valid_from"), id="too early"
        ),
        pytest.param(
            "deputies.csv", "maja;x;2026-01-01;2026-02-01;", ("deputies.csv", 2, "deputy"), id="deputy"
        ),
    ],
)
def test_tables_are_checked(folder: Path, file: str, rows: str, expected: tuple[str, int, str]) -> None:
    path = folder / file
    path.write_text(path.read_text() + rows + "\n")
    assert expected in told(check_profile(folder))


def test_a_table_may_lack_or_be_unreadable(folder: Path) -> None:
    (folder / "roles.csv").unlink()
    assert check_profile(folder) == []
    (folder / "roles.csv").write_bytes(b"%PDF-1.7")
    assert told(check_profile(folder)) == [("roles.csv", None, None)]


def test_demo_people_and_tour_exist(folder: Path) -> None:
    words = folder / "city.toml"
    text = words.read_text().replace("[city]", '[city]\ntour_unit = "x"')
    words.write_text(text + '[[demo_people]]\nemail = "x@kommun.example"\ntry = "Läs."\n')
    assert {each.column for each in check_profile(folder)} == {"tour_unit", "email", "demo"}


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["city.toml", "units.csv", "roles.csv", "successions.csv"]),
    st.text(max_size=200),
    st.data(),
)
def test_no_damage_breaks_the_check(folder: Path, file: str, junk: str, data: st.DataObject) -> None:
    text = (EKSTAD / file).read_text()[:4000]
    at = data.draw(st.integers(0, len(text)))
    for name in ("city.toml", "units.csv", "roles.csv", "successions.csv"):
        shutil.copyfile(TEMPLATE / name, folder / name)
    (folder / file).write_text(text[:at] + junk + text[at:], encoding="utf-8", errors="replace")
    assert all(each.message for each in check_profile(folder))


# --- the command ---

run = CliRunner().invoke


def test_a_new_city_is_right_and_refuses_to_write_over(tmp_path: Path) -> None:
    home = tmp_path / "bergsö"
    done = run(cli.city, ["new", str(home), "--name", "Bergsö"])
    assert done.exit_code == 0
    profile = read_profile(home)
    assert (profile.city.key, profile.city.name, profile.city.legal_name) == (
        "bergso",
        "Bergsö",
        "Bergsö kommun",
    )
    again = run(cli.city, ["new", str(home)])
    assert again.exit_code == 2
    assert "inte tom" in again.output
    assert run(cli.city, ["new", str(home / "x"), "--name", 'a"b']).exit_code == 2
    assert run(cli.city, ["new", str(home / "city.toml" / "x")]).exit_code == 2


def test_profile_check_exits(folder: Path) -> None:
    assert run(cli.profile, ["check", str(folder)]).exit_code == 0
    (folder / "units.csv").write_text(UNITS + "n;N;board;kf;;\n")
    wrong = run(cli.profile, ["check", str(folder)])
    assert wrong.exit_code == 1
    assert "FEL units.csv, rad 4, kolumn key" in wrong.output
    (folder / "city.toml").write_text("x")
    assert run(cli.profile, ["check", str(folder)]).exit_code == 2
    assert run(cli.profile, ["check", str(folder / "borta")]).exit_code == 2


def test_checking_a_profile_needs_no_django() -> None:
    script = (
        "import sys; from typer.testing import CliRunner; from tertial.organisation import cli;"
        f"assert CliRunner().invoke(cli.profile, ['check', {str(EKSTAD)!r}]).exit_code == 0;"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# --- Ekstad ---


@pytest.fixture(scope="module")
def ekstad() -> Profile:
    return read_profile(EKSTAD)


def test_ekstad_is_right() -> None:
    assert check_profile(EKSTAD) == []


def test_ekstad_is_a_city_of_the_promised_size(ekstad: Profile) -> None:
    living = [unit for unit in ekstad.units if unit.valid_to is None]
    kinds = Counter(unit.kind for unit in living)
    groups = Counter(unit.group for unit in living if unit.kind == "board")
    assert 380 <= len(living) <= 450
    assert (kinds["council"], kinds["executive"], kinds["company"]) == (1, 1, 6)
    assert groups == {"district": 14, "specialised": 11}
    assert len(ekstad.people) >= 400
    assert {role.role for role in ekstad.roles} == set(ROLES)
    assert 8 <= len(ekstad.demo_people) <= 10


def test_every_place_in_ekstad_has_somebody_who_answers(ekstad: Profile) -> None:
    answered = {role.unit for role in ekstad.roles if role.valid_to is None}
    leaves = {unit.key for unit in ekstad.units if unit.valid_to is None and unit.kind != "administration"}
    assert leaves - answered == set()


def test_last_year_differs_from_this_year(ekstad: Profile) -> None:
    trees = {
        year: tree_on(ekstad.unit_rows, ekstad.placement_rows, date(year, 6, 30))
        for year in (2024, 2025, 2026)
    }
    assert "sdn-stenbro" in trees[2024]
    assert "sdn-stenbro" not in trees[2025]
    assert successors("sdn-ormvik", ekstad.successions) == ["sdn-stenbro-ormvik"]
    assert len(successors("sjohagen-barn-unga", ekstad.successions)) == 2
    assert trees[2025].path("sjohagen-boendestod") != trees[2026].path("sjohagen-boendestod")
    assert all(tree.roots == ["kf"] for tree in trees.values())


def test_the_tour_district_is_told_with_care(ekstad: Profile) -> None:
    tree = tree_on(ekstad.unit_rows, ekstad.placement_rows, date(2026, 11, 1))
    texts = {unit.key: unit.description for unit in ekstad.units}
    told = [texts[step.key] for step in tree.walk(ekstad.city.tour_unit)]
    assert len(told) >= 35
    assert len(set(told)) == len(told)
    assert all(len(text) > 80 for text in told)
