"""How each action on documents is called; see test_actions_ask_and_tell.py."""

from collections.abc import Callable
from typing import Any

from tertial.intake.importers.sources.line import Line
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.planning.actions import adopting, choosing, comparing, dismissing, front, placing, receiving
from tertial.planning.models import Passage, Reading
from tertial.planning.rules.draft import Goal, PlanDraft, Source
from tests.actions.chain_examples import goal
from tests.papers import a_row, a_small_reading

ABOUT = {"year": 2018, "fingerprint": "abc"}
DRAFT = PlanDraft(Source("¤plan.txt", "r" * 8, None), year=2018, goals=(Goal(3, "1", "¤Mål"),))


def strand() -> Unit:
    return Unit.objects.get(key="strand")


def reading(**more: object) -> Reading:
    return a_small_reading("r", strand(), **more)


def a_document_with_a_line() -> Reading:
    made = reading()
    Passage.objects.create(document=made.document, line=1, text="¤Ny rad")
    return made


def rows(**more: object) -> dict[str, Any]:
    """A reading with two rows, and their versions as somebody saw them."""
    made = reading()
    a_row(made, 1, **more)
    a_row(made, 2, **more)
    return {"reading": made, "versions": {1: 1, 2: 1}}


def adopted() -> dict[str, Any]:
    made = rows(choice="accepted")["reading"]
    adopting.adopt(by=SYSTEM, reading=made)
    return {"reading": made}


def row(**more: object) -> dict[str, Any]:
    return {"row": a_row(reading(), 1), "version": 1} | more


def dismissed() -> dict[str, Any]:
    given = {"unit": strand(), **ABOUT}
    dismissing.dismiss(by=SYSTEM, **given, code="STR01", reason="¤")
    return given


AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    receiving.receive_plan: lambda: {"unit": strand(), "name": "¤plan.txt", "content": b"1 Plan"},
    receiving.read_again: lambda: {"reading": reading(state="failed")},
    receiving.hand_to_second: lambda: {"reading": reading(state="waiting")},
    comparing.compare_again: lambda: {"reading": reading(), "year": 2019},
    receiving.lay_out: lambda: {
        "reading": reading(state="waiting"),
        "draft": DRAFT,
        "lines": [Line("¤Mål", number=1)],
    },
    receiving.give_up: lambda: {"reading": reading(state="waiting"), "problem": "¤"},
    receiving.discard_reading: lambda: {"reading": reading()},
    choosing.choose: lambda: rows() | {"choice": "accepted"},
    choosing.edit_row: lambda: row(values={"text": "¤Ny"}),
    placing.change_kind: lambda: row(kind="activity"),
    placing.add_row: lambda: (
        {"reading": a_document_with_a_line(), "kind": "activity", "line": 1} | {"values": {"text": "¤Ny rad"}}
    ),
    choosing.merge_rows: rows,
    choosing.split_row: lambda: row(first="¤En", second="¤Två"),
    adopting.adopt: lambda: {"reading": rows(choice="accepted")["reading"]},
    adopting.take_back: adopted,
    dismissing.dismiss: lambda: {"unit": strand(), **ABOUT, "code": "STR01", "reason": "¤"},
    dismissing.restore: dismissed,
    front.write_front: lambda: {
        "plan": goal().plan,
        "points": "¤Planen fastställs.",
        "signers": "¤Siv, chef",
    },
}
