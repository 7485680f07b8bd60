"""The demo city's documents: the plan of the tour at once; the goal chain and the indicators in the queue."""

from django.db.models import QuerySet
from django.utils import timezone

from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.publishing.actions.making import make
from tertial.publishing.actions.publishing import (
    publish_collection,
    publish_plan,
    publish_report,
    set_open,
)
from tertial.publishing.models import Publication
from tertial.reporting.models import Report
from tertial.reporting.rules.states import State

COLLECTIONS = (Publication.Kind.CHAIN, Publication.Kind.MEASURES)


def show_documents() -> int:
    """Answers how many were given out."""
    today = timezone.localdate()
    tour = current_profile().city.tour_unit
    plans = Plan.objects.select_related("unit").filter(kind="operational", year=today.year)
    plan, council = plans.filter(unit__key=tour).first(), Unit.objects.filter(kind="council").first()
    if plan is None or council is None:
        return 0
    editions = [publish_plan(by=SYSTEM, plan=plan, in_background=False)]
    editions += [publish_report(by=SYSTEM, report=each, in_background=False) for each in _decided(tour)]
    for edition in editions:
        make(edition)
    # The others are larger: the worker makes them once the service is up.
    editions += [
        publish_collection(by=SYSTEM, unit=council, kind=kind, year=today.year) for kind in COLLECTIONS
    ]
    for edition in editions:
        set_open(by=SYSTEM, publication=edition.publication, is_open=True, launched_on=today)
    return len(editions)


def _decided(unit: str) -> QuerySet[Report]:
    """What the board of the tour has decided in rounds."""
    found = Report.objects.filter(unit__key=unit, state=State.FROZEN)
    return found.select_related("round", "unit").order_by("round__opens_on")
