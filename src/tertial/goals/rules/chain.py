"""The goal chain: goals on the city's levels, each contributing to one or several above, one its main.

The main parents make a tree that is printed and walked; all parents together say what a goal contributes to.
Nothing here recurses, so a chain may be as deep as it likes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.tree import Step, Tree
from tertial.foundation.words import N_, excerpt


@dataclass(frozen=True, slots=True)
class GoalRow:
    key: str
    level: str
    text: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """`goal` contributes to `parent`."""

    goal: str
    parent: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class ChainRemark:
    """`goal` is where to look, `rule` what is the matter."""

    goal: str
    rule: str
    sentence: Sentence


@dataclass(frozen=True)
class Chain:
    """Goals and links as given. `check` tells what is wrong; what can be walked is walked even so."""

    goals: Mapping[str, GoalRow]
    links: Sequence[LinkRow]
    levels: Sequence[str]  # from the city's profile, the topmost first

    @classmethod
    def of(cls, goals: Iterable[GoalRow], links: Iterable[LinkRow], levels: Sequence[str]) -> "Chain":
        return cls({goal.key: goal for goal in goals}, tuple(links), tuple(levels))

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """What each goal contributes to directly, the main one first."""
        found: dict[str, list[str]] = {}
        for link in sorted(self.links, key=lambda each: not each.main):
            if link.goal in self.goals and link.parent in self.goals and link.goal != link.parent:
                above = found.setdefault(link.goal, [])
                if link.parent not in above:
                    above.append(link.parent)
        return {key: tuple(above) for key, above in found.items()}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """What contributes directly to each goal, in the order of the goals."""
        found: dict[str, list[str]] = {}
        for key in self.goals:
            for parent in self.parents.get(key, ()):
                found.setdefault(parent, []).append(key)
        return {key: tuple(below) for key, below in found.items()}

    @cached_property
    def tree(self) -> Tree[str]:
        """The tree of main parents; a link that would close a ring is left out (`check` tells it)."""
        main = {key: self.main_parent(key) for key in self.goals}
        in_ring = {key for ring in rings({key: (up,) for key, up in main.items() if up}) for key in ring}
        return Tree.of((key, None if key in in_ring else up) for key, up in main.items())

    def main_parent(self, key: str) -> str | None:
        """The one marked as main, else the only one there is."""
        above = self.parents.get(key, ())
        return above[0] if above else None

    def path(self, key: str) -> list[str]:
        """From the top by main parents down to the goal itself."""
        return self.tree.path(key)

    def walk(self, start: str | None = None) -> Iterator[Step[str]]:
        """Every goal once, under its main parent."""
        return self.tree.walk(start)

    def ancestors(self, key: str) -> list[str]:
        """Everything the goal contributes to by any link, nearest first."""
        return self._reached(key, self.parents)

    def descendants(self, key: str) -> list[str]:
        """Everything that contributes to the goal by any link, nearest first."""
        return self._reached(key, self.children)

    def _reached(self, key: str, steps: Mapping[str, tuple[str, ...]]) -> list[str]:
        if key not in self.goals:
            raise KeyError(key)
        found: dict[str, None] = {}
        waiting = list(steps.get(key, ()))
        for each in waiting:  # grows while it is walked
            if each not in found and each != key:
                found[each] = None
                waiting.extend(steps.get(each, ()))
        return list(found)

    def orphans(self) -> list[str]:
        """Goals below the top level that contribute to nothing."""
        top = self.levels[0] if self.levels else None
        return [key for key, goal in self.goals.items() if goal.level != top and not self.parents.get(key)]

    def lacking(self, used: Iterable[str], levels: Iterable[str]) -> list[str]:
        """Goals on these levels that nothing refers to: no measure, or no activity, itself or below."""
        covered: set[str] = set()
        for key in used:
            if key in self.goals and key not in covered:
                covered.add(key)
                covered.update(self.ancestors(key))
        asked = set(levels)
        return [key for key, goal in self.goals.items() if goal.level in asked and key not in covered]


def check_chain(chain: Chain) -> list[ChainRemark]:
    """Everything that somebody should look at in the chain."""
    return [remark for look in _LOOKS for remark in look(chain)]


def _unknown_levels(chain: Chain) -> Iterator[ChainRemark]:
    for goal in chain.goals.values():
        if goal.level not in chain.levels:
            text = N_("Nivån ”%(level)s” finns inte i kommunprofilen. Välj bland %(levels)s.")
            yield _remark(goal, "unknown-level", text, level=goal.level, levels=", ".join(chain.levels))


def _loose_links(chain: Chain) -> Iterator[ChainRemark]:
    for link in chain.links:
        if link.goal not in chain.goals:
            text = N_("Kopplingen går från ett mål som inte finns (%(goal)s).")
            yield ChainRemark(link.goal, "unknown-goal", say(text, goal=link.goal))
        elif link.parent not in chain.goals:
            text = N_("Målet är kopplat till ett mål som inte finns (%(parent)s). Välj ett annat.")
            yield _remark(chain.goals[link.goal], "unknown-parent", text, parent=link.parent)
        elif link.goal == link.parent:
            text = N_("Målet är kopplat till sig självt. Ta bort kopplingen.")
            yield _remark(chain.goals[link.goal], "own-parent", text)


def _mains(chain: Chain) -> Iterator[ChainRemark]:
    mains: dict[str, set[str]] = {}
    for link in chain.links:
        mains.setdefault(link.goal, set()).update({link.parent} if link.main else ())
    for key, parents in mains.items():
        if key not in chain.goals or len(parents) == 1:
            continue
        text = (
            N_("Målet har flera huvudsakliga mål ovanför sig. Välj ett av dem.")
            if parents
            else N_("Målet har inget huvudsakligt mål ovanför sig. Välj ett av dem det bidrar till.")
        )
        yield _remark(chain.goals[key], "several-main" if parents else "no-main", text)


def _upside_down(chain: Chain) -> Iterator[ChainRemark]:
    order = {level: number for number, level in enumerate(chain.levels)}
    for key, parents in chain.parents.items():
        goal = chain.goals[key]
        for parent in parents:
            above = chain.goals[parent]
            if goal.level in order and above.level in order and order[above.level] >= order[goal.level]:
                text = N_("Målet är kopplat till ”%(parent)s”, som inte står på en högre nivå.")
                yield _remark(goal, "not-above", text, parent=excerpt(above.text or above.key))


def _in_rings(chain: Chain) -> Iterator[ChainRemark]:
    for ring in rings(chain.parents):
        names = [excerpt(chain.goals[key].text or key) for key in ring]
        text = N_("Målen går i ring: %(ring)s. Ta bort en av kopplingarna.")
        yield _remark(chain.goals[ring[0]], "ring", text, ring=" → ".join([*names, names[0]]))


def _alone(chain: Chain) -> Iterator[ChainRemark]:
    for key in chain.orphans():
        text = N_("Målet bidrar inte till något mål på en högre nivå. Koppla det till minst ett.")
        yield _remark(chain.goals[key], "orphan", text)


def _remark(goal: GoalRow, rule: str, text: str, **params: object) -> ChainRemark:
    return ChainRemark(goal.key, rule, say(text, **params))


_LOOKS: tuple[Callable[[Chain], Iterator[ChainRemark]], ...] = (
    _unknown_levels,
    _loose_links,
    _mains,
    _upside_down,
    _in_rings,
    _alone,
)


def rings(parents: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """One ring for each knot of goals that stand above themselves, by whatever link."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in parents:
        path: list[str] = []
        at: dict[str, int] = {}
        waiting: list[Iterator[str]] = [iter((start,))]
        while waiting:
            key = next(waiting[-1], None)
            if key is None:
                waiting.pop()
                if path:
                    done.add(left := path.pop())
                    del at[left]
            elif key in at:
                found.append(path[at[key] :])
            elif key not in done:
                at[key] = len(path)
                path.append(key)
                waiting.append(iter(parents.get(key, ())))
    return found
