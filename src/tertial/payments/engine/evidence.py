"""What stands behind one invoice line: ordered, registered and invoiced time of its group, and every visit."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tertial.payments.engine.duck import VIEWS, connect
from tertial.payments.engine.intake import take_in
from tertial.payments.engine.run import stopped
from tertial.payments.engine.trouble import BadInput

GROUP = "client_id = ? and provider_id = ? and service_id = ?"


@dataclass(frozen=True, slots=True)
class Line:
    line_id: int
    invoice_id: int
    period_from: date
    period_to: date
    minutes: int
    price_ore: int
    amount_ore: int


@dataclass(frozen=True, slots=True)
class Decision:
    decision_id: int
    valid_from: date
    valid_to: date
    minutes_per_month: int
    days_in_month: int


@dataclass(frozen=True, slots=True)
class Visit:
    visit_id: int
    staff_id: int
    work_date: date
    start_utc: datetime
    end_utc: datetime
    seconds: int
    manual: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line's group (client, provider, service, month) in three times: ordered, registered, invoiced."""

    line_id: int
    client_id: int
    provider_id: int
    service_id: int
    month: date
    ordered_minutes: int
    registered_minutes: int
    invoiced_minutes: int
    lines: tuple[Line, ...]
    decisions: tuple[Decision, ...]
    visits: tuple[Visit, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def evidence(data: Path, line_id: int, mapping: Path | None = None) -> Evidence:
    """The evidence behind a line, read from the delivery itself with the same intake as a control."""
    with TemporaryDirectory(prefix="tertial-evidence-") as folder:
        work = Path(folder)
        connection = connect(work, "1GB")
        try:
            delivery = take_in(connection, data, ["decisions", "visits", "lines"], mapping, work)
            for name, taken in delivery.tables.items():
                connection.execute(f"create temp view {name} as {taken.sql}")
            connection.execute(
                f"create temp view ruled as {VIEWS['visits'].format(delivery.tables['visits'].sql)}"
            )
            return _gather(connection, line_id)
        except duckdb.Error as error:
            raise stopped(error) from error
        finally:
            connection.close()


def _gather(connection: duckdb.DuckDBPyConnection, line_id: int) -> Evidence:
    found = connection.execute(
        "select client_id, provider_id, service_id, month from lines where line_id = ?", [line_id]
    ).fetchone()
    if found is None:
        raise BadInput(f"Fakturarad {line_id} finns inte bland leveransens hela rader.")
    client, provider, service, month = found
    group = [client, provider, service]
    lines = connection.execute(
        "select line_id, invoice_id, period_from, period_to, minutes, price_ore, amount_ore from lines "
        f"where {GROUP} and month = ? order by line_id",
        [*group, month],
    ).fetchall()
    decisions = connection.execute(
        "select decision_id, valid_from, valid_to, minutes_per_month, "
        "1 + date_diff('day', greatest(valid_from, $4), least(valid_to, last_day($4))) from decisions "
        "where client_id = $1 and provider_id = $2 and service_id = $3 "
        "and valid_from <= last_day($4) and valid_to >= $4 order by decision_id",
        [*group, month],
    ).fetchall()
    visits = connection.execute(
        "select visit_id, staff_id, work_date, make_timestamp(start_us), make_timestamp(end_us), "
        f"(end_us - start_us) // 1000000, manual, end_us - start_us from ruled where {GROUP} and month = ? "
        "order by start_us, visit_id",
        [*group, month],
    ).fetchall()
    days = (month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1) - month).days
    return Evidence(
        line_id,
        client,
        provider,
        service,
        month,
        ordered_minutes=sum(each[3] * each[4] for each in decisions) // days,
        registered_minutes=sum(each[-1] for each in visits) // 60_000_000,
        invoiced_minutes=sum(each[4] for each in lines),
        lines=tuple(Line(*each) for each in lines),
        decisions=tuple(Decision(*each) for each in decisions),
        visits=tuple(Visit(*each[:-1]) for each in visits),
    )
