"""The tables of a delivery: their columns and kinds, what a row must not be, and what is summed as a control total."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; every engine and every file form gives the same type for it."""

    NUMBER = "heltal"
    DATE = "datum"
    MOMENT = "tidpunkt"
    YES_NO = "ja/nej"
    TEXT = "text"
    CODE = "heltal eller text"


SQL_TYPE = {
    Kind.NUMBER: "bigint",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.YES_NO: "boolean",
    Kind.TEXT: "varchar",
    Kind.CODE: "varchar",
}

# An empty last day means "until further notice".
OPEN_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the delivery. `broken` gives a condition in SQL and the reason users read."""

    columns: dict[str, Kind]
    key: str | None
    broken: dict[str, str] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    optional: dict[str, Kind] = field(default_factory=dict)
    may_be_empty: tuple[str, ...] = ()

    @property
    def all_columns(self) -> dict[str, Kind]:
        return self.columns | self.optional


N, D, M = Kind.NUMBER, Kind.DATE, Kind.MOMENT
BACKWARDS = {"valid_to < valid_from": "sista dagen är före första dagen"}

TABLES: dict[str, Table] = {
    "clients": Table(
        {"client_id": N, "allowed_staff": N},
        key="client_id",
        broken={"allowed_staff < 0": "antalet samtidiga är negativt"},
        sums={"allowed_staff": "allowed_staff"},
    ),
    "providers": Table({"provider_id": N, "zone": Kind.CODE}, key="provider_id"),
    "permits": Table(
        {"provider_id": N, "valid_from": D, "valid_to": D},
        key=None,
        broken=BACKWARDS,
        may_be_empty=("valid_to",),
    ),
    "tariffs": Table(
        {"service_id": N, "zone": Kind.CODE, "valid_from": D, "valid_to": D, "price_ore": N},
        key=None,
        broken={**BACKWARDS, "price_ore < 0": "priset är negativt"},
        sums={"price_ore": "price_ore"},
        may_be_empty=("valid_to",),
    ),
    "decisions": Table(
        {
            "decision_id": N,
            "client_id": N,
            "provider_id": N,
            "service_id": N,
            "valid_from": D,
            "valid_to": D,
            "minutes_per_month": N,
        },
        key="decision_id",
        broken={**BACKWARDS, "minutes_per_month < 0": "antalet minuter är negativt"},
        sums={"minutes_per_month": "minutes_per_month"},
        may_be_empty=("valid_to",),
    ),
    "absences": Table(
        {"absence_id": N, "client_id": N, "from_utc": M, "to_utc": M},
        key="absence_id",
        broken={"to_utc < from_utc": "slutet är före början"},
        sums={"seconds": "(epoch_us(to_utc) - epoch_us(from_utc)) // 1000000"},
    ),
    "visits": Table(
        {
            "visit_id": N,
            "client_id": N,
            "staff_id": N,
            "provider_id": N,
            "service_id": N,
            "start_utc": M,
            "end_utc": M,
            "work_date": D,
            "manual": Kind.YES_NO,
        },
        key="visit_id",
        broken={"end_utc < start_utc": "slutet är före början"},
        sums={"seconds": "(epoch_us(end_utc) - epoch_us(start_utc)) // 1000000"},
        optional={"registered_utc": M, "method": Kind.TEXT},
    ),
    "lines": Table(
        {
            "line_id": N,
            "invoice_id": N,
            "client_id": N,
            "provider_id": N,
            "service_id": N,
            "month": D,
            "period_from": D,
            "period_to": D,
            "minutes": N,
            "price_ore": N,
            "amount_ore": N,
        },
        key="line_id",
        broken={
            "minutes < 0": "antalet minuter är negativt",
            "price_ore < 0": "priset är negativt",
            "period_to < period_from": "periodens slut är före dess början",
            "dayofmonth(month) <> 1": "månaden anges inte med sin första dag",
        },
        sums={"minutes": "minutes", "amount_ore": "amount_ore"},
    ),
}
