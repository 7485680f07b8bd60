"""Delivered files as they lie in the data folder, each under its own checksum."""

import errno
import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from tertial.foundation.words import N_
from tertial.intake.models import Submission
from tertial.organisation.actions.refusal import Refused

LARGE = N_("Filen är större än %(mb)s MB. Dela den i flera.")
LARGE_DOCUMENT = N_("Filen är större än %(mb)s MB. Spara den med mindre bilder och lämna in den igen.")


def refuse_large(size: int, text: str = LARGE) -> None:
    """A document, unlike a file of rows, is one thing and cannot be divided."""
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(text, field="file", mb=settings.UPLOAD_MAX_BYTES // 2**20)


def keep(digest: str, content: bytes, among: str = "") -> str:
    """The file lies under its own checksum, so the same file is kept once.

    It gets its name when all of it is on the disk: a full disk or a killed process leaves no half file there.
    What may be cleared away lies in a folder of its own (`among`): nobody else can have come to need the same file.
    """
    path = f"{among or digest[:2]}/{digest}"
    place = Path(settings.MEDIA_ROOT) / path
    if not (place.exists() and place.stat().st_size == len(content)):
        try:
            _write(place, content)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            text = N_("Filen får inte plats: disken är full. Hör med den som sköter Tertial.")
            raise Refused(text, field="file") from None
    return path


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(place)
    finally:
        half.unlink(missing_ok=True)


def content_of(delivery: Submission) -> bytes:
    path = Path(settings.MEDIA_ROOT) / delivery.sha256[:2] / delivery.sha256
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Lämna in den igen.")) from None
    if hashlib.sha256(content).hexdigest() != delivery.sha256:
        raise Refused(N_("Filen i datamappen är inte den som lämnades in. Lämna in den igen."))
    return content
