"""The people of the small city (tests/cast.py) by what they may."""

from tests.cast import PEOPLE

EVERYBODY = set(PEOPLE)
STRUCTURE = {"karin", "nils"}
STRAND = {"siv", "karin", "nils"}  # may edit what lies under Strand
ADMINISTRATORS = {"nils"}
LOG = {"karin", "nils", "rolf"}
IMPORTERS = {"karin", "nils"}
DELIVERERS = {"karin", "nils", "siv", "kim", "eva", "ute"}  # of the city's files, or of values and targets
NOBODY: set[str] = set()
GOALS = {"siv", "kim", "karin"}  # may change what Strand has planned

DRAFTS = {"eva", "siv", "kim", "karin", "rolf"}  # may read what home writes before it is decided
HIDDEN = dict.fromkeys(EVERYBODY - DRAFTS, 404)  # for the others it is not there

# What those get who do not get in: the same for all, or another for some; 403 for who is not named.
Otherwise = int | dict[str, int]
Pages = dict[str, tuple[dict[str, object], set[str], Otherwise]]
Deeds = dict[str, tuple[dict[str, object], dict[str, str], set[str], Otherwise]]


def refused(otherwise: Otherwise, person: str) -> int:
    return otherwise if isinstance(otherwise, int) else otherwise.get(person, 403)
