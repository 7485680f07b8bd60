"""The report as it is signed: `tertial.report/1`, self-contained, readable for ever without a single live row.

The sum is of the text itself. Whoever has the text can check it with any tool that knows SHA-256.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = "tertial.report/1"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is otherwise now than when it was signed."""

    place: str  # the part's title
    label: str  # the measure or question
    was: str
    now: str
    kind: str = ""  # of money: which of the row's figures, as the values' kinds are called
    about: str = ""  # the kind of question
    field: str = ""  # what is shown, the text or the comment


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was signed, and whether it still is what was signed."""

    document: Json
    sha256: str
    is_sound: bool


def canonical(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(text: str, sha256: str) -> Sealed:
    """Read and verify; a text that cannot be read at all is unsound, never an error."""
    try:
        document = json.loads(text)
    except ValueError:
        return Sealed({}, sha256, False)
    is_ours = isinstance(document, dict) and document.get("schema") == SCHEMA
    return Sealed(document if is_ours else {}, sha256, is_ours and sum_of(text) == sha256)


def place_of(part: Json) -> str:
    """The part as a reader knows it."""
    return f"{part['number']} {part['title']}".strip()


def changes(before: Json, after: Json) -> list[Changed]:
    """Field by field; what is only in one of them is there too. For "since it was signed" and for T1 against T2."""
    old, new = _fields(before), _fields(after)
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        place, label, about, was = old.get(key) or (*new[key][:3], "")
        now = new[key][3] if key in new else ""
        if was != now:
            found.append(Changed(place, label, was, now, about=about, field=key[1]))
    return found


def _fields(document: Json) -> dict[tuple[str, str], tuple[str, str, str, str]]:
    """What can be read in each row, by the row's own id: section, question and what it is about."""
    return {
        (row["id"], name): (place_of(part), row["label"], row["kind"], str(row[name]))
        for part in document.get("parts", [])
        for row in part["rows"]
        for name in ("shown", "text", "comment")
        if row.get(name)
    }
