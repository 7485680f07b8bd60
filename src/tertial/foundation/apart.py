"""Old Excel files (.xls) are read in a process of its own, with a ceiling on memory and time.

A file of 5 kB can say that its last cell lies at row 65,536 on many tabs, and the reader makes room for every
cell in between. Newer files are looked into beforehand (`archive`); this format has nothing to look into cheaply.
"""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

from tertial.foundation.check import Severity
from tertial.foundation.sheet import Cell, Limits, SheetRemark, Unreadable
from tertial.foundation.words import N_

MEMORY = 1_000_000_000
SECONDS = 60
TOO_MUCH = N_("filen tar för mycket plats eller tid att öppna. Spara den som .xlsx och försök igen.")
_READ: dict[str, Callable[[Any], object]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "seconds": lambda seconds: dt.timedelta(seconds=seconds),
}


def read_apart(content: bytes, name: str, tab: str | None, remarks: list[SheetRemark]) -> list[list[Cell]]:
    """The rows of the tab, or `Unreadable`; whatever happens to the other process."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the arguments are names only
            [sys.executable, "-m", "tertial.foundation.apart", name, *([tab] if tab is not None else [])],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError, ValueError):
        raise Unreadable(TOO_MUCH, name) from None
    if done.returncode != 0:
        raise Unreadable(TOO_MUCH, name)
    answer = json.loads(done.stdout, object_hook=_from_plain)
    if "refused" in answer:
        raise Unreadable(answer["refused"], name, **answer["params"])
    remarks.extend(
        SheetRemark(name, None, None, text, Severity.INFO, params) for text, params in answer["remarks"]
    )
    rows: list[list[Cell]] = answer["rows"]
    return rows


def _plain(cell: Any) -> dict[str, object]:
    """What JSON lacks."""
    if isinstance(cell, dt.timedelta):
        return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def _from_plain(value: dict[str, Any]) -> Any:
    for kind, read in _READ.items():
        if kind in value:
            return read(value[kind])
    return value


def main(arguments: Sequence[str]) -> None:
    """In the other process: the file comes on standard input, the rows go out as JSON."""
    import resource

    from tertial.foundation.workbook import opened

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    name, tab = arguments[0], arguments[1] if len(arguments) > 1 else None
    remarks: list[SheetRemark] = []
    answer: dict[str, object]
    try:
        found, _size = opened(sys.stdin.buffer.read(), name, tab, Limits(), remarks)
        rows = list(found)
        answer = {"rows": rows, "remarks": [[each.text, each.params] for each in remarks]}
    except Unreadable as unreadable:
        answer = {"refused": unreadable.text, "params": unreadable.params}
    json.dump(answer, sys.stdout, default=_plain)


if __name__ == "__main__":
    main(sys.argv[1:])
