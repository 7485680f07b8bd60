"""How each action on themed rounds and their consolidation is called; see test_actions_ask_and_tell.py."""

from collections.abc import Callable
from typing import Any

from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person, Unit
from tertial.reporting.actions import consolidating, themed
from tertial.reporting.models import Excerpt, Heading, SummaryVersion
from tests.themes import Theme, a_theme, answered


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def a_given() -> Any:
    return themed.give_question(
        by=SYSTEM, report=a_theme().report("strand"), question="1.1", person=person("kim")
    )


def declined() -> Any:
    report = a_theme().report("strand")
    themed.take_no_part(by=SYSTEM, report=report, reason="¤Nej")
    return report


def told() -> Theme:
    theme = a_theme()
    answered(theme.report("strand"))
    return theme


def an_excerpt() -> Excerpt:
    return consolidating.take_along(
        by=SYSTEM, answer=told().answer("strand", "1.2"), text="¤Ett ¤torg ¤byggs ¤om."
    )


def two_excerpts() -> Excerpt:
    theme = told()
    consolidating.take_along(by=SYSTEM, answer=theme.answer("strand", "1.2"), text="¤Ett ¤torg ¤byggs ¤om.")
    return consolidating.take_along(by=SYSTEM, answer=theme.answer("strand", "1.1"), text="¤Väntan ¤är 18 %.")


def a_heading() -> Heading:
    return consolidating.add_heading(by=SYSTEM, round_=a_theme().now, section="1", title="¤Bra")


def sorting() -> dict[str, Any]:
    passage = an_excerpt()
    heading = consolidating.add_heading(by=SYSTEM, round_=passage.round, section="1", title="¤Bra")
    return {"round_": passage.round, "moved": {passage: heading}}


def rival() -> SummaryVersion:
    round_ = a_theme().now
    consolidating.save_summary(by=SYSTEM, round_=round_, section="1", text="¤A", version=1)
    clash = consolidating.save_summary(by=SYSTEM, round_=round_, section="1", text="¤B", version=1)
    assert isinstance(clash, consolidating.Clash)
    return clash.mine


AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    themed.give_question: lambda: {
        "report": a_theme().report("strand"),
        "question": "1.1",
        "person": person("lo"),
    },
    themed.hand_back: lambda: {"given": a_given()},
    themed.take_no_part: lambda: {"report": a_theme().report("strand"), "reason": "¤Nej"},
    themed.take_part: lambda: {"report": declined()},
}
AS_KARIN: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    themed.set_contacts: lambda: {
        "round_": a_theme().now,
        "people": {Unit.objects.get(key="strand"): person("lo")},
    },
    consolidating.take_along: lambda: {
        "answer": told().answer("strand", "1.2"),
        "text": "¤Ett ¤torg ¤byggs ¤om.",
    },
    consolidating.leave_out: lambda: {"excerpt": an_excerpt()},
    consolidating.sort_excerpts: sorting,
    consolidating.step_excerpt: lambda: {"excerpt": two_excerpts(), "up": True},
    consolidating.add_heading: lambda: {"round_": a_theme().now, "section": "1", "title": "¤Bra"},
    consolidating.rename_heading: lambda: {"heading": a_heading(), "title": "¤Ny", "version": 1},
    consolidating.drop_heading: lambda: {"heading": a_heading()},
    consolidating.save_summary: lambda: {
        "round_": a_theme().now,
        "section": "1",
        "text": "¤Ord",
        "version": 1,
    },
    consolidating.choose_summary: lambda: {"rival": rival(), "text": "¤AB", "version": 2},
    consolidating.choose_contents: lambda: {
        "round_": a_theme().now,
        "shows_silent": False,
        "shows_answers": True,
    },
}
