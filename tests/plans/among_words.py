"""Rows as a page gives them line by line: the cells beside the first or the middle line of the row's words."""

from collections.abc import Sequence
from itertools import zip_longest
from random import Random

Column = Sequence[str]


def row_lines(name: Column, cells: Sequence[Column], at: str) -> list[str]:
    """The lines of a row whose columns all begin on top, or all stand in the middle of its height."""
    height = max(map(len, (name, *cells)))
    columns = [_placed(column, height, at) for column in (name, *cells)]
    return [_beside(parts) for parts in zip_longest(*columns, fillvalue="")]


def dated_lines(name: Column, dates: str, at: str, rng: Random) -> list[str]:
    """An activity's lines with its dates beside one of them, or between two where no line is the middle one."""
    half = len(name) // 2
    if at == "some":
        place = rng.choice((0, half, len(name), len(name), len(name)))
        at = "under" if rng.random() < 0.7 and place and len(name) > 1 else "beside"
        return _under(name, dates, place) if at == "under" else _at(name, dates, min(place, len(name) - 1))
    if at == "middle" and len(name) % 2 == 0:
        return _under(name, dates, half)
    if at == "under first" and len(name) > 1:
        return _under(name, dates, 1)
    return _at(name, dates, {"first": 0, "under first": 0, "middle": half, "upper": (len(name) - 1) // 2}[at])


def _under(name: Column, dates: str, place: int) -> list[str]:
    return [*name[:place], dates, *name[place:]]


def _at(name: Column, dates: str, place: int) -> list[str]:
    return [_beside((line, dates)) if i == place else line for i, line in enumerate(name)]


def _placed(column: Column, height: int, at: str) -> list[str]:
    above = (height - len(column)) // 2 if at in ("middle", "upper") else 0
    return [*[""] * above, *column]


def _beside(parts: Sequence[str]) -> str:
    """What stands on one line; only a line without cells keeps the blank it was broken at."""
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else " ".join(part.strip() for part in kept)
