"""Tables of a profile that belong to other packages: each declares how its part is read and checked.

So `tertial profile check` looks at goals and measures without knowing what they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tertial.foundation.registry import declared
from tertial.foundation.sheet import SheetRemark
from tertial.organisation.rules.profile import Profile

Load = Callable[..., str]  # load(by=…, profile=…) writes, and answers what came in
Look = Callable[[Profile], tuple[str, Sequence[SheetRemark]]]


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """`look` says in a sentence what the part holds, empty when its files are not there, and what is wrong."""

    code: str
    files: tuple[str, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class PartLoad:
    """How a part comes into the database with the city; declared beside the deliveries. Without its files: nothing."""

    code: str
    files: tuple[str, ...]
    load: Load


def all_loads(profile: Profile) -> list[PartLoad]:
    """Those that the profile has files for."""
    found = declared(PartLoad, "deliveries").values()
    return [each for each in found if any((profile.folder / name).exists() for name in each.files)]


def all_parts() -> dict[str, ProfilePart]:
    """Every declared part by code; they stand beside the checks."""
    return declared(ProfilePart, "checks")
