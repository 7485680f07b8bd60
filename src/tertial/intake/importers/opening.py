"""From a file's bytes to its lines: tells the kind of file by its content and says clearly what cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.intake.importers.sources.line import Line, has_unseen
from tertial.intake.importers.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from tertial.intake.importers.sources.pdf import Page
    from tertial.intake.importers.sources.word import WordFile

MOST_BYTES = 200_000_000
MOST_TEXT = 20_000_000  # of a text; two thousand pages are six million
MOST_LINES = 500_000  # of a text, each of which takes some hundred bytes; two thousand pages have a fourth
_BREAKS = "\n\r\f\x02\uffff"  # what lines are made of, the last two where a hyphen was
_MOST_NOTES = 50
_SIGNS = (
    (
        b"\xd0\xcf\x11\xe0",
        "Filen är i ett gammalt Office-format eller låst med lösenord. Spara den som .docx utan lösenord.",
    ),
    (b"{\\rtf", "Filen är i formatet RTF. Spara den som .docx eller .pdf."),
    (b"\x89PNG", "Filen är en bild. Läs in dokumentet som .pdf med text, .docx eller .txt."),
    (b"\xff\xd8\xff", "Filen är en bild. Läs in dokumentet som .pdf med text, .docx eller .txt."),
    (b"II*\x00", "Filen är en bild. Läs in dokumentet som .pdf med text, .docx eller .txt."),
    (b"GIF8", "Filen är en bild. Läs in dokumentet som .pdf med text, .docx eller .txt."),
    (b"\x1f\x8b", "Filen är komprimerad. Packa upp den och läs in dokumentet."),
    (b"7z\xbc\xaf", "Filen är komprimerad. Packa upp den och läs in dokumentet."),
    (b"Rar!", "Filen är komprimerad. Packa upp den och läs in dokumentet."),
)
_NEVER_IN_TEXT = bytes(n for n in range(32) if n not in b"\t\n\v\f\r") + b"\x7f"
_NO_TEXT = (
    "PDF-filen består av bilder och saknar textlager, så det finns ingen text att läsa. "
    "Kör textigenkänning (OCR) på den eller be om originalet."
)


LinesOfPages = Callable[[list["Page"]], list[Line]]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a document says, line by line, with what there is to remark on how it could be read."""

    lines: list[Line]
    pages: int | None
    remarks: tuple[Remark, ...] = ()


