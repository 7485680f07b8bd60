"""Where adopted rows stand in the documents that they were adopted from."""

from django.db.models import Q, QuerySet

from tertial.goals.models import Plan
from tertial.planning.models import Proposal, Reading
from tertial.planning.rules.draft_rows import Kind

MOST = 60
ABOUT = {  # the word in an address → the rows that something is adopted from
    "mal": lambda key: Q(goal__key=key, kind=Kind.GOAL),
    "indikator": lambda key: Q(measure__key=key),
    "aktivitet": lambda key: Q(activity__key=key),
}


def adopted_rows() -> QuerySet[Proposal]:
    """Without what each would bring of the document's whole text, once for every row."""
    found = Proposal.objects.filter(reading__state=Reading.State.ADOPTED, choice=Proposal.Choice.ACCEPTED)
    found = found.select_related("passage", "reading__document", "reading__plan__unit")
    return found.defer("read", "reading__frame", "reading__undo")


def evidence_of(plan: Plan) -> list[Proposal]:
    """Every adopted row of the plan with its passage, in the document's order."""
    found = adopted_rows().filter(reading__plan=plan)
    return list(found.select_related("passage", "goal", "measure", "activity", "reading__document"))


def evidence_for(about: str, key: str) -> list[Proposal]:
    """The rows that a goal, an indicator or an activity was adopted from, of the latest year first."""
    found = adopted_rows().filter(ABOUT[about](key))
    return list(found.order_by("-reading__plan__year", "reading__plan__unit__name", "place")[:MOST])


def evidence_below(row: Proposal) -> list[Proposal]:
    """What stands under an adopted goal in its document: expected results, indicators, activities."""
    found = adopted_rows().filter(reading=row.reading_id, under=row).exclude(kind=Kind.GOAL)
    return list(found.order_by("place")) if row.kind == Kind.GOAL else []
