"""Six of the rules as one would write them in pandas, for comparison: R1, R2, R4, R7, R8, R10.

python bench/payments_pandas.py DATA COUNTS.json
"""

import json
import sys
from pathlib import Path

import pandas as pd

GROUP = ["client_id", "provider_id", "service_id", "month"]


def read(data: Path, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    frame = pd.read_parquet(data / f"{name}.parquet", columns=columns)
    for column in frame.columns:
        if frame[column].dtype == object:
            frame[column] = pd.to_datetime(frame[column])
    return frame


def performed_minutes(visits: pd.DataFrame) -> pd.DataFrame:
    days = pd.to_datetime(visits.work_date)
    month = days.to_numpy().astype("datetime64[M]").astype("datetime64[us]")
    seconds = (visits.end_utc - visits.start_utc).dt.total_seconds()
    frame = visits[["client_id", "provider_id", "service_id"]].assign(month=month, seconds=seconds)
    done = frame.groupby(GROUP, as_index=False)["seconds"].sum()
    return done.assign(performed=(done.seconds // 60).astype("int64"))


def r1(lines: pd.DataFrame, done: pd.DataFrame) -> int:
    invoiced = lines.groupby(GROUP, as_index=False)["minutes"].sum().rename(columns={"minutes": "invoiced"})
    both = invoiced.merge(done, on=GROUP, how="left")
    over = both[100 * both.invoiced > 102 * both.performed.fillna(0) + 1500]
    return len(lines.merge(over[GROUP], on=GROUP))


def r2(decisions: pd.DataFrame, done: pd.DataFrame) -> int:
    both = done.merge(decisions, on=GROUP[:3])
    last = both.month + pd.offsets.MonthEnd(0)
    first_day, last_day = (
        both[["month", "valid_from"]].max(axis=1),
        both.valid_to.where(both.valid_to < last, last),
    )
    both = both.assign(days=(last_day - first_day).dt.days + 1, in_month=last.dt.day)
    both = both[both.days > 0]
    both = both.assign(minute_days=both.minutes_per_month * both.days)
    total = both.groupby([*GROUP, "performed", "in_month"], as_index=False)["minute_days"].sum()
    return int((100 * total.performed * total.in_month > 110 * total.minute_days).sum())


def r4(visits: pd.DataFrame) -> int:
    """By lead, like our own rule: mark the visits that go on when the next begins, then join only those."""
    ordered = visits[["visit_id", "staff_id", "start_utc", "end_utc"]].sort_values(
        ["staff_id", "start_utc", "visit_id"]
    )
    following = ordered.groupby("staff_id").start_utc.shift(-1)
    overrun = ordered[following < ordered.end_utc]
    pairs = overrun.merge(
        ordered[ordered.staff_id.isin(overrun.staff_id)], on="staff_id", suffixes=("", "_later")
    )
    later = (pairs.start_utc_later > pairs.start_utc) | (
        (pairs.start_utc_later == pairs.start_utc) & (pairs.visit_id_later > pairs.visit_id)
    )
    return int(
        (later & (pairs.start_utc_later < pairs.end_utc) & (pairs.start_utc < pairs.end_utc_later)).sum()
    )


def r7(lines: pd.DataFrame) -> int:
    same = lines.groupby(["client_id", "service_id", "period_from", "period_to", "amount_ore"])["line_id"]
    return int((lines.line_id > same.transform("min")).sum())


def r8(visits: pd.DataFrame, absences: pd.DataFrame) -> int:
    both = visits[["visit_id", "client_id", "start_utc", "end_utc"]].merge(absences, on="client_id")
    return int(both[(both.start_utc < both.to_utc) & (both.from_utc < both.end_utc)].visit_id.nunique())


def r10(lines: pd.DataFrame, providers: pd.DataFrame, tariffs: pd.DataFrame) -> int:
    both = lines.merge(providers, on="provider_id", how="left").merge(
        tariffs, on=["service_id", "zone"], how="left"
    )
    valid = (both.valid_from <= both.period_from) & (both.period_from <= both.valid_to)
    right = both[valid & (both.price_ore_x == both.price_ore_y)]
    return len(set(lines.line_id) - set(right.line_id))


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    needed = [
        "visit_id",
        "client_id",
        "staff_id",
        "provider_id",
        "service_id",
        "start_utc",
        "end_utc",
        "work_date",
    ]
    visits, lines = read(data, "visits", needed), read(data, "lines")
    done = performed_minutes(visits)
    counts = {
        "R1": r1(lines, done),
        "R2": r2(read(data, "decisions"), done),
        "R4": r4(visits),
        "R7": r7(lines),
        "R8": r8(visits, read(data, "absences")),
        "R10": r10(lines, read(data, "providers"), read(data, "tariffs")),
    }
    out.write_text(json.dumps(counts))


if __name__ == "__main__":
    main()
