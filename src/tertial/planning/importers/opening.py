"""From a file to a plan draft: tells the kind of file by its content and says clearly what cannot be read."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tertial.foundation.check import Remark, Severity
from tertial.planning.importers.sources.line import Line, has_unseen
from tertial.planning.importers.sources.unreadable import UnreadableError
from tertial.planning.rules.draft import PlanDraft, Source

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


def read_file(path: Path) -> PlanDraft:
    """The plan in a file; `UnreadableError` where there is nothing to read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(
                f"Filen är större än {MOST_BYTES // 1_000_000} MB och läses inte. Dela den."
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("Filen finns inte.") from error
    except IsADirectoryError as error:
        raise UnreadableError("Det är en mapp, inte en fil.") from error
    except OSError as error:
        raise UnreadableError(f"Filen kan inte öppnas ({error.strerror}).") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> PlanDraft:
    """The plan in a file's bytes."""
    from tertial.planning.importers.board_plan.reader import read_plan

    lines, pages, remarks = _lines(data)
    source = Source(name, hashlib.sha256(data).hexdigest(), pages)
    draft = read_plan(lines, source)
    return replace(draft, remarks=(*remarks, *draft.remarks)) if remarks else draft


def _lines(data: bytes) -> tuple[list[Line], int | None, list[Remark]]:
    if not data.strip():
        raise UnreadableError("Filen är tom.")
    if b"%PDF-" in data[:1024]:
        return _from_pdf(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _from_word(data)
    for sign, message in _SIGNS:
        if data.startswith(sign):
            raise UnreadableError(message)
    return _from_text(data)


def _from_text(data: bytes) -> tuple[list[Line], int | None, list[Remark]]:
    from tertial.planning.importers.sources.text import decode, lines

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
    found = lines(text)
    if not found:
        raise UnreadableError("Filen innehåller ingen text.")
    return found, None, remarks


def _is_binary(data: bytes) -> bool:
    """Text holds next to no control bytes; of any other kind of file they are a good part."""
    kept = data.translate(None, _NEVER_IN_TEXT)
    return bool(kept.strip()) and len(kept) < 0.96 * len(data)


def _remark(code: str, message: str) -> Remark:
    return Remark(code, Severity.INFO, message)


def _from_word(data: bytes) -> tuple[list[Line], int | None, list[Remark]]:
    from tertial.planning.importers.sources.word import read_word

    found, macros = read_word(data)
    if not found:
        raise UnreadableError("Word-filen innehåller ingen text.")
    remarks = [_remark("READ-05", "Filen innehåller makron. De har inte körts.")] if macros else []
    return found, None, remarks


def _from_pdf(data: bytes) -> tuple[list[Line], int | None, list[Remark]]:
    from tertial.planning.importers.board_plan.furniture import furniture_of
    from tertial.planning.importers.board_plan.heads import after_table, begins_table, only_heads
    from tertial.planning.importers.sources.pdf import measure, open_pdf, pages
    from tertial.planning.importers.sources.pdf_tables import TableFinder

    document = open_pdf(data)
    try:
        read = list(pages(document))
    finally:
        document.close()
    if not any(page.characters for page in read):
        raise UnreadableError(_NO_TEXT)
    measure(read)
    printed = [line for page in read for line in page.lines]
    gone = furniture_of([line.line() for line in printed])
    kept = {id(line) for i, line in enumerate(printed) if i not in gone}
    finder = TableFinder(begins_table, after_table, only_heads)
    out: list[Line] = []
    for page in read:
        lines = [line for line in page.lines if id(line) in kept]
        if lines:
            lines[0].first = True
        out += finder.page(page, lines)
    return out, len(read), _empty_pages([p.number for p in read if not p.characters])


def _empty_pages(numbers: Sequence[int]) -> list[Remark]:
    if not numbers:
        return []
    listed = ", ".join(str(n) for n in numbers[:12]) + (" …" if len(numbers) > 12 else "")
    return [_remark("READ-06", f"Sidor utan text (bilder eller tomma): {listed}.")]
