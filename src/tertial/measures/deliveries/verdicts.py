"""Verdicts on rows as plain data for the page that shows what a file would do, and the rows themselves on disk."""

import hashlib
import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from tertial.foundation.check import Severity
from tertial.foundation.delivery import Given, Preview
from tertial.foundation.importer import Header, Importer
from tertial.foundation.sentence import Sentence
from tertial.foundation.sheet import OpenSheet, letters, neutralise, open_sheet
from tertial.measures.rules.delivered import CellRemark, RowVerdict, Verdict
from tertial.measures.rules.matching import plain

MOST_REMARKS = 200
MOST_ROWS = 200  # shown of each state; all are counted and taken in
MOST_NAMES = 100  # unknown names that somebody may be asked about at once
AT_ONCE = 1_000
STATES = {
    Verdict.NEW: "new",
    Verdict.UPDATE: "changed",
    Verdict.SKIP: "unchanged",
    Verdict.REFUSED: "refused",
}
Told = Callable[[RowVerdict[Any]], tuple[str, list[list[str]]]]
Pack = Callable[[RowVerdict[Any]], object]


@dataclass(frozen=True)
class Headed:
    """An open file and where its columns stand."""

    sheet: OpenSheet
    place: dict[str, str]  # column code → heading in the file
    remarks: list[dict[str, Any]]

    @property
    def is_wrong(self) -> bool:
        return any(each["severity"] == Severity.ERROR.value for each in self.remarks)

    def cell(self, column: str, line: int) -> str:
        """The cell as a spreadsheet names it: F12; nothing where the file has no such column."""
        heading = self.place.get(column)
        return f"{letters(self.sheet.columns.index(heading))}{line}" if heading else ""


def headed(importer: Importer, given: Given) -> Headed:
    sheet = open_sheet(given.content, name=given.name)
    place, remarks = importer.match(sheet.columns)
    said: list[dict[str, Any]] = [
        {"row": 1, "column": None, "text": each.message, "params": {}, "severity": each.severity.value}
        for each in remarks
    ]
    in_order = sorted(place.items(), key=lambda pair: pair[1])
    return Headed(sheet, {code: sheet.columns[at] for code, at in in_order}, said)


def with_progress(verdicts: Iterable[RowVerdict[Any]], given: Given, size: int) -> Iterator[RowVerdict[Any]]:
    done = 0
    for done, each in enumerate(verdicts, start=1):
        if done % AT_ONCE == 0:
            given.tell(done, max(done, size))
        yield each
    given.tell(done, max(done, 1))


@dataclass
class Waiting:
    """A judged file. The rows to write lie on disk, so that memory does not grow with the file."""

    preview: Preview
    pack: Pack = lambda each: each  # what of a row is put away
    cells: str = ""  # the letters of the column that the values stand in
    _file: IO[bytes] = field(default_factory=lambda: tempfile.TemporaryFile())  # noqa: SIM115, closed by close()

    def keep(self, verdicts: Iterable[RowVerdict[Any]]) -> Iterator[RowVerdict[Any]]:
        """The same verdicts again, those to be written put away on the way."""
        kept: list[object] = []
        for each in verdicts:
            if each.verdict in (Verdict.NEW, Verdict.UPDATE):
                kept.append(self.pack(each))
                if len(kept) >= AT_ONCE:
                    self._put(kept)
            yield each
        self._put(kept)

    def _put(self, kept: list[object]) -> None:
        if kept:
            pickle.dump(kept, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            kept.clear()

    def chunks(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301, our own file without a name, written a moment ago
            except EOFError:
                return

    def close(self) -> None:
        self._file.close()


def preview(
    verdicts: Iterable[RowVerdict[Any]],
    columns: Sequence[Header],
    told: Told,
    file: Headed,
    pack: Pack = lambda each: each.record,
) -> Preview:
    """Counts of all rows; the refused and the changed first among those shown."""
    titles = {each.code: each.title for each in columns}
    counts: Counter[str] = Counter()
    mark = hashlib.sha256()
    shown: dict[str, list[dict[str, Any]]] = {
        state: [] for state in ("refused", "changed", "new", "unchanged")
    }
    remarks = [dict(each) for each in file.remarks]
    names: dict[tuple[str, str], dict[str, Any]] = {}
    for each in verdicts:
        state = STATES[each.verdict]
        counts[state] += 1
        mark.update(repr((each.line, state, pack(each), each.before)).encode())
        if len(shown[state]) < MOST_ROWS:
            shown[state].append(_row(each, state, told, titles, file))
        if each.cells and len(remarks) < MOST_REMARKS:
            remarks += [_remark(each.line, cell, titles, file) for cell in each.cells if _is_told(cell)]
        for cell in each.cells:
            _note(cell, names)
    remarks.sort(key=lambda each: each["severity"] != Severity.ERROR.value)
    rows = [row for state in shown for row in shown[state]]
    may = not file.is_wrong and bool(counts["new"] or counts["changed"])
    return Preview(dict(counts), rows, remarks[:MOST_REMARKS], may, mark.hexdigest(), list(names.values()))


def _note(cell: CellRemark, names: dict[tuple[str, str], dict[str, Any]]) -> None:
    """A name that may mean something: a person is asked once, whatever the number of rows."""
    if not cell.suggestions:
        return
    key = (cell.column.removesuffix("_id"), plain(cell.typed))
    if key in names:
        names[key]["count"] += 1
    elif len(names) < MOST_NAMES:
        options = [{"key": each.key, "name": each.name} for each in cell.suggestions]
        names[key] = {"column": key[0], "typed": cell.typed, "plain": key[1], "count": 1, "options": options}


def stopped(
    verdicts: Iterable[RowVerdict[Any]], columns: Sequence[Header], file: Headed
) -> Iterator[list[str]]:
    """The stopped rows as they came, each with why in a last column, to be corrected and delivered again."""
    titles = {each.code: each.title for each in columns}
    yield [*file.place.values(), WHY]
    for each in verdicts:
        if each.verdict is not Verdict.REFUSED or each.row is None:
            continue
        why = " ".join(
            f"{titles.get(cell.column, cell.column)}: {cell.sentence}"
            for cell in each.cells
            if cell.severity is Severity.ERROR
        )
        yield [str(neutralise(text)) for text in (*(each.row[code] for code in file.place), why)]


WHY = "Varför raden är stoppad"


def _is_told(cell: CellRemark) -> bool:
    return cell.severity is not Severity.INFO


def _row(
    each: RowVerdict[Any], state: str, told: Told, titles: Mapping[str, str], file: Headed
) -> dict[str, Any]:
    name, changes = told(each)
    if each.row is not None:
        name = ", ".join(
            each.row[code] for code in ("measure_id", "measure", "unit_id", "unit") if each.row[code]
        )
    said = [
        [
            cell.sentence.text,
            _params(cell.sentence),
            titles.get(cell.column, ""),
            file.cell(cell.column, each.line),
        ]
        for cell in each.cells
    ]
    return {"line": each.line, "name": name[:300], "state": state, "changes": changes, "remarks": said}


def _remark(line: int, cell: CellRemark, titles: Mapping[str, str], file: Headed) -> dict[str, Any]:
    return {
        "row": line,
        "column": titles.get(cell.column, cell.column),
        "cell": file.cell(cell.column, line),
        "text": cell.sentence.text,
        "params": _params(cell.sentence),
        "severity": cell.severity.value,
    }


def _params(sentence: Sentence) -> dict[str, str]:
    return {name: str(value) for name, value in sentence.params.items()}


def in_chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk
