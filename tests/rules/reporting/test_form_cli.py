"""`tertial form read` as somebody runs it, with files that are bad in every way we know."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from tertial.reporting.cli import form
from tertial.reporting.rules.form_json import to_json
from tests.answers.as_document import as_docx, as_pdf
from tests.answers.as_text import as_text
from tests.answers.form import FORM
from tests.answers.truth import truth

RUN = CliRunner()
ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/formats/form.schema.json").read_text(encoding="utf-8"))
TOML = """
key = "litet"
title = "Litet formulär"
kind = "themed"
[[sections]]
key = "a"
title = "Nuläge"
[[sections.questions]]
key = "a1"
text = "Vad har hänt sedan sist?"
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(to_json(FORM)), encoding="utf-8")
    return path


def run(file: Path, asked: Path, *more: str):  # type: ignore[no-untyped-def]
    return RUN.invoke(form, ["read", str(file), "--form", str(asked), *more])


@pytest.mark.parametrize("name", ["svar.txt", "svar.md", "svar.pdf", "svar.docx"])
def test_every_kind_of_file_follows_the_schema(tmp_path: Path, asked: Path, name: str) -> None:
    board = truth(FORM, 3)
    file = tmp_path / name
    write = {"svar.pdf": as_pdf, "svar.docx": as_docx}.get(name)
    file.write_bytes(write(FORM, board, 3) if write else as_text(FORM, board, 3).encode())
    done = run(file, asked)
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    assert [answer["answered"] for answer in data["answers"]] == [
        bool(each) for each in board.answers.values()
    ]
    assert data["head"]["unit"] == board.unit


def test_as_text(tmp_path: Path, asked: Path) -> None:
    file = tmp_path / "svar.txt"
    file.write_text(as_text(FORM, truth(FORM, 3), 3), encoding="utf-8")
    done = run(file, asked, "--format", "text")
    assert done.exit_code == 0
    assert all(section.title in done.stdout for section in FORM.sections)


def test_a_form_of_ours_in_toml(tmp_path: Path) -> None:
    asked, file = tmp_path / "form.toml", tmp_path / "svar.txt"
    asked.write_text(TOML, encoding="utf-8")
    file.write_text("Nuläge\n\nVad har hänt sen sist?\nTre nya torg.\n", encoding="utf-8")
    done = run(file, asked)
    assert json.loads(done.stdout)["answers"][0]["text"] == "Tre nya torg."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b"%PDF-1.7\n%nothing more", "skadad", id="broken PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "gammalt", id="old Word"),
        pytest.param(b"PK\x03\x04" + b"\0" * 60, "skadad", id="broken zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "bild", id="a picture"),
        pytest.param(bytes(range(256)) * 40 + b"\0" * 4000, "textdokument", id="a program"),
    ],
)
def test_bad_files_get_a_clear_word(tmp_path: Path, asked: Path, data: bytes, said: str) -> None:
    file = tmp_path / "svar"
    file.write_bytes(data)
    done = run(file, asked)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "JSON", id="half JSON"),
        pytest.param('{"schema": "something/1"}', "formulär", id="other JSON"),
        pytest.param(
            '{"schema": "tertial.form-definition/1", "id": "a", "title": "b"}', "frågor", id="nothing asked"
        ),
        pytest.param("key = ", "TOML", id="half TOML"),
        pytest.param("[" * 5000, "form", id="deep TOML"),
    ],
)
def test_bad_forms_get_a_clear_word(tmp_path: Path, text: str, said: str) -> None:
    asked, file = tmp_path / "form.x", tmp_path / "svar.txt"
    asked.write_text(text, encoding="utf-8")
    file.write_text("Text", encoding="utf-8")
    done = run(file, asked)
    assert done.exit_code == 2, done.output
    assert said in done.stderr


def test_a_form_as_word_and_back(tmp_path: Path, asked: Path) -> None:
    file = tmp_path / "formulär.docx"
    done = RUN.invoke(
        form, ["word", str(asked), "-o", str(file), "--period", "T2 2026", "--unit", "Kulturnämnden"]
    )
    assert done.exit_code == 0, done.output
    data = json.loads(run(file, asked).stdout)
    Draft202012Validator(SCHEMA).validate(data)
    assert (data["head"]["unit"], data["head"]["period"]) == ("Kulturnämnden", "2026T2")
    assert not any(answer["answered"] for answer in data["answers"])
    assert data["remarks"] == []


def test_a_period_that_is_none_and_a_folder_that_is_not_there(tmp_path: Path, asked: Path) -> None:
    file = tmp_path / "nowhere" / "formulär.docx"
    assert "T2 2026" in RUN.invoke(form, ["word", str(asked), "-o", str(file), "--period", "hösten"]).stderr
    done = RUN.invoke(form, ["word", str(asked), "-o", str(file)])
    assert done.exit_code == 2 and "kan inte skrivas" in done.stderr


def test_a_missing_file_and_a_folder(tmp_path: Path, asked: Path) -> None:
    assert "finns inte" in run(tmp_path / "nowhere.txt", asked).stderr
    assert run(tmp_path, asked).exit_code == 2


def test_never_imports_django(tmp_path: Path, asked: Path) -> None:
    file = tmp_path / "svar.txt"
    file.write_text(as_text(FORM, truth(FORM, 3), 3), encoding="utf-8")
    code = (
        "import sys; from tertial.site.cli import command\n"
        f"command('form')(['read', {str(file)!r}, '--form', {str(asked)!r}], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_form_is_tried_and_its_faults_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "litet.toml"
    path.write_text(TOML, encoding="utf-8")
    assert "1 avsnitt, 1 frågor" in RUN.invoke(form, ["check", str(path)]).output
    path.write_text(TOML.replace('key = "a1"', "key = 1"), encoding="utf-8")
    refused = RUN.invoke(form, ["check", str(path)])
    assert (refused.exit_code, "rad 9" in refused.output) == (2, True)
