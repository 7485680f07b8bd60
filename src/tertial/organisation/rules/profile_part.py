"""Tables of a profile that belong to other packages: each declares how its part is read and checked.

So `tertial profile check` looks at goals and measures without knowing what they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tertial.foundation.registry import declared
from tertial.foundation.sheet import SheetRemark
from tertial.organisation.rules.profile import Profile

Look = Callable[[Profile], tuple[str, Sequence[SheetRemark]]]


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """`look` says in a sentence what the part holds, empty when its files are not there, and what is wrong."""

    code: str
    files: tuple[str, ...]
    look: Look


def all_parts() -> dict[str, ProfilePart]:
    """Every declared part by code; they stand beside the checks."""
    return declared(ProfilePart, "checks")
