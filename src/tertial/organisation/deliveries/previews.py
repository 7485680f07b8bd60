"""A plan of changes as plain data for the page."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from tertial.foundation.check import Severity
from tertial.foundation.delivery import Preview
from tertial.foundation.sheet import SheetRemark
from tertial.organisation.rules.changes import PlanOfChanges, State

MOST_REMARKS = 500
MOST_ROWS = 2_000  # shown; all are counted and taken in


def preview_of(
    plan: PlanOfChanges[Any], headings: dict[str, str], kinds: Mapping[str, str] | None = None
) -> Preview:
    """`kinds` gives the city's own names of its kinds of unit, for remarks that speak of them."""
    names = kinds or {}
    shown = sorted(plan.rows, key=lambda row: (row.state is State.UNCHANGED, row.state is not State.REFUSED))
    return Preview(
        counts={state.value: count for state, count in plan.counts.items()},
        rows=[
            {
                "line": row.line,
                "name": row.name,
                "state": row.state.value,
                "changes": [[headings.get(c.field, c.field), c.old, c.new] for c in row.changes],
                "remarks": [[remark.text, _shown(remark.params, names)] for remark in row.remarks],
            }
            for row in shown[:MOST_ROWS]
        ],
        remarks=[_plain(remark, names) for remark in _worst_first(plan.remarks)[:MOST_REMARKS]],
        may_be_done=plan.may_be_done,
        fingerprint=hashlib.sha256(
            repr([(r.line, r.state, r.record, r.changes) for r in plan.rows]).encode()
        ).hexdigest(),
    )


def _worst_first(remarks: Iterable[SheetRemark]) -> list[SheetRemark]:
    """Errors before the rest, so that cutting the list never hides why a file is stopped."""
    return sorted(remarks, key=lambda each: each.severity is not Severity.ERROR)


KIND_WORDS = ("kind", "kinds", "above", "allowed")


def _shown(params: Mapping[str, object], kinds: Mapping[str, str]) -> dict[str, str]:
    shown = {name: str(value) for name, value in params.items()}
    for name in KIND_WORDS:
        if name in shown:
            shown[name] = ", ".join(kinds.get(each, each) for each in shown[name].split(", "))
    return shown


def _plain(remark: SheetRemark, kinds: Mapping[str, str]) -> dict[str, Any]:
    return {
        "row": remark.row,
        "column": remark.column,
        "text": remark.text,
        "params": _shown(remark.params, kinds),
        "severity": remark.severity.value,
    }
