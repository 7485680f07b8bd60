"""The command as an operator meets it, in a data folder and on a port of its own."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.served import ROOT, Service, free_port, get, surroundings, tertial, until


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for _ in range(2):  # twice, since that must be safe
        result = tertial(folder, "prepare")
        assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def service(data) -> Iterator[Service]:
    running = Service(data)
    assert until(running.answers), running.end()
    yield running
    running.end()


# --- commands ---


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help_names_every_command(tmp_path, words):
    result = tertial(tmp_path, *words)
    assert result.returncode == 0
    assert all(name in result.stdout for name in ("serve", "prepare", "demo", "city", "plan"))


def test_an_unknown_command_is_told(tmp_path):
    result = tertial(tmp_path, "starta")
    assert (result.returncode, "starta" in result.stderr) == (2, True)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "more", "says"),
    [
        pytest.param(["serve"], {"TERTIAL_HTTPS": "kanske"}, "TERTIAL_HTTPS", id="wrong value"),
        pytest.param(["prepare"], {"TERTIAL_HTTPS": "kanske"}, "TERTIAL_HTTPS", id="wrong value to prepare"),
        pytest.param(["serve"], {"TERTIAL_PROT": "1"}, "TERTIAL_PROT", id="unknown variable"),
        pytest.param(["serve"], {"TERTIAL_SECRET_KEY": "kort"}, "50 tecken", id="short key"),
        pytest.param(["serve"], {"TERTIAL_WORKERS": "2"}, "PostgreSQL", id="two processes on SQLite"),
        pytest.param(["serve"], {"TERTIAL_DATA": "/proc/finns/inte"}, "TERTIAL_DATA", id="no data folder"),
        pytest.param(["demo"], {}, "make demo", id="demo without its settings"),
        pytest.param(["serve", "--port", "0"], {}, "port", id="no port"),
        pytest.param(
            ["prepare"],
            {"TERTIAL_DATABASE_URL": "postgres://a@127.0.0.1:1/b"},
            "Databasen gick inte att förbereda",
            id="no database",
        ),
    ],
)
def test_what_cannot_be_is_told_without_a_traceback(tmp_path, words, more, says):
    result = tertial(tmp_path / "data", *words, **more)
    assert result.returncode == 2
    assert says in result.stderr + result.stdout
    assert "Traceback" not in result.stderr


def test_a_taken_port_is_told(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = tertial(data, "serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "upptagen" in result.stderr
    assert "--port" in result.stderr


def test_a_database_that_is_not_prepared_is_not_served(tmp_path):
    result = tertial(tmp_path, "serve", "--port", str(free_port()))
    assert result.returncode == 2
    assert "tertial prepare" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_profile_that_cannot_be_read_is_not_served(data):
    result = tertial(data, "serve", "--port", str(free_port()), TERTIAL_PROFILE="/finns/inte")
    assert result.returncode == 2
    assert "profil" in result.stderr
    assert "Traceback" not in result.stderr


# --- staying up ---


def test_it_answers_and_a_fallen_child_is_started_again(service):
    for word in ("gunicorn", "tertial.site.worker"):
        fallen = service.child(word)
        fallen.kill()
        assert until(lambda word=word, fallen=fallen: _again(service, word, fallen.pid))
    assert until(service.answers)


def _again(service: Service, word: str, before: int) -> bool:
    try:
        return service.child(word).pid != before
    except (StopIteration, psutil.Error):
        return False


def test_stopping_is_orderly_and_leaves_nobody(service):
    family = service.family()
    service.process.terminate()
    assert service.process.wait(30) == 0
    assert until(lambda: not any(each.is_running() for each in family))
    assert get(service.port)[0] == 0


def test_no_child_outlives_a_parent_that_is_killed(service):
    family = service.family()
    service.process.kill()
    service.process.wait(10)
    assert until(lambda: not any(each.is_running() for each in family), 30)


# --- the demo ---


def test_the_demo_keeps_what_one_has_entered_until_it_is_reset(tmp_path):
    """With a city of one's own: small, begun today, and with nobody to ask."""
    assert tertial(tmp_path, "city", "new", str(tmp_path / "stad"), "--name", "¤Prov").returncode == 0
    demo = {"TERTIAL_DEMO": "1", "TERTIAL_PROFILE": str(tmp_path / "stad")}
    marks = []
    for words in (["demo"], ["demo"], ["demo", "--reset"]):
        running = Service(tmp_path / "demo", *words, **demo)
        assert until(running.answers), running.end()
        assert "/logga-in/" in get(running.port, "/")[1]
        marks.append((tmp_path / "demo" / "secret-key").read_text())
        told = running.end()
        assert "Logga in med ett klick" in told
    assert marks[0] == marks[1] != marks[2]


def test_reset_touches_no_folder_that_is_not_the_demos(tmp_path):
    (tmp_path / "viktigt").write_text("x")
    demo = {"TERTIAL_DEMO": "1", "TERTIAL_PROFILE": str(ROOT / "profiles" / "demo")}
    result = tertial(tmp_path, "demo", "--reset", "--port", str(free_port()), **demo)
    assert result.returncode == 2
    assert "Inget är raderat" in result.stderr
    assert (tmp_path / "viktigt").exists()


def test_the_deployment_check_is_clean(data):
    result = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=surroundings(data, TERTIAL_HTTPS="1", DJANGO_SETTINGS_MODULE="tertial.site.settings"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
