"""How every step is taken: the report held, the table asked, the parts moved, the report put where its parts are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission
from tertial.reporting.models import Answer, Exemption, Note, Part, Report, Round
from tertial.reporting.queries.sheet import lock_of
from tertial.reporting.rules.states import MOVES, OPEN, Locked, Move, State, Step, move, of_report


class LockedRefused(Refused):
    """It cannot be written now. `locked` says who, when and what to do; the text typed is offered for copying."""

    def __init__(self, locked: Locked) -> None:
        sentence = locked.sentence()
        super().__init__(sentence.text, field="", **sentence.params)
        self.locked = locked


def held(report: Report) -> Report:
    """The report as it is now, for us alone. Always taken before its parts, so that nobody waits in a ring."""
    rows = Report.objects.select_related("round", "unit", "form_version").select_for_update(of=("self",))
    return rows.get(pk=report.pk)


def held_parts(report: Report, chosen: Iterable[Part] | None) -> list[Part]:
    """The chosen parts of the report, or all that the unit is not excused from."""
    rows = Part.objects.select_for_update(of=("self",)).filter(report=report).order_by("place")
    if chosen is not None:
        rows = rows.filter(pk__in=[each.pk for each in chosen])
    excused = set(Exemption.objects.filter(report=report).values_list("section", flat=True))
    if "" in excused:
        raise Refused(N_("Enheten är undantagen från omgången."))
    parts = [each for each in rows if each.section not in excused]
    for part in parts:
        part.report = report
    return parts


def permission_of(step: Step) -> Permission:
    return next(each.permission for each in MOVES if each.step is step)


def require_step(by: By, step: Step, report: Report) -> str:
    return require(by, permission_of(step), report.unit.key)


def movable(parts: Sequence[Part], step: Step) -> list[Part]:
    """Those that the step can be taken with; where there are none, the reason is the lock of the first."""
    able = [part for part in parts if move(State(part.state), step) is not None]
    if able or not parts:
        return able
    if (locked := lock_of(parts[0])) is not None:
        raise LockedRefused(locked)
    raise Refused(N_("Det går inte nu: %(part)s är inte inlämnad."), part=str(parts[0]))


def check_reason(moved: Move | None, reason: str) -> str:
    words = reason.strip()
    if moved is not None and moved.needs_reason and not words:
        raise Refused(N_("Skriv varför."), field="reason")
    return words


def shift(parts: Iterable[Part], step: Step, by: By) -> None:
    """Move each by the table and note who did it."""
    now = timezone.now()
    rows = list(parts)
    for part in rows:
        found = move(State(part.state), step)
        if found is None:
            raise ValueError(f"{part.pk}: no {step} from {part.state}")
        part.state, part.moved_at = found.to, now
        part.moved_by, part.moved_by_name = by.key, by.name
    Part.objects.bulk_update(rows, ["state", "moved_at", "moved_by", "moved_by_name"], batch_size=200)


def note_down(
    by: By, parts: Sequence[Part], text: str, notes: Mapping[Answer, str], *, is_return: bool
) -> None:
    """`text` is of each part, `notes` of single fields; what is empty is no note."""
    said: list[tuple[int, Answer | None, str]] = [(part.pk, None, text) for part in parts]
    said += [(answer.part_id, answer, words) for answer, words in notes.items()]
    written = {"at": timezone.now(), "by": by.key, "by_name": by.name, "is_return": is_return}
    Note.objects.bulk_create(
        [
            Note(part_id=part, answer=answer, text=words.strip(), **written)
            for part, answer, words in said
            if words.strip()
        ]
    )


def settle(report: Report, by: By) -> State:
    """The report is where its parts are."""
    excused = set(Exemption.objects.filter(report=report).values_list("section", flat=True))
    rows = Part.objects.filter(report=report).values_list("section", "state")
    state = of_report(State(value) for section, value in rows if section not in excused)
    report.state, report.changed_at, report.changed_by_name = state, timezone.now(), by.name
    report.version += 1
    report.save(update_fields=["state", "changed_at", "changed_by_name", "version", "submitted_at"])
    return state


def tell(by: By, verb: str, report: Report, acting_for: str, **particulars: Any) -> None:
    record(
        by=by,
        verb=verb,
        kind="report",
        key=report.key,
        name=report.name[:300],
        unit=report.unit.key,
        acting_for=acting_for,
        **particulars,
    )


def tell_round(by: By, verb: str, round_: Round, acting_for: str = "", **particulars: Any) -> None:
    record(
        by=by,
        verb=verb,
        kind="round",
        key=round_.key,
        name=round_.title,
        acting_for=acting_for,
        **particulars,
    )


def is_open(part: Part) -> bool:
    return State(part.state) in OPEN
