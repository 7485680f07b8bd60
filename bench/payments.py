"""Measures payment control on made-up cities: whole processes, wall and CPU and peak memory, beside a bare scan.

    python bench/payments.py                         # 250 k and 2.5 M visits
    python bench/payments.py --visits 2500000 25000000 --runs 3

Every run is a process of its own, started and waited for; its peak is what the system says of it. Ratios are to
one process that scans the needed Parquet columns with DuckDB, measured in turns with the others, since other
work on the machine changes from minute to minute. Every control's result is compared with the planted truth.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
TWELVE = ",".join(f"R{number}" for number in range(1, 13))
SIX = "R1,R2,R4,R7,R8,R10"
KEYS = "rule, line_id, visit_id, other_visit_id, client_id, provider_id, service_id, staff_id, month, day"
SCAN = """
import sys, duckdb
files = [f"{sys.argv[1]}/{name}.parquet" for name in ("lines", "decisions", "clients", "absences")]
duckdb.connect().execute(f'''select sum(visit_id), sum(client_id), sum(staff_id), sum(provider_id), sum(service_id),
sum(epoch_us(start_utc)), sum(epoch_us(end_utc)), max(work_date), count(*) filter (where manual)
from read_parquet('{sys.argv[1]}/visits.parquet')''').fetchall()
for file in files:
    duckdb.connect().execute(f"select max(columns(*)) from read_parquet('{file}')").fetchall()
"""

# A process that starts from a large one is counted as large; this small one stands between.
LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
wall, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Run:
    name: str
    command: Sequence[str]


def measured(command: Sequence[str]) -> Cost:
    """One process from start to end, with what the system says it used."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    launch = [sys.executable, "-S", "-c", LAUNCHER, *command]
    done = subprocess.run(launch, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def check(data: Path, out: Path, rules: str) -> list[str]:
    command = [sys.executable, "-m", "tertial.site.cli", "payments", "check"]
    return [*command, "--data", str(data), "--out", str(out), "--rules", rules]


def made(folder: Path, visits: int) -> Path:
    """The city of this size, made once."""
    data = folder / f"city-{visits}"
    if not (data / "truth.parquet").exists():
        command = [sys.executable, "-m", "tertial.site.cli", "payments", "generate"]
        cost = measured([*command, "--visits", str(visits), "--out", str(data)])
        print(f"made {visits:,} visits in {cost.wall:.1f} s, {cost.megabytes:.0f} MB", file=sys.stderr)
    return data


def with_csv(data: Path) -> Path:
    """The same delivery with the visits as CSV."""
    folder = data.with_name(data.name + "-csv")
    if not (folder / "visits.csv").exists():
        folder.mkdir(exist_ok=True)
        for file in data.glob("*.parquet"):
            if file.name not in ("visits.parquet", "truth.parquet"):
                (folder / file.name).write_bytes(file.read_bytes())
        duckdb.execute(
            f"copy (from '{data}/visits.parquet') to '{folder}/visits.csv' (header, delimiter ';')"
        )
    return folder


def in_turns(runs: list[Run], times: int) -> dict[str, Cost]:
    """Medians of several rounds, one of each kind a round, so that all meet the same machine."""
    costs: dict[str, list[Cost]] = {run.name: [] for run in runs}
    for _ in range(times):
        for run in runs:
            costs[run.name].append(measured(run.command))
    middle: Callable[[list[float]], float] = statistics.median
    return {
        name: Cost(
            middle([c.wall for c in each]), middle([c.cpu for c in each]), max(c.megabytes for c in each)
        )
        for name, each in costs.items()
    }


def is_truth(data: Path, out: Path, rules: str) -> None:
    """Exactly the planted faults, by rule and keys."""
    asked = ", ".join(f"'{code}'" for code in rules.split(","))
    found = f"select {KEYS} from read_parquet('{out}/findings.parquet')"
    truth = f"select {KEYS} from read_parquet('{data}/truth.parquet') where rule in ({asked})"
    for one, other in ((found, truth), (truth, found)):
        left = duckdb.execute(f"select count(*) from ({one} except all {other})").fetchall()[0][0]
        if left:
            raise SystemExit(f"{out}: {left} rows differ from the truth")


def same_as_pandas(out: Path, told: Path) -> None:
    """pandas finds as many per rule; else it would be compared at another task."""
    ours = duckdb.execute(
        f"select rule, count(*) from read_parquet('{out}/findings.parquet') group by all"
    ).fetchall()
    theirs = {code: count for code, count in json.loads(told.read_text()).items() if count}
    if dict(ours) != theirs:
        raise SystemExit(f"pandas finds {theirs}, we find {dict(ours)}")


def interval_seconds(out: Path) -> float:
    rules = json.loads((out / "run.json").read_text())["rules"]
    return sum(rules[code]["seconds"] for code in ("R4", "R5", "R8"))


def measure(folder: Path, visits: int, times: int) -> tuple[dict[str, Cost], float]:
    data, out = made(folder, visits), folder / "out"
    pandas_told = folder / "pandas.json"
    runs = [
        Run("scan of the columns, DuckDB", [sys.executable, "-c", SCAN, str(data)]),
        Run("twelve rules", check(data, out / "twelve", TWELVE)),
        Run("all fourteen", check(data, out / "fourteen", f"{TWELVE},R13,R14")),
        Run("six rules", check(data, out / "six", SIX)),
    ]
    if visits <= 2_500_000:
        runs.append(Run("twelve rules, visits as CSV", check(with_csv(data), out / "csv", TWELVE)))
        pandas = [sys.executable, str(ROOT / "bench" / "payments_pandas.py"), str(data), str(pandas_told)]
        runs.append(Run("six rules in pandas", pandas))
    costs = in_turns(runs, times)
    is_truth(data, out / "fourteen", f"{TWELVE},R13,R14")
    is_truth(data, out / "twelve", TWELVE)
    if visits <= 2_500_000:
        same_as_pandas(out / "six", pandas_told)
        if (out / "csv/findings.parquet").read_bytes() != (out / "twelve/findings.parquet").read_bytes():
            raise SystemExit("CSV and Parquet give different findings")
    return costs, interval_seconds(out / "twelve")


def table(visits: int, costs: dict[str, Cost]) -> None:
    scan = costs["scan of the columns, DuckDB"]
    print(f"\n| {visits:,} visits | wall s | CPU s | peak MB | × scan |\n|---|---|---|---|---|")
    for name, cost in costs.items():
        print(
            f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} | {cost.wall / scan.wall:.1f} |"
        )


