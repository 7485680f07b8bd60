"""What a person has to do in the rounds that are open: fill in, approve, sign. The same for Min sida and Rapportera."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from tertial.organisation.access import Actor
from tertial.organisation.roles import ROLES, Permission
from tertial.reporting.models import Exemption, GivenQuestion, Note, Part, Report, Round
from tertial.reporting.rules.states import HANDED_IN, OPEN, State


@dataclass(frozen=True)
class Mine:
    """One report and what is wanted of me. `given`: how many of its parts are mine to write."""

    report: Report
    wanted: str  # fill_in, approve, sign, freeze, or nothing
    parts: int
    done: int
    given: int = 0
    exempt: str = ""  # why the unit takes no part
    why_back: str = ""  # what was said when it last came back

    @property
    def is_late(self) -> bool:
        return not self.exempt and self.report.is_late(timezone.localdate())

    @property
    def is_returned(self) -> bool:
        return self.report.state == State.RETURNED


def my_reports(actor: Actor) -> list[Mine]:
    """Reports of the units where I have a role of my own, and those where I was given a part: a handful of queries."""
    near = Q(unit__key__in=_near(actor)) | Q(parts__given_to=actor.person) | Q(pk__in=_with_questions(actor))
    rows = (
        Report.objects.filter(near)
        .filter(round__state__in=[Round.State.OPEN, Round.State.CLOSED])
        .select_related("round", "unit")
        .order_by("-round__opens_on", "unit__name")
        .distinct()
    )
    reports = list(rows)
    excused = {(e.report_id, e.section): e.reason for e in Exemption.objects.filter(report__in=reports)}
    parts: dict[int, list[Part]] = {}
    fields = ("report_id", "section", "is_done", "state", "given_to_id")
    for part in Part.objects.filter(report__in=reports).only(*fields):
        if (part.report_id, part.section) not in excused:
            parts.setdefault(part.report_id, []).append(part)
    asked, back = Counter(_with_questions(actor)), _why_back(reports)
    found = [
        Mine(each, "", 0, 0, exempt=excused[each.pk, ""])
        if (each.pk, "") in excused
        else replace(
            _mine(actor, each, parts.get(each.pk, []), asked[each.pk]), why_back=back.get(each.pk, "")
        )
        for each in reports
    ]
    return sorted(
        found, key=lambda each: (each.wanted == "", each.report.last_day is None, each.report.last_day)
    )


def _why_back(reports: Iterable[Report]) -> dict[int, str]:
    """The latest reason, of those that came back and are not handed in again."""
    returned = [each.pk for each in reports if each.state == State.RETURNED]
    notes = Note.objects.filter(part__report__in=returned, is_return=True, done_at=None, answer=None)
    return dict(notes.order_by("at").values_list("part__report", "text"))


@dataclass(frozen=True)
class Going:
    """A round that goes on, in short: for the first page of whoever runs it."""

    round: Round
    asked: int
    handed_in: int
    late: int


def going() -> list[Going]:
    """Every open round, with how many reports are in and how many are late: two queries."""
    came = Q(state__in=[each.value for each in HANDED_IN])
    never = Q(submitted_at=None) | Q(submitted_at__date__gt=F("last_day"))  # as the rules say of a single one
    rows = Report.objects.filter(round__state=Round.State.OPEN).exclude(exemptions__section="")
    counts = {
        row["round"]: row
        for row in rows.order_by()
        .values("round")
        .annotate(
            asked=Count("pk"),
            came=Count("pk", filter=came),
            late=Count("pk", filter=Q(last_day__lt=timezone.localdate()) & ~came & never),
        )
    }
    rounds = Round.objects.filter(pk__in=list(counts)).order_by("-opens_on")
    return [
        Going(each, count["asked"], count["came"], count["late"])
        for each in rounds
        if (count := counts[each.pk])
    ]


def _near(actor: Actor) -> set[str]:
    """Units one answers for: those of one's roles, and those straight below where one approves."""
    found: set[str] = set()
    for held in actor.held:
        permits = ROLES[held.role].permits
        if Permission.REPORT in permits:
            found.add(held.unit)
        if Permission.APPROVE in permits:
            found |= {each.key for depth, each in actor.organisation.walk(held.unit) if depth == 0}
    return found


def _with_questions(actor: Actor) -> QuerySet[GivenQuestion, int]:
    """The reports in which a single question was given to me and waits for my answer: one row for each."""
    rows = GivenQuestion.objects.filter(person=actor.person, done_at__isnull=True)
    return rows.filter(report__state__in=list(OPEN)).values_list("report_id", flat=True)


def _mine(actor: Actor, report: Report, parts: Iterable[Part], questions: int = 0) -> Mine:
    rows = list(parts)
    given = questions + sum(1 for each in rows if each.given_to_id == actor.person.pk and each.state in OPEN)
    done = sum(1 for each in rows if each.is_done or each.state in HANDED_IN)
    return Mine(report, _wanted(actor, report, rows, given), len(rows), done, given)


def _wanted(actor: Actor, report: Report, parts: list[Part], given: int) -> str:
    may = {each: actor.may(each, report.unit.key) for each in (Permission.REPORT, Permission.APPROVE)}
    states = {State(each.state) for each in parts}
    if may[Permission.APPROVE] and State.SUBMITTED in states:
        return "approve"
    if may[Permission.APPROVE] and states == {State.APPROVED}:
        return "sign"
    if given or (may[Permission.REPORT] and states & OPEN and _is_own(actor, report)):
        return "fill_in"
    return ""


def _is_own(actor: Actor, report: Report) -> bool:
    """A head of a department is not asked to fill in what the units below fill in themselves."""
    return any(
        held.unit == report.unit.key and Permission.REPORT in ROLES[held.role].permits for held in actor.held
    )
