"""What the review shows: rows with their remarks and doubts, the passage they were read from, last year beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from django.db.models import Count, Q, QuerySet

from tertial.foundation.diff import Segment, diff
from tertial.foundation.words import N_
from tertial.goals.models import Goal, Plan
from tertial.measures.models import GoalMeasure
from tertial.organisation.models import Unit
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.known import city_goals, city_levels, plan_before
from tertial.planning.queries.remarks import Remarks, Told
from tertial.planning.rules.draft_rows import SHAPES, Kind, Shape, from_json, lines_of
from tertial.planning.rules.linting import RANK
from tertial.planning.rules.proposing import DOUBTS
from tertial.planning.rules.row_words import KIND_WORDS, Detail, details_of, text_of

CITYS_MISSING = N_("Stadens mål, inte i dokumentet")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    proposal: Proposal
    word: str
    text: str
    details: Sequence[Detail]
    doubts: Sequence[str]
    remarks: Sequence[Told] = ()
    changed: Sequence[Segment] = ()  # against what it is matched with
    next_key: int | None = None  # the row after it in the view

    @property
    def is_open(self) -> bool:
        return self.proposal.choice == Proposal.Choice.OPEN


@dataclass
class Branch:
    """A goal with how many rows stand under it, and how many of them are judged."""

    row: ReviewRow
    rows: int = 0
    still_open: int = 0
    below: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counts:
    open: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def all(self) -> int:
        return self.open + self.accepted + self.rejected

    @property
    def judged(self) -> int:
        return self.accepted + self.rejected


def counts_of(reading: Reading) -> Counts:
    found = reading.proposals.order_by().values_list("choice").annotate(n=Count("id"))
    return Counts(**dict(found))


def rows_of(proposals: Iterable[Proposal], remarks: Remarks) -> list[ReviewRow]:
    by_line = remarks.by_line()
    found = [_row(each, by_line) for each in proposals]
    following = [each.proposal.pk for each in found[1:]]
    return [replace(each, next_key=key) for each, key in zip_longest(found, following)]


def _row(each: Proposal, by_line: dict[int, list[Told]]) -> ReviewRow:
    kind = Kind(each.kind)
    row: Shape = from_json(SHAPES[kind], each.content)
    text = str(each)
    was = each.matched_text if each.is_changed else ""
    return ReviewRow(
        proposal=each,
        word=KIND_WORDS[kind],
        text=text_of(row),
        details=details_of(row),
        doubts=[DOUBTS[code][1] for code in each.why if code in DOUBTS],
        remarks=_beside(each, by_line),
        changed=diff(was, text) if was else (),
    )


def _beside(each: Proposal, by_line: dict[int, list[Told]]) -> list[Told]:
    """What is said of any of its lines, once, the most serious first."""
    told = (each for line in sorted(lines_of(each.content)) for each in by_line.get(line, ()))
    found = {each.fingerprint: each for each in told}
    return sorted(found.values(), key=lambda each: RANK[each.remark.severity])


def uncertain(reading: Reading) -> list[Proposal]:
    """Those that nobody has judged, the least certain first."""
    found = reading.proposals.filter(choice=Proposal.Choice.OPEN)
    return list(found.select_related("passage", "under").order_by("certainty", "place", "id"))


def unattached(reading: Reading) -> int:
    """How many of the city's goals in the document have none to be attached to."""
    found = reading.proposals.filter(kind=Kind.GOAL, is_citys=True, matched="")
    return found.exclude(choice=Proposal.Choice.REJECTED).count()


def branches_of(reading: Reading, remarks: Remarks) -> list[Branch]:
    """The tree of goals, each with what stands under it."""
    every = list(reading.proposals.select_related("passage"))
    goals = [each for each in every if each.kind == Kind.GOAL]
    found = {each.proposal.pk: Branch(each) for each in rows_of(goals, remarks)}
    for each in every:
        branch = found.get(each.under_id or 0)
        if branch is not None and each.kind != Kind.GOAL:
            branch.rows += 1
            branch.still_open += each.choice == Proposal.Choice.OPEN
    for goal in goals:
        if goal.under_id in found:
            found[goal.under_id].below.append(found[goal.pk])
    return [found[each.pk] for each in goals if each.under_id not in found]


