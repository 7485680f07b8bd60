"""Rows of money that are otherwise now than when the report was signed: what the ledger says, and sums from below."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import shown
from tertial.reporting.rules.document import Changed, Json, place_of
from tertial.reporting.rules.forms import QuestionKind

_KINDS = {"budget": ValueKind.BUDGET, "value": ValueKind.ACTUAL, "forecast": ValueKind.FORECAST}


def changed_money(before: Json, now: Json, told: Collection[tuple[str, str]] = ()) -> Iterator[Changed]:
    """Figure by figure. `told`: the part and row of what was typed, where that has been said already.

    A row that is no longer there has nothing to say.
    """
    new = {row["id"]: row for _part, row in _rows(now)}
    for part, row in _rows(before):
        place, label = place_of(part), row["label"]
        for name, kind in _KINDS.items() if row["id"] in new else ():
            was, is_now = row["content"].get(name), new[row["id"]]["content"].get(name)
            if was != is_now and not (_is_typed(name, row) and (place, label) in told):
                yield Changed(place, label, _shown(was, row), _shown(is_now, row), kind.value)


def _is_typed(name: str, row: Json) -> bool:
    return name == ("value" if row["is_over"] else "forecast")


def _rows(document: Json) -> Iterator[tuple[Json, Json]]:
    for part in document.get("parts", []):
        for row in part["rows"]:
            if row["kind"] == QuestionKind.MONEY:
                yield part, row


def _shown(figure: str | None, row: Json) -> str:
    return shown(Decimal(figure), row["unit_of_measure"], int(row["decimals"])) if figure else ""
