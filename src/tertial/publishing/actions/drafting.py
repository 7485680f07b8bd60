"""A draft of a themed round's report as a file: asked for by whoever puts it together, made in the background.

A draft is no edition: it gets no number and is given out to nobody. Its job says what was made and where it lies.
"""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tertial.foundation.words import N_
from tertial.history.actions import action
from tertial.intake.actions import jobs
from tertial.intake.actions.kept import keep
from tertial.intake.models import Job
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission
from tertial.publishing.actions.making import At
from tertial.publishing.exports.files import KINDS, files
from tertial.publishing.queries.publications import DRAFTS, template
from tertial.publishing.rules.document import Document
from tertial.publishing.rules.of_plan import Edition
from tertial.publishing.rules.of_theme import document_of_theme
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.models import Round
from tertial.reporting.queries.theme_document import document_of

WORK = "theme.draft"
GONE = (Job.State.FAILED, Job.State.CANCELLED)
KEPT = timedelta(days=14)


@action
def build_draft(*, by: By, round_: Round, kind: str) -> Job:
    """One kind of file, of what is put together when the worker comes to it."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    if kind not in KINDS:
        raise Refused(N_("Välj vilket slags fil det ska bli."))
    job = jobs.start(
        by=by, work=WORK, name=f"{round_.title}, {KINDS[kind].name}", is_heavy=True, round=round_.key, kind=kind
    )  # fmt: skip
    job.address = reverse("theme_built", kwargs={"key": round_.key, "job": job.key})
    job.save(update_fields=["address"])
    tell_round(by, "round.draft_asked", round_, acting_for, file=KINDS[kind].name)
    return job


def make_draft(at: At, round_key: str, kind: str) -> dict[str, Any]:
    """The file lies under its checksum, which the job remembers."""
    at(0, 2, gettext("Samlar svaren"))
    made, data = draft_of(Round.objects.get(key=round_key))
    at(1, 2, gettext(KINDS[kind].name))
    content = dict(files(made, data, template() if kind == "docx" else None))[kind]()
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content, among=DRAFTS)
    at(2, 2)
    return {"sha256": digest, "size": len(content)}


def clear_drafts() -> None:
    """Only the newest of each kind and round is kept, for two weeks. While one is built nothing is touched."""
    folder = Path(settings.MEDIA_ROOT) / DRAFTS
    jobs = Job.objects.filter(work=WORK)
    if not folder.is_dir() or jobs.exclude(state__in=[Job.State.DONE, *GONE]).exists():
        return
    newest: dict[tuple[str, str], Job] = {}
    for job in jobs.filter(state=Job.State.DONE).order_by("asked_at", "pk"):
        newest[job.arguments["round"], job.arguments["kind"]] = job
    since = timezone.now() - KEPT
    stays = {job.answer["sha256"] for job in newest.values() if job.asked_at >= since}
    for file in folder.iterdir():
        if file.name not in stays:
            file.unlink(missing_ok=True)


def draft_of(round_: Round, data: dict[str, Any] | None = None) -> tuple[Document, dict[str, Any]]:
    """A document is Swedish, whoever asks for it: its words are not those of the reader's language."""
    data = document_of(round_) if data is None else data
    edition = f"Utkast {timezone.localdate().isoformat()}"
    return document_of_theme(data, Edition(current_profile().city.name, edition)), data
