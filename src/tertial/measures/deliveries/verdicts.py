"""Verdicts on rows as plain data for the page that shows what a file would do."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tertial.foundation.check import Severity
from tertial.foundation.delivery import Preview
from tertial.foundation.importer import Header, Importer
from tertial.foundation.sentence import Sentence
from tertial.foundation.sheet import Sheet
from tertial.measures.rules.delivered import CellRemark, RowVerdict, Verdict

MOST_REMARKS = 500
MOST_ROWS = 2_000
STATES = {
    Verdict.NEW: "new",
    Verdict.UPDATE: "changed",
    Verdict.SKIP: "unchanged",
    Verdict.REFUSED: "refused",
}
Told = Callable[[RowVerdict[Any]], tuple[str, list[list[str]]]]


def places(importer: Importer, sheet: Sheet) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Column code → heading in the file, and what is said about the headings."""
    place, remarks = importer.match(sheet.columns)
    said: list[dict[str, Any]] = [
        {"row": 1, "column": None, "text": each.message, "params": {}, "severity": each.severity.value}
        for each in remarks
    ]
    return {code: sheet.columns[at] for code, at in place.items()}, said


def preview(
    verdicts: Iterable[RowVerdict[Any]],
    columns: Sequence[Header],
    told: Told,
    headings: Sequence[Mapping[str, Any]] = (),
) -> Preview:
    """Counts of all rows; the refused and the changed first among those shown."""
    titles = {each.code: each.title for each in columns}
    counts: Counter[str] = Counter()
    mark = hashlib.sha256()
    shown: dict[str, list[dict[str, Any]]] = {
        state: [] for state in ("refused", "changed", "new", "unchanged")
    }
    remarks = [dict(each) for each in headings]
    for each in verdicts:
        state = STATES[each.verdict]
        counts[state] += 1
        mark.update(repr((each.line, state, each.record)).encode())
        if len(shown[state]) < MOST_ROWS:
            shown[state].append(_row(each, state, told))
        if len(remarks) < MOST_REMARKS:
            remarks += [_remark(each.line, cell, titles) for cell in each.cells if _is_told(cell)]
    remarks.sort(key=lambda each: each["severity"] != Severity.ERROR.value)
    rows = [row for state in shown for row in shown[state]][:MOST_ROWS]
    has_errors = counts["refused"] > 0 or any(each["severity"] == Severity.ERROR.value for each in remarks)
    return Preview(dict(counts), rows, remarks[:MOST_REMARKS], not has_errors, mark.hexdigest())


def _is_told(cell: CellRemark) -> bool:
    return cell.severity is not Severity.INFO


def _row(each: RowVerdict[Any], state: str, told: Told) -> dict[str, Any]:
    name, changes = told(each)
    said = [[cell.sentence.text, _params(cell.sentence)] for cell in each.cells]
    return {"line": each.line, "name": name, "state": state, "changes": changes, "remarks": said}


def _remark(line: int, cell: CellRemark, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "row": line,
        "column": titles.get(cell.column, cell.column),
        "text": cell.sentence.text,
        "params": _params(cell.sentence),
        "severity": cell.severity.value,
    }


def _params(sentence: Sentence) -> dict[str, str]:
    return {name: str(value) for name, value in sentence.params.items()}
