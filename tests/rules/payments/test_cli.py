"""`tertial payments …`: exit codes, progress on stderr, and a start without Django."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tertial.payments.cli import payments
from tests.rules.payments.deliveries import small

RUN = CliRunner()


def test_a_control_tells_its_progress_and_its_sums(tmp_path: Path) -> None:
    data = small(tmp_path / "a")
    done = RUN.invoke(
        payments, ["check", "--data", str(data), "--out", str(tmp_path / "out"), "--rules", "R1,R4"]
    )
    assert done.exit_code == 0
    assert "[2/2] R4" in done.stderr and "[2/2]" not in done.stdout
    assert "3 333,33 kr" in done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert (tmp_path / "out" / "findings.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["check", "--data", "{0}/none", "--out", "{0}/out"], "finns inte", id="no data"),
        pytest.param(
            ["check", "--data", "{0}/a", "--out", "{0}/out", "--rules", "X"], "Okänd regel", id="no rule"
        ),
        pytest.param(["check", "--data", "{0}/a", "--out", "{0}/a"], "datamappen", id="over the data"),
        pytest.param(["evidence", "77", "--data", "{0}/a"], "Fakturarad 77", id="no line"),
        pytest.param(["generate", "--out", "{0}/g", "--month", "mars"], "skrivs som", id="no month"),
        pytest.param(["rules", "R77"], "Okänd regel", id="no rule to explain"),
        pytest.param(
            ["pseudonymise", "--data", "{0}/a", "--out", "{0}/p", "--key", "{0}/k"], "--new-key", id="no key"
        ),
    ],
)
def test_bad_input_is_two_and_a_sentence(tmp_path: Path, arguments: list[str], told: str) -> None:
    small(tmp_path / "a")
    done = RUN.invoke(payments, [each.format(tmp_path) for each in arguments])
    assert done.exit_code == 2
    assert told in done.stderr and done.stdout == ""


def test_evidence_as_words_and_as_json(tmp_path: Path) -> None:
    data = str(small(tmp_path / "a"))
    words = RUN.invoke(payments, ["evidence", "1", "--data", data]).stdout
    assert "Beställt 600 min, registrerat 120 min, fakturerat 500 min" in words and "besök 2" in words
    told = json.loads(RUN.invoke(payments, ["evidence", "1", "--data", data, "--json"]).stdout)
    assert told["visits"][0]["start_utc"] == "2026-03-02 08:00:00"


def test_rules_explain_themselves(tmp_path: Path) -> None:
    listed = RUN.invoke(payments, ["rules"]).stdout
    assert "R14" in listed and "R20" in listed and "avslagen från början" in listed
    one = RUN.invoke(payments, ["rules", "R1", "--sql"]).stdout
    assert "percent = 102" in one and "select" in one and "Exempel" in one
    limits = tmp_path / "limits.toml"
    limits.write_text(RUN.invoke(payments, ["rules", "--params"]).stdout, "utf-8")
    data = str(small(tmp_path / "a"))
    done = RUN.invoke(
        payments, ["check", "--data", data, "--out", str(tmp_path / "o"), "--params", str(limits)]
    )
    assert done.exit_code == 0


def test_generate_pseudonymise_and_check_go_together(tmp_path: Path) -> None:
    where = {name: str(tmp_path / name) for name in ("a", "p", "k", "out")}
    assert RUN.invoke(payments, ["generate", "--visits", "2000", "--out", where["a"]]).exit_code == 0
    pseudonymise = [
        "pseudonymise",
        "--data",
        where["a"],
        "--out",
        where["p"],
        "--key",
        where["k"],
        "--new-key",
    ]
    assert RUN.invoke(payments, pseudonymise).exit_code == 0
    assert RUN.invoke(payments, ["check", "--data", where["p"], "--out", where["out"]]).exit_code == 0


def test_no_django_and_nothing_heavy_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from tertial.payments import check, evidence; import tertial.payments.cli;"
        f"check(pathlib.Path({str(small(tmp_path / 'a'))!r}), pathlib.Path({str(tmp_path / 'out')!r}));"
        "print([name for name in ('django', 'pyspark', 'sqlglot', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
