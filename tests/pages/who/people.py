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

Pages = dict[str, tuple[dict[str, object], set[str], int]]
Deeds = dict[str, tuple[dict[str, object], dict[str, str], set[str], int]]
