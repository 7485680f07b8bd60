"""The states of a part and of a report, as a table: what moves it, who may, and what a lock tells the reader.

Everything that asks "may this be written now?" asks here; the diagram in the documents is drawn from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.organisation.roles import Permission


class State(StrEnum):
    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SIGNED = "signed"
    FROZEN = "frozen"


class Step(StrEnum):
    """What somebody does that moves it."""

    BEGIN = "begin"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    UNLOCK = "unlock"
    SIGN = "sign"
    FREEZE = "freeze"
    CORRECT = "correct"


STATE_WORDS = {
    State.NOT_STARTED: N_("Ej påbörjad"),
    State.ONGOING: N_("Pågår"),
    State.SUBMITTED: N_("Inlämnad"),
    State.RETURNED: N_("Åter för komplettering"),
    State.APPROVED: N_("Godkänd"),
    State.SIGNED: N_("Signerad"),
    State.FROZEN: N_("Fastställd"),
}
STEP_WORDS = {
    Step.BEGIN: N_("börja"),
    Step.SUBMIT: N_("lämna in"),
    Step.TAKE_BACK: N_("ta tillbaka"),
    Step.RETURN: N_("skicka tillbaka"),
    Step.APPROVE: N_("godkänna"),
    Step.UNLOCK: N_("låsa upp"),
    Step.SIGN: N_("signera"),
    Step.FREEZE: N_("fastställa"),
    Step.CORRECT: N_("rätta efter fastställandet"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """From one state to another. `whole`: the report moves, with all its parts; else one part may alone."""

    step: Step
    origin: State
    to: State
    permission: Permission
    needs_reason: bool = False
    whole: bool = False


MOVES = (
    Move(Step.BEGIN, State.NOT_STARTED, State.ONGOING, Permission.REPORT),
    Move(Step.SUBMIT, State.NOT_STARTED, State.SUBMITTED, Permission.REPORT),
    Move(Step.SUBMIT, State.ONGOING, State.SUBMITTED, Permission.REPORT),
    Move(Step.SUBMIT, State.RETURNED, State.SUBMITTED, Permission.REPORT),
    Move(Step.TAKE_BACK, State.SUBMITTED, State.ONGOING, Permission.REPORT, needs_reason=True),
    Move(Step.RETURN, State.SUBMITTED, State.RETURNED, Permission.APPROVE, needs_reason=True),
    Move(Step.APPROVE, State.SUBMITTED, State.APPROVED, Permission.APPROVE),
    Move(Step.UNLOCK, State.APPROVED, State.RETURNED, Permission.APPROVE, needs_reason=True),
    Move(Step.SIGN, State.APPROVED, State.SIGNED, Permission.APPROVE, whole=True),
    Move(Step.UNLOCK, State.SIGNED, State.APPROVED, Permission.APPROVE, needs_reason=True, whole=True),
    Move(Step.FREEZE, State.SIGNED, State.FROZEN, Permission.FREEZE, whole=True),
    Move(Step.CORRECT, State.FROZEN, State.RETURNED, Permission.FREEZE, needs_reason=True, whole=True),
)
OPEN = frozenset({State.NOT_STARTED, State.ONGOING, State.RETURNED})
HANDED_IN = frozenset({State.SUBMITTED, State.APPROVED, State.SIGNED, State.FROZEN})
DECIDED = frozenset({State.APPROVED, State.SIGNED, State.FROZEN})


def move(state: State, step: Step) -> Move | None:
    """The move that this step is from this state; none when it cannot be made."""
    return next((each for each in MOVES if each.origin is state and each.step is step), None)


def steps_from(state: State) -> tuple[Move, ...]:
    return tuple(each for each in MOVES if each.origin is state)


def is_late(state: State, last_day: date | None, handed_in: date | None, today: date) -> bool:
    """The last day has passed and it never came. What came in time and was sent back, or is corrected, is not late."""
    if last_day is None or last_day >= today or state in HANDED_IN:
        return False
    return handed_in is None or handed_in > last_day


def of_report(parts: Iterable[State]) -> State:
    """A report is where its least finished part is, except that what came back is said first."""
    found = list(parts)
    states = set(found)
    if not states or states == {State.NOT_STARTED}:
        return State.NOT_STARTED
    if State.RETURNED in states:
        return State.RETURNED
    if states & OPEN:
        return State.ONGOING
    order = (State.SUBMITTED, State.APPROVED, State.SIGNED, State.FROZEN)
    return next(state for state in order if state in states)


@dataclass(frozen=True, slots=True)
class Locked:
    """Why something cannot be written: what happened, who did it and when, and what to do."""

    state: State
    who: str
    when: str

    def sentence(self) -> Sentence:
        return say(LOCK_WORDS[self.state], who=self.who, when=self.when)


LOCK_WORDS = {
    State.SUBMITTED: N_(
        "Delen lämnades in av %(who)s %(when)s. Ta tillbaka den, eller be den som godkänner att skicka tillbaka den."
    ),
    State.APPROVED: N_(
        "Delen godkändes av %(who)s %(when)s. Den som godkänner för enheten kan låsa upp den och skriver då varför."
    ),
    State.SIGNED: N_(
        "Rapporten signerades av %(who)s %(when)s. "
        "Den som godkänner för enheten kan låsa upp den och skriver då varför."
    ),
    State.FROZEN: N_(
        "Rapporten fastställdes av %(who)s %(when)s. Stadsledningskontoret kan öppna den för rättelse; "
        "den fastställda finns kvar som den var."
    ),
}


def diagram() -> str:
    """The table as a mermaid drawing, in Swedish."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value}: {STATE_WORDS[state]}" for state in State]
    lines += ["    [*] --> not_started"]
    lines += [f"    {each.origin.value} --> {each.to.value}: {STEP_WORDS[each.step]}" for each in MOVES]
    return "\n".join(lines)
