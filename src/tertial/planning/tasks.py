"""Long work on documents: reading one, laid out for review or adopted at once, and a whole folder of them."""

import io
import zipfile
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from tertial.foundation.words import N_
from tertial.foundation.work import Answer, Progress, Work
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.planning.actions.receiving import HEAVY_BYTES, WORK, give_up, hand_to_second, lay_out
from tertial.planning.models import Document, Reading

MANY_PAGES = 300
MUCH_TEXT = 12_000_000  # bytes of XML, unpacked


def read_document(progress: Progress, *, reading: int, is_long: bool = False) -> Answer:
    """From file to rows. Reading holds no lock; laying out is one transaction, so a killed worker leaves nothing.

    A long document that has come to the first worker goes to the second, and keeps nobody waiting.
    """
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.opening import read_with_lines

    found = Reading.objects.select_related("document", "unit").get(pk=reading)
    progress.at(0, 3, N_("Öppnar dokumentet"))
    content = content_of(found.document)
    if not is_long and found.document.size <= HEAVY_BYTES and has_many_pages(content):
        hand_to_second(by=SYSTEM, reading=found)
        return {}
    try:
        draft, lines = read_with_lines(content, found.document.name)
    except UnreadableError as error:
        give_up(by=SYSTEM, reading=found, problem=str(error))
        return {}
    progress.at(2, 3, N_("Lägger ut raderna"))
    lay_out(by=SYSTEM, reading=found, draft=draft, lines=lines)
    progress.at(3, 3)
    return {"rows": found.proposals.count()}


def has_many_pages(content: bytes) -> bool:
    """Told without reading the pages: by the PDF's own list of them, or by how much the file unpacks to."""
    if b"%PDF-" in content[:1024]:
        from tertial.intake.importers.sources.pdf import open_pdf
        from tertial.intake.importers.sources.unreadable import UnreadableError

        try:
            document = open_pdf(content)
        except UnreadableError:
            return False
        try:
            return len(document) > MANY_PAGES
        finally:
            document.close()
    if content.startswith(b"PK"):
        return _unpacked(content) > MUCH_TEXT
    return len(content) > MUCH_TEXT // 4


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(each.file_size for each in archive.infolist() if each.filename.endswith(".xml"))
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
    ):  # the last: packed in a way zipfile lacks
        return 0


def content_of(document: Document) -> bytes:
    try:
        return (Path(settings.MEDIA_ROOT) / document.sha256[:2] / document.sha256).read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Lämna in den igen.")) from None


def take_in_folder(
    progress: Progress, *, files: list[str], unit: str = "", year: int | None = None, is_yes: bool = False
) -> Answer:
    """File by file, each whole; what is adopted already is skipped, so a worker that was killed goes on from there."""
    from tertial.planning.actions.taking_in import take_in_file

    owner = Unit.objects.get(key=unit) if unit else None
    outcomes = []
    for done, path in enumerate(map(Path, files)):
        progress.at(done, len(files), path.name)
        told = take_in_file(by=SYSTEM, path=path, unit=owner, year=year, is_yes=is_yes)
        outcomes.append(asdict(told))
        progress.keep({"outcomes": outcomes})
    progress.at(len(files), len(files))
    return {"outcomes": outcomes}


FOLDER = Work("plan.folder", N_("Läser in en mapp med planer"), take_in_folder)
READ = Work(WORK, N_("Läser planen"), read_document)
