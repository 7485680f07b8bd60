"""What the checks say of a plan or a reading, without what somebody has dismissed with a reason."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from tertial.foundation.check import Check, Remark, Severity, all_checks
from tertial.foundation.words import N_
from tertial.goals.models import Plan
from tertial.organisation.models import Unit
from tertial.planning.models import Dismissal, Proposal, Reading
from tertial.planning.queries.drafts import draft_of, draft_of_reading
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.draft_json import remark_from_json, remark_to_json
from tertial.planning.rules.draft_rows import as_json, lines_of
from tertial.planning.rules.linting import check_plan, in_order

KEPT = 3600  # seconds that the answer for the same draft is remembered


@dataclass(frozen=True, slots=True)
class Told:
    """A remark; `dismissal` where somebody has said why it is no matter."""

    remark: Remark
    fingerprint: str
    dismissal: Dismissal | None = None

    @property
    def lines(self) -> list[int]:
        return [each.line for each in self.remark.evidence if each.line is not None]


@dataclass(frozen=True, slots=True)
class Remarks:
    """All of it: what stands, the most serious first in their order, and what is dismissed."""

    standing: Sequence[Told] = ()
    dismissed: Sequence[Told] = ()

    def count(self, severity: Severity) -> int:
        return sum(each.remark.severity is severity for each in self.standing)

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        return self.count(Severity.WARNING)

    @property
    def infos(self) -> int:
        return self.count(Severity.INFO)

    def with_fingerprint(self, mark: str) -> Told | None:
        return next((each for each in (*self.standing, *self.dismissed) if each.fingerprint == mark), None)

    def by_line(self) -> dict[int, list[Told]]:
        """What stands, at every line it is about."""
        found: dict[int, list[Told]] = {}
        for each in self.standing:
            for line in dict.fromkeys(each.lines):
                found.setdefault(line, []).append(each)
        return found


def row_at(proposals: Iterable[Proposal]) -> dict[int, int]:
    """The row that was read from each line, by its id; a line that a row begins on is that row's own."""
    found: dict[int, int] = {}
    begun: dict[int, int] = {}
    for each in proposals:
        for line in lines_of(each.content):
            found.setdefault(line, each.pk)
        first = (each.content.get("place") or {}).get("line")
        if first:
            begun.setdefault(first, each.pk)
    return found | begun


def fingerprint(remark: Remark) -> str:
    """The rule with the words it is about: when they change it is another remark. Where they stand is no matter."""
    said = [remark.code, remark.message, *(each.text for each in remark.evidence)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def remarks_of_plan(plan: Plan) -> Remarks:
    return _told(draft_of(plan), plan.unit, plan.year)


def remarks_of_reading(reading: Reading) -> Remarks:
    draft = draft_of_reading(reading)
    return _told(draft, reading.unit, reading.year or 0)


def _told(draft: PlanDraft, unit: Unit, year: int) -> Remarks:
    dismissed = {each.fingerprint: each for each in Dismissal.objects.filter(unit=unit, year=year)}
    told = [
        Told(each, mark := fingerprint(each), dismissed.get(mark))
        for each in in_order([*draft.remarks, *_checked(draft)])
    ]
    return Remarks([t for t in told if t.dismissal is None], [t for t in told if t.dismissal is not None])


def _checked(draft: PlanDraft) -> Iterable[Remark]:
    """Every check on the whole draft; the same draft is not checked again within the hour."""
    text = json.dumps(as_json(draft), ensure_ascii=False)
    key = f"plan-remarks-{hashlib.sha256(text.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        found = check_plan(draft)
        cache.set(key, [remark_to_json(each) for each in found], KEPT)
        return found
    return [remark_from_json(each) for each in kept]


FAMILIES = {
    "MAL": N_("Mål och årsmål"),
    "SUM": N_("Summor och belopp"),
    "STR": N_("Uppbyggnad"),
    "SPR": N_("Språk"),
}


def rules() -> list[tuple[str, str, list[Check]]]:
    """Every rule there is, in families: the letters of its code, what they are about, and the rules."""
    families: dict[str, list[Check]] = {}
    for code, each in sorted(all_checks("plan", "planning").items()):
        families.setdefault(code.rstrip("0123456789-"), []).append(each)
    return [(code, FAMILIES.get(code, code), found) for code, found in families.items()]
