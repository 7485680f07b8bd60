"""Whole files at once, for a city that moves in: read, accepted and adopted without a review, by the operator's word.

Every file is its own transaction. A file that is adopted already is told and skipped, so that a run that was stopped
goes on where it was by being started again.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from tertial.foundation.words import Refused
from tertial.measures.rules.matching import plain
from tertial.organisation.access import By
from tertial.organisation.models import Unit
from tertial.planning.actions.adopting import adopt, is_backwards
from tertial.planning.actions.choosing import choose
from tertial.planning.actions.receiving import lay_out, receive_plan
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.homes import homeless
from tertial.planning.queries.remarks import remarks_of_reading

UNOPENED = "Filen kan inte öppnas."
log = logging.getLogger("tertial.planning")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `state`: adopted, review (waits for people), before (adopted already), failed or waits."""

    name: str
    state: str
    text: str = ""
    unit: str = ""
    rows: int = 0
    left_out: Sequence[str] = ()
    errors: int = 0
    warnings: int = 0


def take_in_file(
    *, by: By, path: Path, unit: Unit | None, year: int | None = None, is_yes: bool = False
) -> Outcome:
    """The same of a file on the disk; one that cannot be opened stops no other either."""
    try:
        content = path.read_bytes()
    except OSError:
        return Outcome(path.name, "failed", UNOPENED)
    return take_in(by=by, name=path.name, content=content, unit=unit, year=year, is_yes=is_yes)


def take_in(
    *, by: By, name: str, content: bytes, unit: Unit | None, year: int | None = None, is_yes: bool = False
) -> Outcome:
    """One file, as far as it goes: whatever is wrong with it, it is told and the next one is taken."""
    try:
        return _taken(by, name, content, unit, year, is_yes)
    except Refused as refused:
        return Outcome(name, "failed", str(refused))
    except Exception:  # a fault in one file must not stop the other thirty; nothing of this one is written
        log.exception("plan %s", name)
        return Outcome(name, "failed", "Ett fel i systemet stoppade filen. Felet är loggat.")


def _taken(by: By, name: str, content: bytes, unit: Unit | None, year: int | None, is_yes: bool) -> Outcome:
    """Without a unit the document's own board is looked for by its name."""
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.opening import read_with_lines

    try:
        draft, lines = read_with_lines(content, name)
    except UnreadableError as error:
        return Outcome(name, "failed", str(error))
    owner = unit or _named(draft.unit)
    if owner is None:
        return Outcome(name, "failed", _unknown(draft.unit))
    before = Reading.objects.filter(
        document__sha256=draft.source.sha256, unit=owner, state=Reading.State.ADOPTED
    ).select_related("plan__unit")
    if done := before.first():
        return Outcome(name, "before", str(done.plan), owner.name, left_out=_left_out(done))
    with transaction.atomic():  # one that is refused or stopped half way leaves nothing to wait for
        reading = receive_plan(by=by, unit=owner, name=name, content=content, year=year, in_background=False)
        reading = lay_out(by=by, reading=reading, draft=draft, lines=lines)
        if is_yes:
            return _adopted(by, reading)
    return _to_review(reading)


def _to_review(reading: Reading) -> Outcome:
    about = (reading.document.name, "review", reading.key, reading.unit.name, reading.proposals.count())
    return _checked(Outcome(*about), reading)


def _checked(told: Outcome, reading: Reading) -> Outcome:
    """With what the checks say of the rows that are not rejected."""
    remarks = remarks_of_reading(reading)
    return replace(told, errors=remarks.errors, warnings=remarks.warnings)


def _adopted(by: By, reading: Reading) -> Outcome:
    """Everything is accepted but what cannot be, as an activity that ends before it starts: left out, and told."""
    still_open = list(reading.proposals.filter(choice=Proposal.Choice.OPEN))
    impossible = [each for each in still_open if each.kind == "activity" and is_backwards(each)]
    bad = {each.pk: each.version for each in impossible}
    good = {each.pk: each.version for each in still_open if each.pk not in bad}
    choose(by=by, reading=reading, versions=good, choice=Proposal.Choice.ACCEPTED)
    choose(by=by, reading=reading, versions=bad, choice=Proposal.Choice.REJECTED)
    plan = adopt(by=by, reading=reading)
    name, left_out = reading.document.name, _left_out(reading)
    return _checked(Outcome(name, "adopted", str(plan), reading.unit.name, len(good), left_out), reading)


def _left_out(reading: Reading) -> tuple[str, ...]:
    """What has not come into the plan, though nobody has said that it should not: the same however late it is asked."""
    rejected = reading.proposals.filter(choice=Proposal.Choice.REJECTED, kind="activity")
    return (
        *(f"slutar innan den börjar: {each}" for each in rejected if is_backwards(each)),
        *(f"står inte under något mål: {each}" for each in homeless(reading)),
    )


def _named(name: str | None) -> Unit | None:
    """The unit that the document says it is the plan of; one only."""
    found = _all_named(name)
    return found[0] if len(found) == 1 else None


def _all_named(name: str | None) -> list[Unit]:
    if not name:
        return []
    return [each for each in Unit.objects.filter(valid_to__isnull=True) if plain(each.name) == plain(name)]


def _unknown(name: str | None) -> str:
    if not name:
        return "Dokumentet säger inte vilken enhet planen är för. Ange --unit."
    if _all_named(name):
        return f"Flera enheter heter ”{name}”. Ange --unit."
    return f"Det finns ingen enhet som heter ”{name}”. Ange --unit."


def outcomes_so_far(files: Iterable[Path], unit: str = "") -> Iterator[Outcome]:
    """What has become of files that the work has not come to, or has not told of: looked up by their content."""
    for path in files:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            yield Outcome(path.name, "failed", UNOPENED)
            continue
        found = Reading.objects.filter(document__sha256=digest).exclude(state=Reading.State.DISCARDED)
        if unit:
            found = found.filter(unit__key=unit)
        yield _so_far(
            path.name, found.select_related("document", "unit", "plan__unit").order_by("-begun_at").first()
        )


def _so_far(name: str, reading: Reading | None) -> Outcome:
    if reading is None or reading.state == Reading.State.WAITING:
        return Outcome(name, "waits")
    if reading.plan is not None:
        return Outcome(name, "adopted", str(reading.plan), reading.unit.name, left_out=_left_out(reading))
    if reading.state == Reading.State.FAILED:
        return Outcome(name, "failed", reading.problem, reading.unit.name)
    return replace(_to_review(reading), name=name)
