"""What somebody may read of reports, one by one or all at once, and what they say, found by its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tertial.foundation.prose import sentences
from tertial.history.actions import asked
from tertial.organisation.access import Actor, By, Forbidden, require
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission
from tertial.reporting.models import Answer, Attachment, GivenQuestion, Part, Report, Round
from tertial.reporting.rules.document import sealed
from tertial.reporting.rules.states import DECIDED, State

_REPORT = "part__report__"
SHOWN = (
    "text",
    "comment",
    *(f"{_REPORT}{each}" for each in ("unit__key", "unit__name", "round__key", "round__title")),
)


def may_read(actor: Actor, report: Report) -> bool:
    """What is decided or stands signed is for all; a page shows of the latter what was signed."""
    if State(report.state) in DECIDED or report.signatures.filter(undone_at__isnull=True).exists():
        return True
    return may_read_draft(actor, report)


def may_read_file(actor: Actor, attachment: Attachment) -> bool:
    """As the words beside it: in a draft for those who read drafts, and for all in what is decided or signed.

    What was signed keeps its files, also those that were taken away from the report since.
    """
    report = attachment.part.report
    stands = State(report.state) in DECIDED and attachment.removed_at is None
    if stands or attachment.sha256 in _signed_files(report):
        return True
    return attachment.removed_at is None and may_read_draft(actor, report)


def _signed_files(report: Report) -> set[str]:
    return {
        each["sha256"]
        for signature in report.signatures.filter(undone_at__isnull=True)
        if (signed := sealed(signature.document, signature.sha256)).is_sound
        for part in signed.document["parts"]
        for each in part["attachments"]
    }


def may_read_draft(actor: Actor, report: Report) -> bool:
    """Drafts are for those in the unit's own line and those who were given something of it to write."""
    if actor.may_read_draft(report.unit.key):
        return True
    given = Part.objects.filter(report=report, given_to=actor.person).exists()
    return given or GivenQuestion.objects.filter(report=report, person=actor.person).exists()


def require_answering(by: By, round_: Round, unit: Unit | None) -> str:
    """Files with answers: whoever runs rounds, and with the unit's own whoever may write all of its report.

    That is those who report for it, and the contact who was given every part. A file without a unit is nobody's own.
    """
    if unit is not None and isinstance(by, Actor) and not by.may(Permission.RUN_ROUNDS):
        if _was_given_all(by, round_, unit):
            asked()
            return ""
        return require(by, Permission.REPORT, unit.key)
    return require(by, Permission.RUN_ROUNDS)


def _was_given_all(actor: Actor, round_: Round, unit: Unit) -> bool:
    parts = Part.objects.filter(report__round=round_, report__unit=unit)
    given = list(parts.values_list("given_to", flat=True))
    return bool(given) and set(given) == {actor.person.pk}


def may_answer(actor: Actor, report: Report) -> bool:
    """For showing the way there."""
    try:
        require_answering(actor, report.round, report.unit)
    except Forbidden:
        return False
    return True


def read_as_written(actor: Actor) -> Q:
    """The reports whose words of now the person may read: those that are decided, and the drafts of one's own.

    One that was signed and is open again is a draft: the others read what was signed, not what is written since.
    """
    writing = Report.objects.exclude(state__in=DECIDED).order_by().values_list("unit__key", flat=True)
    own = [key for key in writing.distinct() if actor.may_read_draft(key)]
    given = Part.objects.filter(given_to=actor.person).values("report")
    asked = GivenQuestion.objects.filter(person=actor.person).values("report")
    return Q(state__in=DECIDED) | Q(unit__key__in=own) | Q(pk__in=given) | Q(pk__in=asked)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that holds the words, and the sentence of it that holds most of them."""

    report: Report
    sentence: str


def answers_named(actor: Actor, wanted: str, most: int = 50) -> list[Said]:
    """Answers whose text or comment holds all the words, in reports that may be read; the latest first. Two queries."""
    found = Answer.objects.exclude(text="", comment="").filter(
        part__report__in=Report.objects.filter(read_as_written(actor))
    )
    for word in wanted.split():
        found = found.filter(Q(text__icontains=word) | Q(comment__icontains=word))
    rows = found.select_related("part__report__unit", "part__report__round").only(*SHOWN)
    rows = rows.order_by("-saved_at", "-pk")
    words = wanted.casefold().split()
    return [Said(each.part.report, _sentence(each, words)) for each in rows[:most]]


def _sentence(answer: Answer, words: Sequence[str]) -> str:
    """Only the line with most of the words is read as Markdown: fifty whole texts take longer than the search."""

    def held(text: str) -> int:
        return sum(word in text.casefold() for word in words)

    line = max([*answer.text.splitlines(), *answer.comment.splitlines()], key=held, default="")
    return max(sentences(line), key=held, default="")
