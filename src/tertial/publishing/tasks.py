"""Long work on documents that go out: making an edition's files, and drafts of a themed round's report."""

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Repeated, Work
from tertial.organisation.access import SYSTEM
from tertial.publishing.actions.drafting import WORK as DRAFT_WORK
from tertial.publishing.actions.drafting import clear_drafts, make_draft
from tertial.publishing.actions.making import make
from tertial.publishing.actions.publishing import WORK, settle_fallen
from tertial.publishing.models import Edition


def make_document(progress: Progress, *, edition: int) -> Answer:
    return {"files": make(Edition.objects.get(pk=edition), progress.at)}


def make_theme_draft(progress: Progress, *, round: str, kind: str) -> Answer:
    return make_draft(progress.at, round, kind)


MAKE = Work(WORK, N_("Framställer dokumentet"), make_document)
DRAFT = Work(DRAFT_WORK, N_("Bygger utkastet"), make_theme_draft)


def settle() -> None:
    settle_fallen(by=SYSTEM)


SETTLE = Repeated("publications.settle", 20, settle)
CLEAR = Repeated("publications.clear_drafts", 24 * 60 * 60, clear_drafts)
