"""SUM06: amounts in running text against the tables."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.book import (
    Book,
    Line,
    Statement,
    book_of,
    investments,
    named_parts,
    names_budget,
    speaks_of_whole,
    statements,
)
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, said, sentences, shown
from tertial.planning.rules.sketch import BUDGET, WHOLE, plan, row, section, table
from tertial.planning.rules.talk import spoken

TABLES = (
    table(
        "Budget",
        WHOLE,
        row("Förskola", 342.2, -14.7, 327.5, 324.3),
        row("Ledning", 41.6, 0.0, 41.6, 32.2),
        row("Stadsmiljö", 34.5, -0.1, 34.4, 33.4),
        row("Summa", 418.3, -14.8, 403.5, 389.9),
    ),
    table("Förskola", BUDGET, row("Förskola", 327.5, 324.3, 3.2), row("Summa", 327.5, 324.3, 3.2)),
)
GOES_ON = re.compile(
    r"(?:Det|Detta) (?:är|innebär|motsvarar)\b|Jämfört med (?:år )?\d{4} är det\b"
    r"|(?:Ökningen|Minskningen|Skillnaden) (?:är|uppgår)\b"
)
TEXT = "Verksamhetens nettobudget för år 2021 uppgår till {} mnkr, vilket är {} mnkr högre än för år 2020."
REACHES = "Nämndens budget 2021 omfattar totalt {} mnkr netto."
GIVEN = "Kommunfullmäktige har anvisat nämnden {} mnkr för 2021."


@check(
    "SUM06",
    title="Ett belopp i texten stämmer inte med tabellen",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=TABLES, sections=(section("Förskola", TEXT.format("327,1", "3,2")),)), 1),
        Example(plan(tables=TABLES, sections=(section("Förskola", TEXT.format("327,5", "4,2")),)), 1),
        Example(plan(tables=TABLES, sections=(section("Förskola", TEXT.format("327,5", "3,2")),)), 0),
        Example(plan(tables=TABLES, sections=(section("Förskola", GIVEN.format("408,5")),)), 1),
        Example(plan(tables=TABLES, sections=(section("Förskola", GIVEN.format("403,5")),)), 0),
        Example(plan(tables=TABLES, sections=(section("Förskola", REACHES.format("408,5")),)), 1),
        Example(plan(tables=TABLES, sections=(section("Förskola", REACHES.format("403,5")),)), 0),
    ),
)
def prose_amounts(draft: PlanDraft) -> Iterator[Hit]:
    """Belopp om budgeten i löptexten jämförs med tabellerna: nivåer, ökningar och minskningar.

    En mening hör till den rad den nämner, annars till sitt avsnitts rad, annars till hela budgeten.
    Det tryckta beloppets noggrannhet avgör: 313 mnkr stämmer med 313,0 men 321,4 stämmer inte med 321,8.
    """
    book = book_of(draft)
    judged: set[tuple[int, str]] = set()
    for sentence, statement, lines in _stated(book, draft):
        judged.add((sentence.order, sentence.text))
        yield from _judge(book, sentence, statement, lines)
    for sentence, statement, line in (*investments(draft), *named_parts(draft)):
        judged.add((sentence.order, sentence.text))
        yield from _judge(book, sentence, statement, [line])
    before: Sentence | None = None
    for sentence in sentences(draft):
        if (sentence.order, sentence.text) not in judged and "kr" in sentence.text:
            for statement, lines in spoken(book, sentence, before):
                for hit in _judge(book, sentence, statement, lines):
                    yield replace(hit, severity=hit.severity or Severity.WARNING)
        before = sentence


def _stated(book: Book, draft: PlanDraft) -> Iterator[tuple[Sentence, Statement, list[Line]]]:
    """What the sentences say in words that leave no doubt."""
    speaking = 0  # the paragraph whose last sentence spoke of the budget
    for sentence in sentences(draft):
        text = sentence.text
        if "budget" in text.lower() or names_budget(text) or speaks_of_whole(text):
            speaking = sentence.order
        elif speaking != sentence.order or not GOES_ON.match(sentence.text):
            continue
        lines = book.about(sentence)
        if lines == [book.total] and book.named_in(sentence):
            continue  # what an area is given of the whole
        for statement in statements(sentence, book.year) if lines else ():
            yield sentence, statement, lines


def _judge(book: Book, sentence: Sentence, statement: Statement, lines: list[Line]) -> Iterator[Hit]:
    if statement.kind == "level":
        expected = [(line, size) for line in lines if (size := line.level(statement.year)) is not None]
    else:
        expected = [(line, size) for line in lines if (size := line.change(statement.year)) is not None]
    if not expected or any(_agrees(statement, size) for _, size in expected):
        return
    line, size = min(expected, key=lambda each: _apart(statement, each[1]))
    likely = [each for each, other in expected if _apart(statement, other) <= max(2, _apart(statement, size))]
    if statement.kind == "level" and not _same_matter(book, statement, line, size):
        return
    slight = abs(abs(statement.amount.value) - abs(size)) <= statement.amount.step + 1e-9 and _direction(
        statement, size
    )
    yield Hit(
        f"Texten anger {statement.amount.text}{_word(statement)} men enligt tabellen är "
        f"{_name(line)} {printed(size)} mnkr{_years(statement)}."
        f"{' Avrundning kan förklara det.' if slight else ''}",
        (said(sentence), *dict.fromkeys(shown(each.row, each.table) for each in likely)),
        Severity.INFO if slight else None,
    )


def _apart(statement: Statement, size: float) -> float:
    """How many times larger or smaller the amount is: of the rows it may be about it is the nearest."""
    stated = abs(statement.amount.value)
    return max(stated, abs(size)) / min(stated, abs(size)) if stated and size else math.inf


def _agrees(statement: Statement, size: float) -> bool:
    return statement.amount.agrees(size) and _direction(statement, size)


def _direction(statement: Statement, size: float) -> bool:
    if statement.kind == "level" or statement.way is None or abs(size) < 1e-9:
        return True
    return (statement.way == "down") == (size < 0)


def _same_matter(book: Book, statement: Statement, line: Line, size: float) -> bool:
    """Not where the amount is that of another row (a heading may have been missed) or of another order."""
    stated = abs(statement.amount.value)
    if stated in (abs(each) for each in line.row.values if each):
        return True
    return stated not in book.levels(statement.year) and size != 0 and 0.5 < stated / abs(size) < 2


def _word(statement: Statement) -> str:
    return {"up": " i ökning", "down": " i minskning", None: ""}[statement.way]


def _name(line: Line) -> str:
    from_table = f" ({line.table.title})" if line.table.title and line.table.title != line.row.label else ""
    return f"{line.row.label}{from_table}"


def _years(statement: Statement) -> str:
    if statement.year is None:
        return ""
    return (
        f" för {statement.year}"
        if statement.kind == "level"
        else f" mellan {statement.year - 1} och {statement.year}"
    )
