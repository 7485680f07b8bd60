"""Who may change a plan: the city's own only the city office and only by a decision, a board's the board itself."""

import secrets

from tertial.foundation.words import N_
from tertial.goals.models import Goal, Plan
from tertial.history.actions import record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission

CITY_KINDS = ("council",)


def is_the_citys(unit: Unit) -> bool:
    """The council's goals, measures and assignments belong to the whole city."""
    return unit.kind in CITY_KINDS


def require_plan(by: By, unit: Unit, decision: str = "", *, words_needed: bool = True) -> str:
    """May `by` change what this unit has planned? For the city's own a decision must be named too."""
    if not is_the_citys(unit):
        return require(by, Permission.EDIT_GOALS, unit.key)
    acting_for = require(by, Permission.EDIT_CITY_GOALS)
    if words_needed and not decision.strip():
        raise Refused(
            N_("Fullmäktiges mål ändras bara genom beslut. Skriv beslutets diarienummer."), field="decision"
        )
    return acting_for


def new_key(prefix: str) -> str:
    """A short stable key that nobody has to think of."""
    return f"{prefix}-{secrets.token_hex(5)}"


def tell_plan(by: By, verb: str, plan: Plan, acting_for: str = "", **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="plan",
        key=plan.key,
        name=str(plan),
        unit=plan.unit.key,
        acting_for=acting_for,
        **particulars,
    )


def tell_goal(by: By, verb: str, goal: Goal, acting_for: str = "", **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="goal",
        key=goal.key,
        name=str(goal)[:300],
        unit=goal.plan.unit.key,
        acting_for=acting_for,
        **particulars,
    )


def some_text(text: str, field: str, longest: int = 4000) -> str:
    """A text that must be there; spaces at the ends do not count."""
    text = text.strip()
    if not text:
        raise Refused(N_("Skriv en text."), field=field)
    if len(text) > longest:
        raise Refused(
            N_("Texten är %(count)s tecken. Korta till högst %(most)s."),
            field=field,
            count=len(text),
            most=longest,
        )
    return text
