"""Long files in the background: looked at, and taken in."""

from tertial.foundation.words import N_
from tertial.foundation.work import Progress, Work
from tertial.intake.actions import deliveries
from tertial.intake.models import Submission
from tertial.organisation.access import actor_for
from tertial.organisation.models import Person


def look_at(progress: Progress, *, delivery: str, person: str) -> None:
    found = Submission.objects.get(key=delivery)
    by = actor_for(Person.objects.get(key=person))
    deliveries.look_again(by=by, delivery=found, tell=progress.at)


def take_in(progress: Progress, *, delivery: str, person: str) -> None:
    """Once: a worker killed when all was written, but before it had said so, leaves to the next to say it."""
    found = Submission.objects.get(key=delivery)
    if found.state == Submission.State.RECEIVED:
        return
    by = actor_for(Person.objects.get(key=person))
    deliveries.accept_long(by=by, delivery=found, tell=progress.at)


LOOK = Work("delivery.look", N_("Granskar filen"), look_at)
TAKE = Work("delivery.take", N_("Läser in filen"), take_in)
