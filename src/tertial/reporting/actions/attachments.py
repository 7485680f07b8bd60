"""Files that belong to a part: kept under their own sum, taken away without being erased."""

import hashlib
import mimetypes

from django.conf import settings
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed
from tertial.intake.actions.kept import keep
from tertial.organisation.access import Actor, By
from tertial.organisation.actions.refusal import Refused
from tertial.reporting.actions.answers import may_write
from tertial.reporting.actions.moving import LockedRefused, is_open, tell
from tertial.reporting.models import Attachment, Part
from tertial.reporting.queries.sheet import lock_of
from tertial.reporting.rules.file_names import is_taken, plain_name


@action
def attach(*, by: By, part: Part, name: str, content: bytes) -> Attachment:
    """The same file twice in the same part is once."""
    acting_for, now = _held(by, part)
    plain = plain_name(name)
    if not content:
        raise Refused(N_("Filen är tom."), field="file")
    if len(content) > settings.UPLOAD_MAX_BYTES:
        size = settings.UPLOAD_MAX_BYTES // 2**20
        raise Refused(N_("Filen är större än %(size)s megabyte."), field="file", size=size)
    if not is_taken(plain, content):
        text = N_(
            "Filer av det slaget tas inte emot. Bifoga PDF, Word, Excel, PowerPoint, text, bild eller e-brev."
        )
        raise Refused(text, field="file")
    digest = hashlib.sha256(content).hexdigest()
    found = Attachment.objects.filter(part=now, sha256=digest, removed_at__isnull=True).first()
    if found is not None:
        nothing_changed()
        return found
    keep(digest, content)
    made = Attachment.objects.create(
        part=now,
        name=plain,
        sha256=digest,
        size=len(content),
        media_type=mimetypes.guess_type(plain)[0] or "application/octet-stream",
        at=timezone.now(),
        by=by.person if isinstance(by, Actor) else None,
        by_name=by.name,
    )
    tell(by, "report.attached", now.report, acting_for, file=plain)
    return made


@action
def detach(*, by: By, attachment: Attachment) -> Attachment:
    acting_for, part = _held(by, attachment.part)
    if attachment.removed_at is not None:
        nothing_changed()
        return attachment
    attachment.removed_at = timezone.now()
    attachment.save(update_fields=["removed_at"])
    tell(by, "report.detached", part.report, acting_for, file=attachment.name)
    return attachment


def _held(by: By, part: Part) -> tuple[str, Part]:
    acting_for = may_write(by, part)
    rows = Part.objects.select_related("report__unit", "report__round").select_for_update(of=("self",))
    now = rows.get(pk=part.pk)
    if not is_open(now) and (locked := lock_of(now)) is not None:
        raise LockedRefused(locked)
    return acting_for, now
