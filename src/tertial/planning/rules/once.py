"""Work something out once for the plan that is being checked, however many checks ask for it."""

from collections.abc import Callable
from typing import TypeVar

from tertial.planning.rules.draft import PlanDraft

Found = TypeVar("Found")


def once(work: Callable[[PlanDraft], Found]) -> Callable[[PlanDraft], Found]:
    """Keep the answer for the draft asked about last; drafts are frozen, so the same object has the same answer."""
    kept: list[tuple[PlanDraft, Found]] = []

    def answer(draft: PlanDraft) -> Found:
        for known, found in kept:
            if known is draft:
                return found
        found = work(draft)
        kept[:] = [(draft, found)]
        return found

    answer.__doc__ = work.__doc__
    return answer
