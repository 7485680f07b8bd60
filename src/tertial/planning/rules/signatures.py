"""Who signs the document: one line each, a name and what they are, written and read in one form."""

from collections.abc import Sequence
from dataclasses import replace

from tertial.planning.rules.draft import PlanDraft, Signer

TITLE = "Underskrifter"
LONGEST = 120


def line_of(signer: Signer) -> str:
    return ", ".join(filter(None, (signer.name, signer.role)))


def signer_of(line: str) -> Signer:
    """`Tove Rahimi, stadsdelsdirektör`; a line without a comma is what the one who signs is."""
    name, comma, role = (part.strip() for part in line.partition(","))
    return Signer(role, name) if comma and role else Signer(line.strip().rstrip(","))


def taken_back(draft: PlanDraft) -> PlanDraft:
    """The draft with those who sign it, where it ends with who they are; else untouched.

    A short line by itself looks like a heading, so what follows may have been read as sections of their own.
    """
    at = next((at for at, each in enumerate(draft.sections) if each.title == TITLE), None)
    if at is None:
        return draft
    lines = [each.text for each in draft.sections[at].paragraphs]
    for section in draft.sections[at + 1 :]:
        lines += [section.title, *(each.text for each in section.paragraphs)]
    if not lines or not all(_is_signer(line) for line in lines):
        return draft
    return replace(draft, sections=draft.sections[:at], signatures=tuple(map(signer_of, lines)))


def _is_signer(line: str) -> bool:
    return len(line) <= LONGEST and line[-1:] not in ".:;!?"


def written(signers: Sequence[Signer]) -> str:
    """As it is filled in, one on each line."""
    return "\n".join(map(line_of, signers))
