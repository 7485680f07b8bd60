"""Writing what stands before the goals in a plan: what is to be decided, the appendices, whose case, who signs."""

from collections.abc import Sequence
from decimal import Decimal

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan, tell_plan
from tertial.goals.models import Plan
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.planning.models import Appendix, DecisionPoint, PlanFront
from tertial.planning.queries.front import front_of
from tertial.planning.rules import draft as d
from tertial.planning.rules.front import appendices_of, points_of, signers_of, twice, unlisted

MOST_ROWS = 60
LONGEST = 2000
MOST_MNKR = 10**9


@action
def write_front(
    *,
    by: By,
    plan: Plan,
    points: str = "",
    appendices: str = "",
    case_number: str = "",
    officer: str = "",
    signers: str = "",
    version: int = 0,
) -> Plan:
    """All of it at once, as it was filled in; what says the same as before is left as it is."""
    acting_for = require_plan(by, plan.unit, words_needed=False)
    Plan.objects.select_for_update().get(pk=plan.pk)  # two who write at once take turns
    now = front_of(plan)
    if version != now.version:
        raise Refused(N_("Någon annan har ändrat detta sedan du öppnade sidan. Läs in den igen."))
    decided, listed = points_of(points), appendices_of(appendices)
    _refuse_unclear(decided, listed)
    signing = signers_of(signers)
    given = (decided, listed, case_number.strip(), officer.strip(), signing)
    if given == (now.points, now.appendices, now.case_number, now.officer, now.signers):
        nothing_changed()
        return plan
    _write_points(plan, decided)
    _write_appendices(plan, listed)
    PlanFront.objects.update_or_create(
        plan=plan,
        defaults={
            "case_number": given[2],
            "officer": given[3],
            "signers": [{"role": each.role, "name": each.name} for each in signing],
            "version": now.version + 1,
        },
    )
    tell_plan(by, "plan.front_written", plan, acting_for)
    return plan


def _refuse_unclear(points: Sequence[d.Decision], appendices: Sequence[d.Appendix]) -> None:
    if len(points) > MOST_ROWS or len(appendices) > MOST_ROWS:
        raise Refused(N_("Skriv högst %(most)s beslutspunkter och bilagor."), most=MOST_ROWS)
    for field, lines in (("points", [p.text for p in points]), ("appendices", [a.title for a in appendices])):
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST:
                raise Refused(
                    N_("Rad %(number)s är %(count)s tecken. Korta den till högst %(most)s."),
                    field=field,
                    number=number,
                    count=len(line),
                    most=LONGEST,
                )
    if same := twice(appendices):
        raise Refused(
            N_("Två bilagor har nummer %(number)s. Ge dem olika nummer."), field="appendices", number=same[0]
        )
    if missing := unlisted(points, appendices):
        raise Refused(
            N_("En punkt nämner bilaga %(number)s, som inte finns bland bilagorna. Lägg till den."),
            field="appendices",
            number=missing[0],
        )


def _write_points(plan: Plan, points: Sequence[d.Decision]) -> None:
    """A point whose words are the same keeps its place in the document that it was read from."""
    old = {each.number: each for each in plan.decision_points.all()}
    for point in points:
        amount = None
        if point.amount_mnkr is not None and abs(point.amount_mnkr) < MOST_MNKR:
            amount = Decimal(str(point.amount_mnkr))
        row = old.pop(point.number, None) or DecisionPoint(plan=plan, number=point.number)
        if row.text != point.text:
            row.passage = None
        row.text, row.amount_mnkr, row.appendices = point.text, amount, list(point.appendices)
        row.save()
    DecisionPoint.objects.filter(pk__in=[each.pk for each in old.values()]).delete()


def _write_appendices(plan: Plan, appendices: Sequence[d.Appendix]) -> None:
    old = {(each.number, each.title): each.passage for each in plan.appendices.select_related("passage")}
    plan.appendices.all().delete()
    for each in appendices:  # their order is that of their rows
        passage = old.get((each.number, each.title))
        Appendix.objects.create(plan=plan, number=each.number[:20], title=each.title, passage=passage)
