"""From frozen data to an edition's files: what the worker does, and what can be done at once where nobody waits."""

from collections.abc import Callable

from django.utils.translation import gettext

from tertial.foundation import words
from tertial.organisation.access import SYSTEM
from tertial.publishing.actions.publishing import fail, finish, next_number
from tertial.publishing.exports.files import KINDS, files
from tertial.publishing.models import Edition
from tertial.publishing.queries.publications import document_of_edition, template

At = Callable[..., None]  # at(done, total, text)


def _unseen(done: int, total: int, text: str = "") -> None:
    """Progress that nobody watches."""


def make(edition: Edition, at: At = _unseen) -> int:
    """The files are kept in one transaction, so a killed worker leaves nothing half made. Answers how many."""
    found = Edition.objects.select_related("publication__unit").get(pk=edition.pk)
    if found.state != Edition.State.WAITING:
        return 0
    found.number = next_number(found.publication)  # as finish() will give it: one edition is made at a time
    steps = len(KINDS) + 1
    try:
        document = document_of_edition(found)
        made = []
        for number, (kind, write) in enumerate(files(document, found.data, template())):
            at(number, steps, gettext(KINDS[kind].name))
            made.append((kind, write()))
    except words.Refused as refusal:
        fail(by=SYSTEM, edition=found, problem=str(refusal))
        raise
    finish(by=SYSTEM, edition=found, files=made)
    at(steps, steps)
    return len(made)
