"""What differs between two documents of a plan: the one that was decided and the plan as it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tertial.foundation.words import N_

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """`what` says which part of the plan, `before` and `after` its words; an empty one is not there."""

    what: str
    name: str
    before: str
    after: str


def plan_changes(old: Json, new: Json) -> list[PlanChange]:
    """Goals first, then indicators and activities, each in the order of the newer document."""
    return [
        *_pairs(N_("Mål"), _by(old, "goals", _goal_key), _by(new, "goals", _goal_key), _goal_words),
        *_pairs(
            N_("Indikator"),
            _by(old, "indicators", _row_key),
            _by(new, "indicators", _row_key),
            _indicator_words,
        ),
        *_pairs(
            N_("Aktivitet"),
            _by(old, "activities", _text_key),
            _by(new, "activities", _text_key),
            _activity_words,
        ),
    ]


def _by(document: Json, part: str, key: Callable[[Json], str]) -> dict[str, Json]:
    """Rows by what names them; two with the same name are told apart by their order."""
    found: dict[str, Json] = {}
    for row in document.get(part) or []:
        name, number = key(row), 1
        while name in found:
            number += 1
            name = f"{key(row)} ({number})"
        found[name] = row
    return found


def _pairs(
    what: str, old: Mapping[str, Json], new: Mapping[str, Json], words: Callable[[Json], str]
) -> Iterator[PlanChange]:
    for name in dict.fromkeys([*new, *old]):
        before = words(old[name]) if name in old else ""
        after = words(new[name]) if name in new else ""
        if before != after:
            yield PlanChange(what, name, before, after)


def _goal_key(row: Json) -> str:
    return str(row["number"] or row["text"])


def _row_key(row: Json) -> str:
    return f"{row['goal'] or ''} {row['name']}".strip()


def _text_key(row: Json) -> str:
    return f"{row['goal'] or ''} {row['text']}".strip()


def _goal_words(row: Json) -> str:
    return "\n".join(_goal_lines(row))


def _goal_lines(row: Json) -> Iterable[str]:
    yield str(row["text"])
    for part in row["description"]:
        if part["group"]:
            yield f"{part['group']}:"
        yield from (f"- {point}" for point in part["points"])
    yield from (f"→ {priority}" for priority in row["priorities"])
    yield from (f"= {each['text']}" for each in row["expected"])


def _indicator_words(row: Json) -> str:
    own, council = (row[name]["text"] if row[name] else "–" for name in ("target", "council_target"))
    return f"{own} / {council}"


def _activity_words(row: Json) -> str:
    return f"{row['start'] or '–'} – {row['end'] or '–'}"
