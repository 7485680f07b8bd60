"""Trees from rows of (key, parent): the organisation, the goal chain. Everything here is linear.

The order of the rows is the order of siblings.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, Self, TypeVar

from tertial.foundation.words import N_, Refused

K = TypeVar("K", bound=Hashable)


class TreeRefused(Refused):
    """Rows that do not make a tree."""


class Step(NamedTuple, Generic[K]):
    """One node met on a walk, and how deep below the start it is."""

    key: K
    depth: int


def children_of(rows: Iterable[tuple[K, K | None]]) -> dict[K | None, list[K]]:
    """The children of each parent, in the order of the rows; those without a parent under None."""
    children: dict[K | None, list[K]] = {}
    for key, parent in rows:
        children.setdefault(parent, []).append(key)
    return children


def doubles(rows: Iterable[tuple[K, K | None]]) -> list[K]:
    """Keys that stand on more than one row, each named once."""
    seen: dict[K, int] = {}
    for key, _ in rows:
        seen[key] = seen.get(key, 0) + 1
    return [key for key, times in seen.items() if times > 1]


def orphans(rows: Iterable[tuple[K, K | None]]) -> list[K]:
    """Keys whose parent is not on any row."""
    parents = dict(rows)
    return [key for key, parent in parents.items() if parent is not None and parent not in parents]


def cycles(rows: Iterable[tuple[K, K | None]]) -> list[list[K]]:
    """Every ring of keys that stand above themselves: [a, b] says a under b under a."""
    parents = dict(rows)
    done: set[K] = set()
    found: list[list[K]] = []
    for start in parents:
        path: dict[K, int] = {}
        key: K | None = start
        while key is not None and key in parents and key not in done and key not in path:
            path[key] = len(path)
            key = parents[key]
        if key is not None and key in path:
            found.append(list(path)[path[key] :])
        done.update(path)
    return found


@dataclass(frozen=True, slots=True)
class Tree(Generic[K]):
    """A checked tree; build it with `Tree.of(rows)`."""

    parents: Mapping[K, K | None]
    children: Mapping[K | None, list[K]]

    @classmethod
    def of(cls, rows: Iterable[tuple[K, K | None]], *, cut: bool = False) -> Self:
        """Refuses doubles, orphans and cycles. `cut`: a parent that is not among the rows makes a root."""
        given = list(rows)
        if cut:
            known = {key for key, _ in given}
            given = [(key, parent if parent in known else None) for key, parent in given]
        _refuse(N_("%(keys)s finns på mer än en rad. Behåll en av dem."), doubles(given))
        _refuse(N_("%(keys)s har en överordnad som inte finns. Lägg till den eller rätta."), orphans(given))
        if rings := cycles(given):
            message = N_("Raderna går i ring: %(ring)s. Ge en av dem en annan överordnad.")
            raise TreeRefused(message, ring=" under ".join(str(key) for key in [*rings[0], rings[0][0]]))
        return cls(dict(given), children_of(given))

    def __contains__(self, key: object) -> bool:
        return key in self.parents

    def __len__(self) -> int:
        return len(self.parents)

    @property
    def roots(self) -> list[K]:
        return list(self.children.get(None, ()))

    def children_at(self, key: K) -> list[K]:
        """Those directly below."""
        self._known(key)
        return list(self.children.get(key, ()))

    def ancestors(self, key: K) -> list[K]:
        """Those above, from the root down to the parent."""
        return self.path(key)[:-1]

    def path(self, key: K) -> list[K]:
        """From the root down to the key itself."""
        self._known(key)
        upwards = [key]
        while (above := self.parents[upwards[-1]]) is not None:
            upwards.append(above)
        return upwards[::-1]

    def depth(self, key: K) -> int:
        """How many are above: 0 for a root."""
        return len(self.path(key)) - 1

    def walk(self, start: K | None = None) -> Iterator[Step[K]]:
        """Depth first, parents before children; the whole tree, or `start` and what is below it."""
        if start is not None:
            self._known(start)
        waiting = [Step(key, 0) for key in reversed(self.roots if start is None else [start])]
        while waiting:
            step = waiting.pop()
            yield step
            below = self.children.get(step.key, ())
            waiting.extend(Step(key, step.depth + 1) for key in reversed(below))

    def descendants(self, key: K) -> list[Step[K]]:
        """All below the key in the order of a walk, children at depth 1."""
        return [step for step in self.walk(key) if step.depth]

    def is_below(self, key: K, other: K) -> bool:
        """Whether `key` is `other` or somewhere below it."""
        self._known(other)
        return other in self.path(key)

    def _known(self, key: K) -> None:
        if key not in self.parents:
            raise KeyError(key)


def _refuse(message: str, keys: list[K]) -> None:
    if keys:
        shown = ", ".join(str(key) for key in keys[:5]) + (f" (+{len(keys) - 5})" if len(keys) > 5 else "")
        raise TreeRefused(message, keys=shown)
