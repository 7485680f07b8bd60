"""The goal chain of a profile, loaded with the city it belongs to."""

from tertial.measures.actions.chain import load_chain
from tertial.measures.rules.chain import FILES, read_chain
from tertial.organisation.access import By
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.profile_part import PartLoad


def load(*, by: By, profile: Profile) -> str:
    counts = load_chain(by=by, chain=read_chain(profile))
    return (
        f"{counts['plans']} planer, {counts['goals']} mål, {counts['activities']} aktiviteter, "
        f"{counts['measures']} mått och {counts['values']} värden"
    )


CHAIN = PartLoad("chain", FILES, load)
