"""What stands last in a plan document is read back: special accounts are tags, signatures are who signs."""

from dataclasses import replace

import pytest

from tertial.planning.rules import signatures, tag_accounts
from tertial.planning.rules.draft import Goal, Paragraph, PlanDraft, Section, Signer
from tertial.planning.rules.sketch import plan

FIRST = Goal(2, "1.1", "Barn får en god start", "1", ("agenda-4", "child-rights"))
SECOND = Goal(3, "1.1.1", "Alla hittar hit.", "1.1", ("child-rights", "egen"))


def accounted(*goals: Goal) -> tuple[Section, ...]:
    out = [Section(None, tag_accounts.TITLE, 1, (Paragraph(tag_accounts.INTRO),))]
    for each in tag_accounts.accounts(goals):
        out.append(
            Section(None, each.title, 3, tuple(Paragraph(tag_accounts.line_of(goal)) for goal in each.goals))
        )
    return tuple(out)


def untagged(*goals: Goal) -> tuple[Goal, ...]:
    return tuple(replace(goal, tags=()) for goal in goals)


def test_accounts_come_in_the_order_of_the_agenda_and_then_the_perspectives() -> None:
    assert [(each.group, each.title, [goal.number for goal in each.goals]) for each in tag_accounts.accounts((FIRST, SECOND))] == [
        ("Agenda 2030", "Globalt mål 4, God utbildning för alla", ["1.1"]),
        ("Perspektiv", "Barnets rättigheter", ["1.1", "1.1.1"]),
        ("Perspektiv", "egen", ["1.1.1"]),
    ]  # fmt: skip


def test_accounts_are_read_back_as_tags() -> None:
    draft = plan(goals=untagged(FIRST, SECOND), sections=accounted(FIRST, SECOND))
    found = tag_accounts.taken_back(draft)
    assert found.goals == (FIRST, SECOND)
    assert found.sections == ()


def test_lines_that_were_read_as_one_paragraph_are_two() -> None:
    together = Paragraph(" ".join(map(tag_accounts.line_of, (FIRST, SECOND))))
    sections = (*accounted()[:1], Section(None, "Barnets rättigheter", 3, (together,)))
    found = tag_accounts.taken_back(plan(goals=untagged(FIRST, SECOND), sections=sections))
    assert [goal.tags for goal in found.goals] == [("child-rights",), ("child-rights",)]


@pytest.mark.parametrize(
    "sections",
    [
        (Section(None, tag_accounts.TITLE, 1, (Paragraph("Nämndens egna ord."),)),),
        (*accounted(), Section(None, "Barnets rättigheter", 3, (Paragraph("Nämndens egna ord."),))),
        (*accounted(), Section(None, "Barnets rättigheter", 3, (Paragraph("Mål 9.9: Finns inte."),))),
        accounted(),
    ],
)
def test_other_words_stay_words(sections: tuple[Section, ...]) -> None:
    draft = plan(goals=(FIRST,), sections=sections)
    assert tag_accounts.taken_back(draft) == draft


def signing(*lines: str) -> PlanDraft:
    return plan(sections=(Section(None, signatures.TITLE, 1, tuple(map(Paragraph, lines))),))


def test_signatures_are_read_back() -> None:
    signers = (Signer("stadsdelsdirektör", "Tove Rahimi"), Signer("Ordförande"))
    found = signatures.taken_back(signing(*map(signatures.line_of, signers)))
    assert (found.signatures, found.sections) == (signers, ())


@pytest.mark.parametrize("lines", [(), ("Protokollet justeras av två ledamöter.",)])
def test_a_chapter_on_signing_is_no_signatures(lines: tuple[str, ...]) -> None:
    assert signatures.taken_back(signing(*lines)) == signing(*lines)


def test_a_comma_parts_the_name_from_what_one_is() -> None:
    assert signatures.signer_of(" Tove Rahimi,  direktör, Sjöhagen ") == Signer(
        "direktör, Sjöhagen", "Tove Rahimi"
    )
    assert signatures.signer_of("Ordförande,") == Signer("Ordförande")
