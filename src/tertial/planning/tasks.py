"""Long work on documents: reading one, laid out for review or adopted at once, and a whole folder of them."""

from pathlib import Path

from django.conf import settings

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Work
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.receiving import WORK, give_up, lay_out
from tertial.planning.models import Document, Reading


def read_document(progress: Progress, *, reading: int) -> Answer:
    """From file to rows. Reading holds no lock; laying out is one transaction, so a killed worker leaves nothing."""
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.opening import read_with_lines

    found = Reading.objects.select_related("document", "unit").get(pk=reading)
    progress.at(0, 3, N_("Öppnar dokumentet"))
    try:
        draft, lines = read_with_lines(content_of(found.document), found.document.name)
    except UnreadableError as error:
        give_up(by=SYSTEM, reading=found, problem=str(error))
        return {}
    progress.at(2, 3, N_("Lägger ut raderna"))
    lay_out(by=SYSTEM, reading=found, draft=draft, lines=lines)
    progress.at(3, 3)
    return {"rows": found.proposals.count()}


def content_of(document: Document) -> bytes:
    try:
        return (Path(settings.MEDIA_ROOT) / document.sha256[:2] / document.sha256).read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Lämna in den igen.")) from None


READ = Work(WORK, N_("Läser planen"), read_document)
