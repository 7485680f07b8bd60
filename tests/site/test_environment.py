"""Settings: every variable that is wrong is named, with how it should be; the data folder says what it lacks."""

import os

import pytest

from tertial.site import datafolder, environment
from tertial.site.environment import VARIABLES, BadSetting, read

WRONG = {
    "TERTIAL_DATABASE_URL": ["mysql://x", "tertial.sqlite3", "postgres://a@b:port/c"],
    "TERTIAL_ADDRESS": ["tertial.ekstad.example", "ftp://x"],
    "TERTIAL_HTTPS": ["kanske", "2"],
    "TERTIAL_PROXY": ["x"],
    "TERTIAL_DEBUG": ["på"],
    "TERTIAL_DEMO": ["demo"],
    "TERTIAL_LANGUAGE": ["fi", "SV"],
    "TERTIAL_WORKERS": ["0", "65", "två", "1.5"],
    "TERTIAL_THREADS": ["0", "-1"],
    "TERTIAL_LOG": ["xml"],
    "TERTIAL_UPLOAD_MB": ["0", "många"],
    "TERTIAL_EMAIL_URL": ["post.kommun.se", "http://x", "smtp://a:b@c:port"],
}
# Any text will do for these; that a file or key cannot be used is found where it is used.
ANY_TEXT = {"TERTIAL_DATA", "TERTIAL_SECRET_KEY", "TERTIAL_HOSTS", "TERTIAL_PROFILE", "TERTIAL_EMAIL_FROM"}


def test_every_variable_is_tried_here():
    assert {each.name for each in VARIABLES} == set(WRONG) | ANY_TEXT


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_wrong_value_is_told_by_name_and_value(name, value):
    with pytest.raises(BadSetting) as caught:
        read({name: value})
    assert name in str(caught.value)
    assert value in str(caught.value)


@pytest.mark.parametrize("name", ["TERTIAL_PORT", "TERTIAL_DEMOS", "TERTIAL_", "TERTIAL_SECRETKEY_FILE"])
def test_an_unknown_variable_is_told(name):
    with pytest.raises(BadSetting, match="ingen inställning"):
        read({name: "1"})


def test_what_is_not_ours_is_left_alone():
    assert read({"DEMO": "1", "DJANGO_DEBUG": "1"})["DEMO"] is False


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda each: each.name)
def test_a_value_may_lie_in_a_file(tmp_path, variable):
    file = tmp_path / "secret"
    file.write_text(f"{variable.default}\n", encoding="utf-8")
    assert read({f"{variable.name}_FILE": str(file)}) == read({})


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda path: None, "inte går att läsa", id="not there"),
        pytest.param(lambda path: path.mkdir(), "inte går att läsa", id="a folder"),
        pytest.param(lambda path: path.write_bytes(b"\xff\xfe\x00"), "inte går att läsa", id="no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, make, says):
    path = tmp_path / "key"
    make(path)
    with pytest.raises(BadSetting, match=says) as caught:
        read({"TERTIAL_SECRET_KEY_FILE": str(path)})
    assert str(path) in str(caught.value)


def test_both_the_value_and_the_file_is_too_much(tmp_path):
    with pytest.raises(BadSetting, match="båda satta"):
        read({"TERTIAL_SECRET_KEY": "x", "TERTIAL_SECRET_KEY_FILE": str(tmp_path)})


# --- the data folder ---


@pytest.mark.parametrize("name", ["file/below", "file"])
def test_a_folder_that_cannot_be_made(tmp_path, name):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadSetting, match="TERTIAL_DATA"):
        datafolder.ensure(tmp_path / name)


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    if os.geteuid() == 0:  # root may write everywhere, so what the system answers others is answered here
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    tmp_path.chmod(0o500)
    with pytest.raises(BadSetting, match="skriva"):
        datafolder.ensure(tmp_path)
    tmp_path.chmod(0o700)


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path):
    key = datafolder.secret_key(tmp_path, "")
    assert len(key) >= 50
    assert datafolder.secret_key(tmp_path, "") == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_short_or_empty_key_is_told(tmp_path):
    with pytest.raises(BadSetting, match="50 tecken"):
        datafolder.secret_key(tmp_path, "kort")
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(BadSetting, match="tom"):
        datafolder.secret_key(tmp_path, "")


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        pytest.param("", "sqlite3", id="none"),
        pytest.param("sqlite:////tmp/x.sqlite3", "sqlite3", id="sqlite"),
        pytest.param("postgres://a:b@c:5432/d", "postgresql", id="postgres"),
    ],
)
def test_the_database_is_chosen_by_address(tmp_path, url, engine):
    assert datafolder.database(tmp_path, url)["ENGINE"].endswith(engine)


def test_settings_are_declared_once():
    assert len({each.name for each in VARIABLES}) == len(VARIABLES)
    assert all(each.explanation.endswith(".") for each in VARIABLES)
    assert environment.read({})["LANGUAGE"] == "sv"
