"""Who may: the answer from the roles somebody holds, their deputyships and the tree of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tertial.organisation.roles import EVERYWHERE, ROLES, Permission


@dataclass(frozen=True, slots=True)
class Held:
    """A role on a unit, held by oneself or in somebody else's place."""

    role: str
    unit: str
    instead_of: str = ""


def permits(held: Iterable[Held], permission: Permission, line: Sequence[str]) -> Held | None:
    """The holding that permits it in a unit whose line (itself, then its parents) is given; own roles first."""
    able = [each for each in held if permission in ROLES[each.role].permits]
    able.sort(key=lambda each: bool(each.instead_of))
    for each in able:
        if each.unit in line or each.role in EVERYWHERE:
            return each
    return None


def line_of(unit: str, parents: Mapping[str, str | None]) -> list[str]:
    """The unit itself, its parent, and so on to the top."""
    line: list[str] = []
    step: str | None = unit
    while step is not None and step not in line:
        line.append(step)
        step = parents.get(step)
    return line


def may_read_draft(held: Iterable[Held], line: Sequence[str]) -> bool:
    """Drafts are for the own line, the city office and the auditors; what is approved is for everybody."""
    return permits(held, Permission.READ_DRAFT, line) is not None
