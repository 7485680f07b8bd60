"""What a run leaves: sorted and typed findings, a record that adds up, and never half a result."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tertial.payments import BadInput, Settings, Stopped, check
from tertial.payments.engine import run
from tertial.payments.engine.place import replacing
from tests.rules.payments.deliveries import city, small

COLUMNS = [
    "rule",
    "line_id",
    "visit_id",
    "other_visit_id",
    "client_id",
    "provider_id",
    "service_id",
    "staff_id",
    "month",
    "day",
    "amount_ore",
    "reason",
]


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "run.json"}


def test_findings_have_exactly_these_columns_types_and_order(tmp_path: Path) -> None:
    check(city(tmp_path / "a"), tmp_path / "out")
    file = tmp_path / "out" / "findings.parquet"
    types = duckdb.sql(f"describe from '{file}'").fetchall()
    assert [row[0] for row in types] == COLUMNS
    kinds = {"rule": "VARCHAR", "reason": "VARCHAR", "month": "DATE", "day": "DATE"}
    assert all(row[1] == kinds.get(row[0], "BIGINT") for row in types)
    found = duckdb.sql(f"from '{file}'").fetchall()
    assert found == duckdb.sql(f"from '{file}' order by all").fetchall() and len(found) > 50
    text = duckdb.sql(f"from read_csv('{tmp_path}/out/findings.csv', all_varchar = true)").fetchall()
    assert [[None if v is None else str(v) for v in row] for row in found] == [list(row) for row in text]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "findings.csv", "findings.parquet", "quarantine.csv", "run.json"
    ]  # fmt: skip


def test_the_record_adds_up(tmp_path: Path) -> None:
    data = city(tmp_path / "a")
    record = check(data, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8")) == record
    file, lines = tmp_path / "out" / "findings.parquet", record["inputs"]["lines"]
    assert lines["files"][0]["sha256"] == sha256((data / "lines.parquet").read_bytes()).hexdigest()
    counted = duckdb.sql(
        f"select count(*), sum(minutes), sum(amount_ore) from '{data}/lines.parquet'"
    ).fetchall()[0]
    assert (lines["rows"], lines["sums"]["minutes"], lines["sums"]["amount_ore"]) == counted
    hits = dict(duckdb.sql(f"select rule, count(*) from '{file}' group by all").fetchall())
    assert {code: each["hits"] for code, each in record["rules"].items() if each["hits"]} == hits
    distinct = f"select distinct rule, line_id, amount_ore from '{file}' where line_id is not null"
    per_rule = dict(
        duckdb.sql(f"select rule, sum(amount_ore)::bigint from ({distinct}) group by all").fetchall()
    )
    assert {
        code: each["at_stake_ore"] for code, each in record["rules"].items() if each["at_stake_ore"]
    } == per_rule
    once = duckdb.sql(
        f"select sum(amount_ore) from (select distinct line_id, amount_ore from ({distinct}))"
    ).fetchall()[0]
    assert once and record["at_stake_ore"] == once[0] < sum(per_rule.values())
    assert record["parameters"]["R1"] == {"percent": 102, "slack": 1500}
    assert all(each["version"] and each["seconds"] >= 0 for each in record["rules"].values())


def test_limits_from_a_file_change_the_findings(tmp_path: Path) -> None:
    data, file = small(tmp_path / "a"), tmp_path / "limits.json"
    assert check(data, tmp_path / "out")["rules"]["R1"]["hits"] == 1
    file.write_text('{"R1": {"slack": 60000}}', "utf-8")
    record = check(data, tmp_path / "out", Settings(limits=file))
    assert record["rules"]["R1"]["hits"] == 0 and record["parameters"]["R1"]["slack"] == 60000


def test_the_same_delivery_gives_the_same_bytes(tmp_path: Path) -> None:
    data = city(tmp_path / "a", 20_000)
    check(data, tmp_path / "one", Settings(threads=1))
    check(data, tmp_path / "two", Settings(threads=4, memory="300MB"))
    assert all_bytes(tmp_path / "one") == all_bytes(tmp_path / "two")


def test_an_earlier_result_is_replaced_whole(tmp_path: Path) -> None:
    data, out = small(tmp_path / "a"), tmp_path / "deep" / "out"
    check(data, out)
    (out / "old.txt").write_text("from before", "utf-8")
    check(data, out, Settings(rules="R13"))
    assert not (out / "old.txt").exists()
    assert set(json.loads((out / "run.json").read_text("utf-8"))["rules"]) == {"R13"}


@pytest.mark.parametrize("place", ["a", ".", "theirs", "theirs/letter.txt"])
def test_a_folder_that_is_not_a_result_is_never_replaced(tmp_path: Path, place: str) -> None:
    data = small(tmp_path / "a")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(BadInput):
        check(data, tmp_path / place)
    assert (tmp_path / "theirs" / "letter.txt").read_text("utf-8") == "mine"
    assert (data / "lines.parquet").exists()


def test_a_failure_in_the_middle_leaves_the_earlier_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = small(tmp_path / "a"), tmp_path / "out"
    check(data, out)
    before = all_bytes(out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "write_findings", full)
    with pytest.raises(Stopped, match="Disken är full"):
        check(data, out)
    assert all_bytes(out) == before
    assert not list(tmp_path.glob(".*"))


def test_a_real_full_disk_is_told_plainly(tmp_path: Path) -> None:
    """With room for nothing the spill and the result cannot be written; the limit stands in for a full disk."""
    data = city(tmp_path / "a", 60_000)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from tertial.site.cli import app; app()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "payments", "check", "--data", data, "--out", tmp_path / "out"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "Inget resultat har skrivits" in done.stderr
    assert not (tmp_path / "out").exists()


def killed(data: Path, out: Path, when: Callable[[], bool]) -> None:
    command = [
        sys.executable,
        "-m",
        "tertial.site.cli",
        "payments",
        "check",
        "--data",
        str(data),
        "--out",
        str(out),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not when() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_killed_run_can_be_started_again(tmp_path: Path) -> None:
    data, out = city(tmp_path / "a", 60_000), tmp_path / "out"
    check(data, tmp_path / "whole")
    killed(data, out, lambda: any(tmp_path.glob(".out.half-*/work")))
    assert not out.exists() and list(tmp_path.glob(".out.half-*")), (
        "the killed run had begun and left its folder"
    )
    check(data, out)
    assert all_bytes(out) == all_bytes(tmp_path / "whole")
    assert not list(tmp_path.glob(".*")), "the leftovers are cleared"


def test_a_run_killed_between_the_two_renames_is_recovered(tmp_path: Path) -> None:
    data, out = small(tmp_path / "a"), tmp_path / "out"
    check(data, out)
    out.rename(tmp_path / ".out.old-999999999")
    with pytest.raises(RuntimeError), replacing(out, ours="run.json"):
        raise RuntimeError
    assert (out / "run.json").exists()