def rows_under(reading: Reading, branch: str) -> list[Proposal]:
    """A goal with its rows, or all rows of a kind that stands under no goal."""
    every = reading.proposals.select_related("passage", "under")
    if branch.isdecimal() and len(branch) < 16:
        goal = every.filter(pk=int(branch)).first()
        return [goal, *every.filter(under=goal).exclude(kind=Kind.GOAL)] if goal else []
    if branch == "utan-mal":
        alone = Q(under=None) | Q(under__choice=Proposal.Choice.REJECTED)
        return list(every.filter(alone, kind__in=[Kind.INDICATOR, Kind.ACTIVITY, Kind.EXPECTED]))
    return list(every.filter(kind=branch))


@dataclass(frozen=True, slots=True)
class Against:
    """The reading against the plan before and the city's goals: what is changed, new, and not there."""

    before: Plan | None
    has_citys: bool = False
    same: Sequence[Proposal] = ()
    changed: Sequence[Proposal] = ()
    new: Sequence[Proposal] = ()
    missing: Sequence[tuple[str, str]] = ()  # kind, text


def against_last_year(reading: Reading) -> Against:
    before = plan_before(reading.unit, reading.year or 0, reading.kind)
    citys = city_goals(reading.year or 0) if city_levels(reading.unit) else []
    if before is None and not citys:
        return Against(None)
    rows = reading.proposals.filter(kind__in=[Kind.GOAL, Kind.INDICATOR, Kind.ACTIVITY]).exclude(
        choice="rejected"
    )
    found = list(rows.select_related("passage", "under"))
    met = {each.matched for each in found} | {each.matched_text for each in found if each.is_suggested}
    missing = [(CITYS_MISSING, str(goal)) for goal in citys if not {goal.key, goal.text} & met]
    return Against(
        before,
        bool(citys),
        [each for each in found if each.match == Proposal.Match.SAME],
        [each for each in found if each.is_changed],
        [each for each in found if each.match != Proposal.Match.SAME and not each.is_changed],
        [*missing, *(_missing(before, met) if before else ())],
    )


def _missing(before: Plan, met: set[str]) -> list[tuple[str, str]]:
    """What the plan before had that no row is, or seems to be: `met` holds keys, and texts of what only seems so."""
    goals = before.goals.filter(ended_on__isnull=True).exclude(key__in=met).exclude(text__in=met)
    ties = GoalMeasure.objects.filter(goal__plan=before)
    ties = ties.exclude(measure__key__in=met).exclude(measure__name__in=met)
    activities = Goal.objects.filter(plan=before).values_list(
        "activity_reasons__activity__key", "activity_reasons__activity__text"
    )
    return [
        *((KIND_WORDS[Kind.GOAL], str(goal)) for goal in goals),
        *(
            (KIND_WORDS[Kind.INDICATOR], name)
            for name in dict.fromkeys(ties.values_list("measure__name", flat=True))
        ),
        *(
            (KIND_WORDS[Kind.ACTIVITY], text)
            for key, text in dict(activities).items()
            if key and key not in met
        ),
    ]


def readings_for(units: Sequence[Unit], *states: str) -> QuerySet[Reading]:
    """The documents of these units that have come so far; the latest first."""
    found = Reading.objects.filter(state__in=states, unit__in=units)
    return found.select_related("document", "unit", "plan__unit").defer("frame", "undo")


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    goals: int
    is_decided: bool


def plans_of(year: int) -> list[PlanRow]:
    """Every plan of the year. One query."""
    found = Plan.objects.filter(year=year).select_related("unit").order_by("unit__name", "kind")
    counted = found.annotate(n=Count("goals", distinct=True), decided=Count("versions", distinct=True))
    return [PlanRow(each, each.n, bool(each.decided)) for each in counted]
