"""Where an attachment's content lies: under its own sum, as all files."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from tertial.reporting.models import Attachment, Report


def file_of(sha256: str) -> BinaryIO | None:
    path = Path(settings.MEDIA_ROOT) / sha256[:2] / sha256
    return path.open("rb") if path.is_file() else None


def files_of(report: Report) -> dict[str, int]:
    """The report's attachments by their sums, those too that were taken away since it was signed."""
    rows = Attachment.objects.filter(part__report=report).order_by("-removed_at")
    return dict(rows.values_list("sha256", "pk"))
