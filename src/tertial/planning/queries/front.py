"""What stands before the goals in a plan, as it is now."""

from dataclasses import dataclass, replace

from tertial.goals.models import Plan
from tertial.planning.models import PlanFront
from tertial.planning.rules import draft as d
from tertial.planning.rules.front import points_of
from tertial.planning.rules.references import without_amounts
from tertial.planning.rules.signatures import written


@dataclass(frozen=True)
class Front:
    """The same as somebody fills it in, and how many times it has been written."""

    points: tuple[d.Decision, ...] = ()
    appendices: tuple[d.Appendix, ...] = ()
    case_number: str = ""
    officer: str = ""
    signers: tuple[d.Signer, ...] = ()
    version: int = 0

    @property
    def says_anything(self) -> bool:
        return bool(self.points or self.appendices or self.officer or self.signers)

    def as_lines(self) -> dict[str, str]:
        return {
            "points": "\n".join(each.text for each in self.points),
            "appendices": "\n".join(f"{each.number}: {each.title}" for each in self.appendices),
            "case_number": self.case_number,
            "officer": self.officer,
            "signers": written(self.signers),
        }


@dataclass(frozen=True)
class Suggested:
    """What to begin from where nothing is written yet, and the plan that it stood in."""

    front: Front
    earlier: Plan


def suggested_front(plan: Plan) -> Suggested | None:
    """As the unit's plan of the year before had it: the same officer, signers, points and appendices.

    The case is another, and no amount is taken over: each is left to fill in.
    """
    same = Plan.objects.filter(unit=plan.unit, kind=plan.kind, year__lt=plan.year)
    earlier = plan.copied_from or same.order_by("-year").first()
    now, then = front_of(plan), front_of(earlier) if earlier else Front()
    if earlier is None or now.version or now.says_anything or not then.says_anything:
        return None
    points = points_of("\n".join(without_amounts(each.text) for each in then.points))
    return Suggested(replace(then, points=points, case_number="", version=0), earlier)


def front_of(plan: Plan) -> Front:
    kept = PlanFront.objects.filter(plan=plan).first() or PlanFront(plan=plan)
    lines = [" ".join(each.text.split()) for each in plan.decision_points.all()]
    return Front(
        points_of("\n".join(lines)),
        tuple(d.Appendix(each.number, " ".join(each.title.split())) for each in plan.appendices.all()),
        kept.case_number,
        kept.officer,
        tuple(d.Signer(each["role"], each["name"]) for each in kept.signers),
        kept.version,
    )
