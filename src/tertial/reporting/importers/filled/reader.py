"""A document that answers a form, read to its answers: `tertial.form/1`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.words import excerpt
from tertial.intake.importers.opening import bytes_of, open_document, said_of
from tertial.intake.importers.sources.line import Line
from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.intake.importers.sources.word import open_word
from tertial.reporting.rules.filled import Filled, FilledForm, Update
from tertial.reporting.rules.forms import Form

from .belonging import Box, belong
from .blocks import Block, Blocks, Kind
from .furniture import without_furniture
from .heads import head_of, period_of
from .marks import Mark, marks_of
from .printed import declined, is_ours, written_under
from .word_form import has_boxes, read_boxes

MOST_LETTERS = 1_000_000  # five hundred pages; an answer is ten


def read_filled_file(path: Path, form: Form) -> FilledForm:
    """The answers in a file; `UnreadableError` where there is nothing to read."""
    return read_filled(bytes_of(path), form)


def read_filled(data: bytes, form: Form) -> FilledForm:
    """The answers in a file's bytes, whatever kind of document it is."""
    if data.startswith(b"PK\x03\x04") and (boxes := _in_boxes(data, form)) is not None:
        return boxes
    opened = open_document(data)
    if sum(len(line.text) for line in opened.lines) > MOST_LETTERS:
        raise UnreadableError(
            "Filen har mer text än ett svar på ett formulär kan ha. Kontrollera att det är rätt fil."
        )
    filled = answers_in(form, opened.lines)
    return replace(filled, remarks=(*opened.remarks, *filled.remarks)) if opened.remarks else filled


def _in_boxes(data: bytes, form: Form) -> FilledForm | None:
    """The answers of a Word form of ours, as long as any of its boxes is left."""
    parts = open_word(data)
    if not has_boxes(parts):
        return None
    filled = read_boxes(parts, form)
    return replace(filled, remarks=(*said_of(parts.read()), *filled.remarks))


def answers_in(form: Form, printed: Sequence[Line]) -> FilledForm:
    """The answers in the lines of a document."""
    lines = without_furniture(list(_one_by_one(printed)), form)
    marks = marks_of(form, lines)
    above = _above(lines, marks)
    boxes = _boxes(form, lines, marks, Blocks(lines, form.placeholder))
    remarks = belong(form, boxes)
    answers = tuple(_filled(q.key, boxes, lines) for _, q in form.questions())
    head = head_of(form, above)
    told = (*_told(form, head, boxes, lines), *remarks)
    out = declined(above) if is_ours(lines) else None
    return FilledForm(form.key, head, period_of(form, above), answers, told, out)


def _one_by_one(lines: Sequence[Line]) -> Iterator[Line]:
    """The cells of a table as lines of their own: a form's boxes are often drawn as a table."""
    for line in lines:
        if line.cells is None:
            yield line
            continue
        parts = [part for cell in line.cells for part in cell.split("\n") if part.strip()]
        for part in parts:
            yield replace(line, text=part.strip(), cells=None, gap=True)


def _above(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Line]:
    first = next((mark.first for mark in marks if mark.question is not None), None)
    if first is None:
        return list(lines[:40])
    titles = {at for mark in marks if mark.question is None for at in range(mark.first, mark.after)}
    return [line for at, line in enumerate(lines[:first]) if at not in titles]


def _boxes(form: Form, lines: Sequence[Line], marks: Sequence[Mark], blocks: Blocks) -> list[Box]:
    """What stands under each mark. Between a title and its first question there is only the form's own text."""
    asked = {mark.question for mark in marks}
    firsts = {section.key: section.questions[0].key for section in form.sections if section.questions}
    boxes = []
    seen, ours = False, is_ours(lines)
    for mark, following in zip_longest(marks, marks[1:]):
        seen = seen or mark.question is not None or firsts.get(mark.section) not in asked
        under = list(lines[mark.after : following.first if following else len(lines)])
        if mark.rest:
            under.insert(0, replace(lines[mark.after - 1], text=mark.rest, gap=False))
        under, is_same = written_under(under) if ours else (under, False)
        boxes.append(Box(mark, blocks.of(under) if seen else [], is_same=is_same))
    return boxes


def _filled(question: str, boxes: Sequence[Box], lines: Sequence[Line]) -> Filled:
    mine = [box for box in boxes if box.mark.question == question]
    if not mine:
        return Filled(question, None)
    place = lines[mine[0].mark.first]
    blocks = [block for box in mine for block in box.own]
    is_same = any(box.is_same for box in mine)
    text, updates = _apart(blocks)
    if not text and not updates:
        return Filled(question, None, (), place.page, place.number, is_same)
    return Filled(question, _whole(text), tuple(updates), place.page, place.number, is_same)


def _apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Update]]:
    """The answer itself, and its updates: each from its label to the next inner heading."""
    text: list[Block] = []
    updates: list[tuple[str, str | None, list[Block]]] = []
    under: str | None = None
    inside = False
    for block in blocks:
        if block.kind is Kind.LABEL:
            updates.append((block.text, under, []))
            inside = True
            continue
        if block.kind is Kind.HEADING:
            under = block.text
            inside = inside and not updates[-1][2]
        if inside:
            updates[-1][2].append(block)
        else:
            text.append(block)
    return text, [Update(label, above, _whole(said)) for label, above, said in updates if said]


def _whole(blocks: Sequence[Block]) -> str:
    out, last = "", None
    for block in blocks:
        said = f"- {block.text}" if block.kind is Kind.BULLET else block.text
        between = "\n" if last is Kind.BULLET and block.kind is Kind.BULLET else "\n\n"
        out, last = (f"{out}{between}{said}" if out else said), block.kind
    return out


def _told(
    form: Form, head: dict[str, str | None], boxes: Sequence[Box], lines: Sequence[Line]
) -> Iterator[Remark]:
    found = {box.mark.question for box in boxes}
    asked = [question for _, question in form.questions()]
    if not any(question.key in found for question in asked):
        yield Remark("FORM-01", Severity.ERROR, "Ingen av formulärets frågor finns i dokumentet.")
        return
    if form.head and not head.get(form.head[0].key):
        message = f"”{form.head[0].label}” är inte ifyllt, så det går inte att se vem som svarar."
        yield Remark("FORM-06", Severity.WARNING, message)
    for question in asked:
        if question.key not in found:
            message = f"Fråga {question.key} finns inte i dokumentet: ”{excerpt(question.text, 60)}”"
            yield Remark("FORM-02", Severity.WARNING, message)
    for box in boxes:
        if box.mark.question and box.mark.wrong > 0.02:
            line = lines[box.mark.first]
            evidence = Evidence(line.page, line.number, line.text)
            message = f"Fråga {box.mark.question} är skriven på ett annat sätt än i formuläret."
            yield Remark("FORM-04", Severity.INFO, message, (evidence,))
