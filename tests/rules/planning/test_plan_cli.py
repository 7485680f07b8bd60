"""`tertial plan read`, `tertial plan check` and `tertial rule`, as somebody runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from tertial.foundation.check import Evidence, Remark, Severity, all_checks
from tertial.planning.cli import plan, remark_lines
from tests.plans.as_text import as_text
from tests.plans.generator import truth
from tests.plans.paper import Traps

RUN = CliRunner()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(as_text(truth(11).draft, 11, Traps()), encoding="utf-8")
    return path


def test_read_writes_the_plan_as_json(file: Path) -> None:
    done = RUN.invoke(plan, ["read", str(file)])
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs/formats/plan.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    assert len(data["activities"]) == len(truth(11).draft.activities)
    assert data["source"]["name"] == "plan.txt"


def test_read_as_text_shows_the_chain(file: Path) -> None:
    done = RUN.invoke(plan, ["read", str(file), "--format", "text"])
    assert done.exit_code == 0
    assert all(goal.text in done.stdout for goal in truth(11).draft.goals)


def test_check_writes_remarks_as_json(file: Path) -> None:
    done = RUN.invoke(plan, ["check", str(file), "--format", "json"])
    assert done.exit_code in (0, 1)
    data = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs/formats/remarks.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    assert done.exit_code == (1 if any(r["severity"] == "error" for r in data["remarks"]) else 0)


def test_check_can_leave_everything_out(file: Path) -> None:
    codes = ",".join(all_checks("plan"))
    done = RUN.invoke(plan, ["check", str(file), "--ignore", codes])
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_told_with_those_near(file: Path, option: str) -> None:
    done = RUN.invoke(plan, ["check", str(file), option, "SUM01,SUM99"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "SUM99" in done.stderr and "SUM09" in done.stderr


def test_a_dash_reads_what_comes_in(file: Path) -> None:
    done = RUN.invoke(plan, ["read", "-"], input=file.read_bytes())
    assert done.exit_code == 0
    assert json.loads(done.stdout)["source"]["name"] == "-"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b"%PDF-1.4 slut", "skadad", id="broken PDF"),
        pytest.param(None, "finns inte", id="missing"),
    ],
)
@pytest.mark.parametrize("command", ["read", "check"])
def test_an_unreadable_file_is_said_in_one_line(
    tmp_path: Path, command: str, data: bytes | None, said: str
) -> None:
    path = tmp_path / "plan.pdf"
    if data is not None:
        path.write_bytes(data)
    done = RUN.invoke(plan, [command, str(path)])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_remark_shows_every_compared_place() -> None:
    remark = Remark(
        "SUM01",
        Severity.ERROR,
        "Summan stämmer inte.",
        (Evidence(4, 12, "Summa 10,0"), Evidence(None, None, "A  4,0")),
    )
    assert "".join(remark_lines("plan.txt", [remark])) == (
        "plan.txt:4:12: SUM01 error Summan stämmer inte.\n    4:12: ”Summa 10,0”\n    -:-: ”A 4,0”\n"
    )
    assert (
        "".join(remark_lines("p", [Remark("X01", Severity.INFO, "Utan plats.")]))
        == "p:-:-: X01 info Utan plats.\n"
    )


def tertial(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tertial.site.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_a_rule_is_explained() -> None:
    code, check = next(iter(all_checks("plan").items()))
    done = tertial("rule", code.lower())
    assert done.returncode == 0
    assert check.title in done.stdout and check.explanation.splitlines()[0] in done.stdout


def test_an_unknown_rule() -> None:
    done = tertial("rule", "XYZ99")
    assert done.returncode == 2
    assert "XYZ99" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ("check", "--formt", "json", "a"), "Det finns inget val --formt. Menar du --format?", id="option"
        ),
        pytest.param(("read",), "Det fattas file.", id="missing"),
        pytest.param(("read", "a", "b"), "Det är för mycket på raden: b.", id="too much"),
        pytest.param(
            ("read", "a", "--format", "xml"), "--format kan inte vara xml, bara text, json.", id="choice"
        ),
        pytest.param(("check", "a", "--select"), "Ett värde fattas efter --select.", id="no value"),
        pytest.param(("adopt", "a", "--year", "i år"), "--year kan inte vara i år.", id="no number"),
        pytest.param(("läs", "a"), "Det finns inget kommando läs.", id="command"),
    ],
)
def test_what_was_wrong_in_the_command_is_told_in_swedish(arguments: tuple[str, ...], said: str) -> None:
    done = tertial("plan", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == said
    assert "--help" in done.stderr.splitlines()[1]


PURE = """
import sys
sys.argv = ["tertial", "plan", *sys.argv[1:]]
from tertial.site.cli import app
try:
    app()
except SystemExit:
    pass
heavy = {"django", "pypdfium2", "pdfplumber", "docx", "lxml", "duckdb"} & set(sys.modules)
print(sorted(heavy), file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["read", "check"])
def test_text_needs_neither_django_nor_readers_of_other_files(file: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PURE, command, str(file)], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"
