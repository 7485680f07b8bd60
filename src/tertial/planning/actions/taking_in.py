"""Whole files at once, for a city that moves in: read, accepted and adopted without a review, by the operator's word.

Every file is its own transaction. A file that is adopted already is told and skipped, so that a run that was stopped
goes on where it was by being started again.
"""

from dataclasses import dataclass

from tertial.foundation.words import Refused
from tertial.measures.rules.matching import plain
from tertial.organisation.access import By
from tertial.organisation.models import Unit
from tertial.planning.actions.adopting import adopt, is_backwards
from tertial.planning.actions.choosing import choose
from tertial.planning.actions.receiving import lay_out, receive_plan
from tertial.planning.models import Proposal, Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `state`: adopted, review (waits for people), before (adopted already) or failed."""

    name: str
    state: str
    text: str = ""
    unit: str = ""
    rows: int = 0
    left_out: tuple[str, ...] = ()


def take_in(
    *, by: By, name: str, content: bytes, unit: Unit | None, year: int | None = None, is_yes: bool = False
) -> Outcome:
    """One file, as far as it goes. Without a unit the document's own board is looked for by its name."""
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.opening import read_with_lines

    try:
        draft, lines = read_with_lines(content, name)
        owner = unit or _named(draft.unit)
        if owner is None:
            return Outcome(
                name, "failed", f"Det finns ingen enhet som heter ”{draft.unit or '–'}”. Ange --unit."
            )
        before = Reading.objects.filter(
            document__sha256=draft.source.sha256, unit=owner, state=Reading.State.ADOPTED
        ).select_related("plan__unit")
        if done := before.first():
            return Outcome(name, "before", str(done.plan), owner.name)
        reading = receive_plan(by=by, unit=owner, name=name, content=content, year=year, in_background=False)
        reading = lay_out(by=by, reading=reading, draft=draft, lines=lines)
        if not is_yes:
            return Outcome(name, "review", reading.key, owner.name, reading.proposals.count())
        return _adopted(by, reading)
    except UnreadableError as error:
        return Outcome(name, "failed", str(error))
    except Refused as refused:
        return Outcome(name, "failed", str(refused))


def _adopted(by: By, reading: Reading) -> Outcome:
    """Everything is accepted but what cannot be: an activity that ends before it starts is left out, and told."""
    still_open = list(reading.proposals.filter(choice=Proposal.Choice.OPEN))
    impossible = [each for each in still_open if each.kind == "activity" and is_backwards(each)]
    bad = {each.pk: each.version for each in impossible}
    good = {each.pk: each.version for each in still_open if each.pk not in bad}
    choose(by=by, reading=reading, versions=good, choice=Proposal.Choice.ACCEPTED)
    choose(by=by, reading=reading, versions=bad, choice=Proposal.Choice.REJECTED)
    plan = adopt(by=by, reading=reading)
    left_out = tuple(str(each) for each in impossible)
    name = reading.document.name
    return Outcome(name, "adopted", str(plan), reading.unit.name, len(good), left_out)


def _named(name: str | None) -> Unit | None:
    """The unit that the document says it is the plan of; one only."""
    if not name:
        return None
    found = [each for each in Unit.objects.filter(valid_to__isnull=True) if plain(each.name) == plain(name)]
    return found[0] if len(found) == 1 else None