def goals(found: dict[int, dict[str, Cost]]) -> None:
    """The goals, each with its figure."""
    small, large = found.get(2_500_000), found.get(25_000_000)
    print("\n| goal | limit | measured | |\n|---|---|---|---|")
    rows: list[tuple[str, float, float]] = []
    if small:
        twelve, scan = small["twelve rules"], small["scan of the columns, DuckDB"]
        rows.append(("twelve rules on 2.5 M, × scan", 6, twelve.wall / scan.wall))
        rows.append(("twelve rules on 2.5 M, peak MB", 500, twelve.megabytes))
        rows.append(("CSV adds, s per 2.5 M", 2, small["twelve rules, visits as CSV"].wall - twelve.wall))
    if small and large:
        rows.append(
            ("twelve rules on 25 M, × 2.5 M", 11, large["twelve rules"].wall / small["twelve rules"].wall)
        )
        rows.append(("twelve rules on 25 M, peak MB", 3000, large["twelve rules"].megabytes))
    for name, limit, value in rows:
        print(f"| {name} | ≤ {limit} | {value:.1f} | {'held' if value <= limit else 'NOT HELD'} |")


def slope(seconds: dict[int, float]) -> None:
    """How the interval rules (R4, R5, R8) grow: seconds per million visits should stay level."""
    print("\n| visits | interval rules s | s per million |\n|---|---|---|")
    for visits, each in seconds.items():
        print(f"| {visits:,} | {each:.2f} | {each / visits * 1e6:.3f} |")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--visits", type=int, nargs="+", default=[250_000, 2_500_000])
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--folder", type=Path, help="keep the made cities here")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tertial-bench-") as temporary:
        folder = told.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found, seconds = {}, {}
        for visits in told.visits:
            found[visits], seconds[visits] = measure(folder, visits, told.runs if visits < 10_000_000 else 2)
            table(visits, found[visits])
        goals(found)
        slope(seconds)


if __name__ == "__main__":
    main()
