"""Where an attachment's content lies: under its own sum, as all files."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def file_of(sha256: str) -> BinaryIO | None:
    path = Path(settings.MEDIA_ROOT) / sha256[:2] / sha256
    return path.open("rb") if path.is_file() else None
