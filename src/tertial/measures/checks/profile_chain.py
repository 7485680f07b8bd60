"""The goal chain's tables, checked together with the rest of a city's profile."""

from collections.abc import Sequence

from tertial.foundation.sheet import SheetRemark
from tertial.measures.rules.chain import FILES, look_at_chain
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.profile_part import ProfilePart


def _look(profile: Profile) -> tuple[str, Sequence[SheetRemark]]:
    if not any((profile.folder / name).exists() for name in FILES):
        return "", ()
    chain, remarks = look_at_chain(profile)
    found = (
        f"{len(chain.plans)} planer, {len(chain.goals)} mål, {len(chain.activities)} aktiviteter, "
        f"{len(chain.measures)} mått, {len(chain.targets)} årsmål och {len(chain.values)} värden."
    )
    return found, remarks


CHAIN = ProfilePart("chain", FILES, _look)
