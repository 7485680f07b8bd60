"""The portions of a review that are judged at once: rows that nobody has judged, each with its version."""

from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.remarks import Remarks
from tertial.planning.queries.review import rows_under
from tertial.planning.rules.draft_rows import lines_of

LONGEST_KEY = 15  # figures: no row has a longer one


def open_rows(reading: Reading) -> dict[int, int]:
    return dict(reading.proposals.filter(choice=Proposal.Choice.OPEN).values_list("pk", "version"))


def sure_rows(reading: Reading, remarks: Remarks) -> dict[int, int]:
    """Those that nothing is uncertain in and no check remarks on."""
    told = set(remarks.by_line())
    found = reading.proposals.filter(choice=Proposal.Choice.OPEN, certainty=100)
    rows = found.values_list("pk", "version", "content")
    return {pk: version for pk, version, content in rows if told.isdisjoint(lines_of(content))}


def open_under(reading: Reading, branch: str) -> dict[int, int]:
    """Those of a goal and everything below it, or of a kind that stands under no goal."""
    return {pk: version for pk, choice, version in _under(reading, branch) if choice == Proposal.Choice.OPEN}


def judged_under(reading: Reading, branch: str) -> dict[int, int]:
    """Those of the same branch that somebody has judged."""
    return {pk: version for pk, choice, version in _under(reading, branch) if choice != Proposal.Choice.OPEN}


def _under(reading: Reading, branch: str) -> list[tuple[int, str, int]]:
    if not branch.isdecimal() or len(branch) > LONGEST_KEY:
        return [(each.pk, each.choice, each.version) for each in rows_under(reading, branch)]
    every = list(reading.proposals.order_by().values_list("pk", "under", "choice", "version"))
    wanted = {pk for pk, *_ in every if pk == int(branch)}
    while more := {pk for pk, under, *_ in every if under in wanted} - wanted:
        wanted |= more
    return [(pk, choice, version) for pk, _, choice, version in every if pk in wanted]


def version_of(reading: Reading) -> int:
    """One number for the whole review: every change of any row, or of what it is compared with, makes it larger."""
    return reading.version + sum(reading.proposals.order_by().values_list("version", flat=True))