def bytes_of(path: Path) -> bytes:
    """What the file holds; `UnreadableError` where there is nothing to read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(
                f"Filen är större än {MOST_BYTES // 1_000_000} MB och läses inte. Dela den."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("Filen finns inte.") from error
    except IsADirectoryError as error:
        raise UnreadableError("Det är en mapp, inte en fil.") from error
    except OSError as error:
        raise UnreadableError(f"Filen kan inte öppnas ({error.strerror}).") from error


def printed_lines(pages: "list[Page]") -> list[Line]:
    """Every printed line as it stands, for documents whose tables are nothing to look for."""
    out: list[Line] = []
    for page in pages:
        if page.lines:
            page.lines[0].first = True
        out += [line.line() for line in page.lines]
    return out


def open_document(data: bytes, of_pages: LinesOfPages = printed_lines) -> Opened:
    """The lines of a .pdf, .docx or .txt, whatever its name says it is."""
    if not data.strip():
        raise UnreadableError("Filen är tom.")
    if b"%PDF-" in data[:1024]:
        return _from_pdf(data, of_pages)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _from_word(data)
    for sign, message in _SIGNS:
        if data.startswith(sign):
            raise UnreadableError(message)
    return _from_text(data, of_pages)


def _from_text(data: bytes, of_pages: LinesOfPages) -> Opened:
    from tertial.intake.importers.sources.aligned import is_aligned, pages_of
    from tertial.intake.importers.sources.text import decode, lines, unmarked_utf16

    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or unmarked_utf16(data) is not None
    if not wide and _is_binary(data[:65536]):
        raise UnreadableError("Filen är inte ett textdokument. Välj en .pdf, .docx eller .txt.")
    if len(data) > MOST_TEXT:
        raise UnreadableError(f"Texten är större än {MOST_TEXT // 1_000_000} MB och läses inte. Dela den.")
    text, encoding = decode(data)
    if sum(map(text.count, _BREAKS)) > MOST_LINES:
        raise UnreadableError(f"Texten har fler än {MOST_LINES} rader och läses inte. Dela den.")
    remarks = []
    if encoding == "windows-1252":
        remarks.append(_remark("READ-03", "Texten är inte UTF-8; den har lästs som Windows-1252."))
    if has_unseen(text.replace("\r", "").replace("\f", "")):
        remarks.append(
            _remark("READ-04", "Texten innehåller styrtecken eller osynliga tecken; de har tagits bort.")
        )
    found = of_pages(pages_of(text)) if is_aligned(text) else lines(text)
    if not found:
        raise UnreadableError("Filen innehåller ingen text.")
    return Opened(found, None, tuple(remarks))


def _is_binary(data: bytes) -> bool:
    """Text holds next to no control bytes; of any other kind of file they are a good part."""
    kept = data.translate(None, _NEVER_IN_TEXT)
    return bool(kept.strip()) and len(kept) < 0.96 * len(data)


def _remark(code: str, message: str) -> Remark:
    return Remark(code, Severity.INFO, message)


def left_out(message: str) -> Remark:
    """What was not read because it would have taken too much."""
    return Remark("READ-18", Severity.WARNING, message)


def _from_word(data: bytes) -> Opened:
    from tertial.intake.importers.sources.word import read_word

    read = read_word(data)
    if not read.lines:
        raise UnreadableError("Word-filen innehåller ingen text.")
    return Opened(read.lines, None, tuple(said_of(read)))


def said_of(read: "WordFile") -> Iterator[Remark]:
    """What there is to remark on a Word file itself."""
    if read.macros:
        yield _remark("READ-05", "Filen innehåller makron. De har inte körts.")
    if read.changed:
        yield _remark("READ-07", "Filen har spårade ändringar. De har lästs som om de var godkända.")
    if read.notes:
        shown = tuple(Evidence(None, None, note[:200]) for note in read.notes[:_MOST_NOTES])
        yield replace(_remark("READ-08", "Filens fotnoter har inte lästs in bland raderna."), evidence=shown)
    if read.cut:
        yield left_out(
            "Slutet av dokumentet är inte läst: det tog för lång tid. Dela filen och läs delarna var för sig."
        )


def _from_pdf(data: bytes, of_pages: LinesOfPages) -> Opened:
    from tertial.intake.importers.sources.pdf import measure

    count, read = _pages_of(data)
    if not any(page.characters for page in read):
        raise UnreadableError(_NO_TEXT)
    measure(read)
    empty = [page.number for page in read if page.number and not page.characters]
    return Opened(of_pages(read), count, (*_empty_pages(empty), *_left_out_pages(count, read)))


def _pages_of(data: bytes) -> "tuple[int, list[Page]]":
    """How many pages there are, and those read; in a process apart where it cannot be known what they hold."""
    from tertial.intake.importers.sources.pdf import count_pages, open_pdf, pages
    from tertial.intake.importers.sources.pdf_weight import weigh

    if not weigh(data):
        from tertial.intake.importers.sources.pdf_apart import pages_apart

        return pages_apart(data)
    document = open_pdf(data)
    try:
        return count_pages(document), list(pages(document))
    finally:
        document.close()


def _left_out_pages(count: int, read: "list[Page]") -> Iterator[Remark]:
    """Pages, and what stood on pages, that would have taken too much to read."""
    if len(read) < count:
        yield left_out(
            f"Sidorna {len(read) + 1}–{count} är inte lästa: det tog för lång tid eller för mycket minne. "
            "Dela filen och läs delarna var för sig."
        )
    if crowded := [str(page.number) for page in read if page.cut]:
        yield left_out(f"Orimligt mycket text på sidor, så allt på dem är inte läst: {_listed(crowded)}.")


def _empty_pages(numbers: Sequence[int]) -> tuple[Remark, ...]:
    if not numbers:
        return ()
    return (_remark("READ-06", f"Sidor utan text (bilder eller tomma): {_listed(numbers)}."),)


def _listed(numbers: Sequence[object]) -> str:
    return ", ".join(str(n) for n in numbers[:12]) + (" …" if len(numbers) > 12 else "")
