"""From a file's bytes to its lines: tells the kind of file by its content and says clearly what cannot be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tertial.foundation.check import Remark, Severity
from tertial.intake.importers.sources.line import Line, has_unseen
from tertial.intake.importers.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from tertial.intake.importers.sources.pdf import Page

MOST_BYTES = 200_000_000
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
    from tertial.intake.importers.sources.text import decode, lines

    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_binary(data[:65536]):
        raise UnreadableError("Filen är inte ett textdokument. Välj en .pdf, .docx eller .txt.")
    text, encoding = decode(data)
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


def _from_word(data: bytes) -> Opened:
    from tertial.intake.importers.sources.word import read_word

    found, macros = read_word(data)
    if not found:
        raise UnreadableError("Word-filen innehåller ingen text.")
    remarks = (_remark("READ-05", "Filen innehåller makron. De har inte körts."),) if macros else ()
    return Opened(found, None, tuple(remarks))


def _from_pdf(data: bytes, of_pages: LinesOfPages) -> Opened:
    from tertial.intake.importers.sources.pdf import measure, open_pdf, pages

    document = open_pdf(data)
    try:
        read = list(pages(document))
    finally:
        document.close()
    if not any(page.characters for page in read):
        raise UnreadableError(_NO_TEXT)
    measure(read)
    return Opened(
        of_pages(read), len(read), _empty_pages([p.number for p in read if p.number and not p.characters])
    )


def _empty_pages(numbers: Sequence[int]) -> tuple[Remark, ...]:
    if not numbers:
        return ()
    listed = ", ".join(str(n) for n in numbers[:12]) + (" …" if len(numbers) > 12 else "")
    return (_remark("READ-06", f"Sidor utan text (bilder eller tomma): {listed}."),)
