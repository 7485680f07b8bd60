"""The rows are set against the council's goals and the year before once more: another year, or goals that have come."""

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.receiving import BATCH, compared, refuse_year, tell
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.drafts import as_rows
from tertial.planning.queries.known import known_for
from tertial.planning.rules.proposing import propose


@action
def compare_again(*, by: By, reading: Reading, year: int) -> Reading:
    """What people have judged stays judged. Only what a row is taken for is looked up anew, for the year."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    if now.state != Reading.State.READY:
        raise Refused(N_("Dokumentet granskas inte längre, så raderna kan inte ändras."))
    refuse_year(year)
    changed = _changed(now, year)
    if now.year == year and not changed:
        nothing_changed()
        return now
    Proposal.objects.bulk_update(
        changed, ["certainty", "why", "is_citys", "match", "matched", "matched_text"], batch_size=BATCH
    )
    now.year, now.version = year, now.version + 1
    now.save(update_fields=["year", "version"])
    tell(by, "reading.compared", now, acting_for, year=year, count=len(changed))
    return now


def _changed(reading: Reading, year: int) -> list[Proposal]:
    """The rows that are taken for something else than before. What somebody has chosen for a row stays the row's."""
    rows = list(reading.proposals.all())
    changed = []
    for row, each in zip(
        rows, propose(as_rows(rows), known_for(reading.unit, year, reading.kind)), strict=True
    ):
        told = compared(each)
        is_judged = row.choice != Proposal.Choice.OPEN and row.matched and reading.year == year
        if not is_judged and any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            changed.append(row)
    return changed
