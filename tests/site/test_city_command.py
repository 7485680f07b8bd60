"""`tertial city load` and `tertial city admin`: a municipality gets going, and a locked-out one gets in again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from tertial.history.models import Event
from tertial.history.queries import as_moment
from tertial.measures.models import Measure
from tertial.organisation import cli
from tertial.organisation.access import actor_for
from tertial.organisation.models import Person, Placement, RoleHolding, Unit
from tertial.organisation.profile import STARTING, current_profile
from tertial.organisation.roles import Permission
from tests.cast import a_unit

PASSWORD = "en lång mening om sundet"
UNITS = (
    "key;name;kind;parent\nfullm;Fullmäktige;council;\nbun;Barn- och utbildningsnämnden;board;fullm\n"
    "skola;Sundskolan;administration;bun\n"
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings, db) -> Iterator[Path]:
    """A data folder of the test's own, so that what is remembered there does not reach other tests."""
    settings.DATA = tmp_path / "data"
    current_profile.cache_clear()
    yield settings.DATA
    current_profile.cache_clear()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A profile with three units, as somebody might have filled it in."""
    folder = tmp_path / "bergsö"
    shutil.copytree(STARTING, folder)
    words = folder / "city.toml"
    words.write_text(words.read_text().replace("Exempelstad", "Bergsö"))
    (folder / "units.csv").write_text(UNITS)
    return folder


def run(*words: object, typed: str = ""):
    return CliRunner().invoke(cli.city, [str(word) for word in words], input=typed)


def appoint(tmp_path: Path, *words: str):
    file = tmp_path / "losenord"
    file.write_text(PASSWORD + "\n")
    return run("admin", *words, "--password-file", file)


# --- load ---


def test_a_city_is_loaded_and_its_words_are_remembered(home: Path, data: Path) -> None:
    done = run("load", home)
    assert done.exit_code == 0, done.output
    assert "Bergsö är inläst. Enheter: 3, personer: 0." in done.output
    assert Placement.objects.get(unit__key="skola").parent.key == "bun"
    assert [event.verb for event in Event.objects.all()] == ["city.loaded"]
    assert (data / "profile" / "city.toml").read_text() == (home / "city.toml").read_text()
    assert current_profile().city.name == "Bergsö"


def test_a_profile_without_units_gets_its_topmost(home: Path) -> None:
    (home / "units.csv").write_text("key;name;kind;parent\n")
    assert run("load", home).exit_code == 0
    assert Unit.objects.get().name == "Kommunfullmäktige"


def test_a_city_is_loaded_once(home: Path) -> None:
    assert run("load", home).exit_code == 0
    again = run("load", home)
    assert again.exit_code == 2
    assert "Det finns redan enheter" in again.output
    assert Unit.objects.count() == 3


def test_nothing_of_a_profile_with_errors_is_loaded(home: Path) -> None:
    (home / "units.csv").write_text(UNITS + "x;Vilse;board;finns-inte\n")
    done = run("load", home)
    assert done.exit_code == 2
    assert "FEL units.csv, rad 5" in done.output
    assert "tertial profile check" in done.output
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = run("load", tmp_path / "borta")
    assert done.exit_code == 2
    assert "finns inte" in done.output


@pytest.mark.parametrize(
    "words",
    [pytest.param(("load",), id="load"), pytest.param(("admin", "a@b.example"), id="admin")],
)
def test_a_database_that_is_not_prepared(words: tuple[str, ...], home: Path, monkeypatch) -> None:
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda self, targets: ["one"]
    )
    done = run(*words, *([home] if words == ("load",) else []))
    assert done.exit_code == 2
    assert "tertial prepare" in done.output
    assert not Unit.objects.exists()


def test_words_that_cannot_be_remembered_are_told(home: Path, data: Path) -> None:
    data.mkdir()
    (data / "profile").write_text("i vägen")
    done = run("load", home)
    assert done.exit_code == 2
    assert f"TERTIAL_PROFILE={home}" in done.output
    assert Unit.objects.count() == 3


# --- admin ---


def test_the_first_administrator_may_run_the_city(home: Path, tmp_path: Path) -> None:
    run("load", home)
    done = appoint(tmp_path, "Asta@Bergso.example", "--name", "Asta Rönn")
    assert done.exit_code == 0, done.output
    assert "Asta Rönn är administratör och loggar in med asta@bergso.example" in done.output
    asta = Person.objects.get()
    assert asta.key == "asta-ronn"
    assert actor_for(asta).may(Permission.GIVE_ROLES)
    assert actor_for(asta).may(Permission.IMPORT)
    assert authenticate(email=asta.email, password=PASSWORD) == asta
    told = {event.verb for event in Event.objects.filter(subject_key="asta-ronn")}
    assert told == {"person.created", "role.given", "administrator.appointed"}
    event = Event.objects.get(verb="administrator.appointed")
    assert as_moment(event).sentence == "Tertial gav Asta Rönn nytt lösenord som administratör"


def test_she_signs_in_on_the_page(home: Path, tmp_path: Path) -> None:
    run("load", home)
    appoint(tmp_path, "asta@bergso.example", "--name", "Asta Rönn")
    browser = Client()
    browser.post("/logga-in/", {"login": "asta@bergso.example", "password": PASSWORD})
    assert browser.get("/personer/").status_code == 200


def test_somebody_locked_out_gets_in_again(city, tmp_path: Path) -> None:
    Person.objects.filter(key="nils").update(is_active=False)
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleHolding.objects.filter(role="administrator").update(valid_to=yesterday)
    done = appoint(tmp_path, "nils@prov.example")
    assert done.exit_code == 0, done.output
    nils = Person.objects.get(key="nils")
    assert (nils.is_active, nils.name) == (True, "¤Nils Prov")
    assert actor_for(nils).may(Permission.EDIT_PEOPLE)
    assert not Event.objects.filter(verb="person.created").exists()


def test_one_who_already_is_administrator_only_gets_a_password(city, tmp_path: Path) -> None:
    assert appoint(tmp_path, "nils@prov.example").exit_code == 0
    assert [event.verb for event in Event.objects.all()] == ["administrator.appointed"]
    assert RoleHolding.objects.filter(person__key="nils").count() == 1


def test_a_role_that_was_to_begin_later_begins_now(city, tmp_path: Path) -> None:
    RoleHolding.objects.filter(person__key="nils").update(valid_from=date(2099, 1, 1))
    assert appoint(tmp_path, "nils@prov.example").exit_code == 0
    assert RoleHolding.objects.get(person__key="nils").valid_from == timezone.localdate()


def test_the_password_is_typed_twice_and_never_shown(city) -> None:
    done = run("admin", "nils@prov.example", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert authenticate(email="nils@prov.example", password=PASSWORD)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param(f"{PASSWORD}\nett annat\n", "inte lika", id="not the same"),
        pytest.param("kort\nkort\n", "duger inte", id="too short"),
        pytest.param("", "--password-file", id="no keyboard"),
    ],
)
def test_passwords_that_are_not_taken(typed: str, told: str, city) -> None:
    done = run("admin", "nils@prov.example", typed=typed)
    assert done.exit_code == 2
    assert told in done.output
    assert authenticate(email="nils@prov.example", password="ett-langt-losenord")
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(None, "går inte att läsa", id="no file"),
        pytest.param(b"", "är tom", id="empty"),
        pytest.param("lösenord åäö".encode("utf-16"), "inte UTF-8", id="encoding"),
    ],
)
def test_password_files_that_are_not_taken(content: bytes | None, told: str, city, tmp_path: Path) -> None:
    file = tmp_path / "losenord"
    if content is not None:
        file.write_bytes(content)
    done = run("admin", "nils@prov.example", "--password-file", file)
    assert done.exit_code == 2
    assert told in done.output
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("ny@prov.example",), "--name", id="no name"),
        pytest.param(("ny", "--name", "Ny Person"), "Skriv en e-postadress", id="no address"),
    ],
)
def test_a_person_who_cannot_be_entered(words: tuple[str, ...], told: str, city, tmp_path: Path) -> None:
    before = Person.objects.count()
    done = appoint(tmp_path, *words)
    assert done.exit_code == 2
    assert told in done.output
    assert Person.objects.count() == before


def test_without_units_nobody_can_hold_a_role(tmp_path: Path) -> None:
    done = appoint(tmp_path, "asta@bergso.example", "--name", "Asta Rönn")
    assert done.exit_code == 2
    assert "tertial city load" in done.output
    assert not Person.objects.exists()


def test_the_top_is_the_kind_that_stands_under_no_other(home: Path, tmp_path: Path) -> None:
    words = home / "city.toml"
    words.write_text(words.read_text().replace('"council"', '"fullmaktige"'))
    (home / "units.csv").write_text(UNITS.replace(";council;", ";fullmaktige;"))
    assert run("load", home).exit_code == 0
    current_profile.cache_clear()
    a_unit("annan", kind="unit")
    assert appoint(tmp_path, "asta@bergso.example", "--name", "Asta Rönn").exit_code == 0
    assert RoleHolding.objects.get().unit.key == "fullm"


# --- a setting that is wrong ---


def test_a_wrong_setting_is_one_sentence(monkeypatch, capsys) -> None:
    from tertial.site import cli as whole
    from tertial.site.environment import BadSetting

    def wrong(name: str):
        def refuse(rest: list[str], prog_name: str, standalone_mode: bool) -> None:
            raise BadSetting("TERTIAL_DATABASE_URL är ”mysql://x”: skriv sqlite:///FIL")

        return refuse

    monkeypatch.setattr(whole, "command", wrong)
    monkeypatch.setattr("sys.argv", ["tertial", "city", "load", "x"])
    with pytest.raises(SystemExit) as stopped:
        whole.app()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("TERTIAL_DATABASE_URL")


@pytest.mark.parametrize("words", [["city", "new", "DIR"], ["profile", "check", str(STARTING)]])
def test_writing_a_profile_needs_no_django(words: list[str], tmp_path: Path) -> None:
    words = [str(tmp_path / "ny") if word == "DIR" else word for word in words]
    code = (
        f"import sys; sys.argv = {['tertial', *words]}\n"
        "from tertial.site.cli import app\n"
        "try: app()\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        "assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_new_data_folder_says_what_to_run_first(home: Path, tmp_path: Path) -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("TERTIAL_")}
    done = subprocess.run(
        [sys.executable, "-m", "tertial.site.cli", "city", "load", str(home)],
        env=environ
        | {"TERTIAL_DATA": str(tmp_path / "new"), "DJANGO_SETTINGS_MODULE": "tertial.site.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().endswith("Kör först: tertial prepare")
    assert "Traceback" not in done.stderr


def test_the_goal_chain_comes_with_the_city_and_all_or_nothing(home: Path) -> None:
    (home / "plans.csv").write_text("unit;year;name\nbun;2026;Verksamhetsplan\n")
    (home / "measures.csv").write_text("key;name;unit;frequency;responsible\nelever;Elever;st;year;bun\n")
    done = run("load", home)
    assert done.exit_code == 0, done.output
    assert "1 planer, 0 mål, 0 aktiviteter, 1 mått och 0 värden" in done.output
    assert Measure.objects.get().responsible.key == "bun"


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        pytest.param("plans.csv", "unit;year;name\nfinns-inte;2026;Plan\n", "finns-inte", id="the chain"),
        pytest.param("city.toml", "\n[lights]\npartly_points = -1\n", "mellan 0 och 100", id="the lights"),
    ],
)
def test_what_is_wrong_in_a_part_stops_the_city(home: Path, file: str, text: str, says: str) -> None:
    path = home / file
    before = path.read_text().split("[lights]")[0] if path.exists() else ""
    path.write_text(before + text)
    done = run("load", home)
    assert (done.exit_code, Unit.objects.count()) == (2, 0)
    assert says in done.output
