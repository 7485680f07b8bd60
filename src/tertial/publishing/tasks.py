"""Long work on documents that go out: making an edition's files."""

from django.utils.translation import gettext

from tertial.foundation import words
from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Work
from tertial.organisation.access import SYSTEM
from tertial.publishing.actions.publishing import WORK, fail, finish, next_number
from tertial.publishing.exports.files import KINDS, files
from tertial.publishing.models import Edition
from tertial.publishing.queries.publications import document_of_edition, template


def make_document(progress: Progress, *, edition: int) -> Answer:
    """From frozen data to files. They are kept in one transaction, so a killed worker leaves nothing half made."""
    found = Edition.objects.select_related("publication__unit").get(pk=edition)
    if found.state != Edition.State.WAITING:
        return {}
    found.number = next_number(found.publication)  # as finish() will give it: one edition is made at a time
    try:
        document = document_of_edition(found)
        made = []
        for number, (kind, make) in enumerate(files(document, found.data, template())):
            progress.at(number, len(KINDS) + 1, gettext(KINDS[kind].name))
            made.append((kind, make()))
    except words.Refused as refusal:
        fail(by=SYSTEM, edition=found, problem=str(refusal))
        raise
    finish(by=SYSTEM, edition=found, files=made)
    progress.at(len(KINDS) + 1, len(KINDS) + 1)
    return {"files": len(made)}


MAKE = Work(WORK, N_("Framställer dokumentet"), make_document)
