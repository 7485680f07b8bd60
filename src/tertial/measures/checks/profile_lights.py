"""The city's rules for lights, checked together with the rest of its profile."""

from collections.abc import Sequence

from tertial.foundation.sheet import SheetRemark
from tertial.measures.rules.thresholds import FILE, look_at_thresholds
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.profile_part import ProfilePart


def _look(profile: Profile) -> tuple[str, Sequence[SheetRemark]]:
    return "", look_at_thresholds(profile.folder)[1]


LIGHTS = ProfilePart("lights", (FILE,), _look)
