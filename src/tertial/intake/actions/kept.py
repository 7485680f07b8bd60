"""Delivered files as they lie in the data folder, each under its own checksum."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tertial.foundation.words import N_
from tertial.intake.models import Submission
from tertial.organisation.actions.refusal import Refused


def refuse_large(size: int) -> None:
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            N_("Filen är större än %(mb)s MB. Dela den i flera."),
            field="file",
            mb=settings.UPLOAD_MAX_BYTES // 2**20,
        )


def keep(digest: str, content: bytes) -> str:
    """The file lies under its own checksum, so the same file is kept once."""
    path = f"{digest[:2]}/{digest}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return path


def content_of(delivery: Submission) -> bytes:
    path = Path(settings.MEDIA_ROOT) / delivery.sha256[:2] / delivery.sha256
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Lämna in den igen.")) from None
    if hashlib.sha256(content).hexdigest() != delivery.sha256:
        raise Refused(N_("Filen i datamappen är inte den som lämnades in. Lämna in den igen."))
    return content
