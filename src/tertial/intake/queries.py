"""Reading deliveries."""

from django.db.models import QuerySet

from tertial.foundation.delivery import AnyTaker, RowTaker, all_takers
from tertial.intake.models import Job, Submission
from tertial.organisation.access import Actor
from tertial.organisation.roles import Permission

HEAVY = ("changes", "remarks", "undo", "names")


def may_deliver(actor: Actor, taker: AnyTaker) -> bool:
    """A file of rows by whoever may write for some unit; others by those who may for the whole city."""
    if isinstance(taker, RowTaker):
        return any(actor.may_anywhere(Permission(each)) for each in taker.permissions)
    return actor.may(Permission(taker.permission))


def takers_for(actor: Actor) -> list[AnyTaker]:
    """The kinds of file that somebody may deliver."""
    return [each for each in all_takers().values() if may_deliver(actor, each)]


def seen_by(actor: Actor) -> QuerySet[Submission]:
    """All deliveries for those who read in the city's files, else one's own."""
    if actor.may(Permission.IMPORT):
        return Submission.objects.all()
    return Submission.objects.filter(delivered_by=actor.key)


def may_read(actor: Actor, delivery: Submission) -> bool:
    """Auditors follow a figure to its row: what has been taken in, also when it was undone, is open to them."""
    is_taken_in = delivery.state in (Submission.State.RECEIVED, Submission.State.WITHDRAWN)
    mine = actor.key == delivery.delivered_by
    return mine or actor.may(Permission.IMPORT) or (is_taken_in and actor.may(Permission.READ_LOG))


def deliveries(actor: Actor) -> list[Submission]:
    return list(seen_by(actor).defer(*HEAVY)[:200])


def job_of(delivery: Submission) -> Job | None:
    """The work that goes on with the file, or how it went wrong."""
    return Job.objects.filter(key=delivery.job).first() if delivery.job else None


def waiting_for(actor: Actor) -> list[Submission]:
    """One's own deliveries that are looked at but not accepted."""
    drafts = Submission.objects.filter(state=Submission.State.DRAFT, delivered_by=actor.key)
    return list(drafts.defer(*HEAVY)[:10])
