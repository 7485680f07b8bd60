"""Reading deliveries."""

from tertial.intake.models import Submission
from tertial.organisation.access import Actor
from tertial.organisation.roles import Permission


def deliveries() -> list[Submission]:
    return list(Submission.objects.defer("changes", "remarks", "undo")[:200])


def waiting_for(actor: Actor) -> list[Submission]:
    """Deliveries that somebody who may read in files has looked at but not accepted."""
    if not actor.may(Permission.IMPORT):
        return []
    drafts = Submission.objects.filter(state=Submission.State.DRAFT, delivered_by=actor.key)
    return list(drafts.defer("changes", "remarks", "undo")[:10])
