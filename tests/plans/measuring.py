"""How much of the truth was read: rows as multisets, equal after joining blanks and evening out signs."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from tertial.planning.rules.draft import PlanDraft, Target


def even(text: str | None) -> str:
    """A text for comparing."""
    if text is None:
        return ""
    text = re.sub(r"[–—−]", "-", text)
    text = re.sub(r"[”“„\"'’‘»«]", '"', text)
    return re.sub(r"(\d) %", r"\1%", " ".join(text.split())).rstrip(".").strip()


def _target(target: Target | None) -> tuple[Hashable, ...] | None:
    return None if target is None else (even(target.text), target.kind, target.low, target.high, target.unit)


def rows(draft: PlanDraft) -> dict[str, Counter[Hashable]]:
    """Everything that is measured, by kind."""
    return {
        "goals": Counter((g.level, g.number, even(g.text), g.parent) for g in draft.goals),
        "indicators": Counter(
            (
                i.goal,
                even(i.name),
                _target(i.target),
                _target(i.council_target),
                i.periodicity,
                even(i.comment),
                i.marked,
            )
            for i in draft.indicators
        ),
        "activities": Counter((a.goal, even(a.text), a.start, a.end) for a in draft.activities),
        "decisions": Counter((d.number, even(d.text), d.amount_mnkr, d.appendices) for d in draft.decisions),
        "appendices": Counter((a.number, even(a.title)) for a in draft.appendices),
        "tables": Counter(
            (even(t.title), t.unit, t.columns, tuple((even(r.label), r.kind, r.values) for r in t.rows))
            for t in draft.tables
        ),
        "expected": Counter(
            (g.number, even(e.text), e.direction, e.value, e.previous)
            for g in draft.goals
            for e in g.expected
        ),
        "points": Counter(
            (g.number, p.group, even(x)) for g in draft.goals for p in g.description for x in p.points
        ),
        "priorities": Counter((g.number, even(p)) for g in draft.goals for p in g.priorities),
        "paragraphs": Counter(even(p.text) for s in draft.sections for p in s.paragraphs),
    }


@dataclass(frozen=True)
class Score:
    """Precision and recall of one kind of row, with the rows that differ."""

    found: int
    wanted: int
    right: int
    missed: tuple[Hashable, ...]
    extra: tuple[Hashable, ...]

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def score(truths: Iterable[PlanDraft], reads: Iterable[PlanDraft]) -> dict[str, Score]:
    """All documents together."""
    wanted: dict[str, Counter[Hashable]] = {}
    found: dict[str, Counter[Hashable]] = {}
    for n, (truth, read) in enumerate(zip(truths, reads, strict=True)):
        for kind, counter in rows(truth).items():
            wanted.setdefault(kind, Counter()).update({(n, key): c for key, c in counter.items()})
        for kind, counter in rows(read).items():
            found.setdefault(kind, Counter()).update({(n, key): c for key, c in counter.items()})
    return {kind: _score(wanted[kind], found[kind]) for kind in wanted}


def _score(wanted: Counter[Hashable], found: Counter[Hashable]) -> Score:
    right = wanted & found
    return Score(
        found.total(), wanted.total(), right.total(),
        tuple((wanted - found).elements()), tuple((found - wanted).elements()),
    )  # fmt: skip
