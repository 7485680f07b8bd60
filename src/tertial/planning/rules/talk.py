"""Sentences about the budget in words that no pattern knows: what they must be about when they name one amount only.

Less sure than `book.statements`, so what does not agree is a warning. A sentence that could mean something else
(two amounts, two areas, another kind of money) says nothing here.
"""

import re
from collections.abc import Iterator

from tertial.planning.rules.amounts import Amount, Percent, amounts, percentages, years
from tertial.planning.rules.asking import ASKING
from tertial.planning.rules.book import (
    COMPOUND,
    MORE,
    OTHER_MONEY,
    TO,
    Book,
    Line,
    Statement,
    speaks_of_whole,
)
from tertial.planning.rules.prose import Sentence
from tertial.planning.rules.words import shared, stems

MONEY = re.compile(
    r"\b(?:netto|total|kommun)?(?:budget|anslag)\w*|\b(?:netto|budget)?ram(?:en|ens)?\b|\bnetto\b", re.I
)
_BUDGET = re.compile(r"\b(?:netto|total)?budget(?:en|ens)?\b", re.I)
_ITSELF = re.compile(
    r"\b(?:stadsdels)?nämnd(?:en|ens)?\b|\bnetto(?:budget|ram)(?:en|ens)?\b|\bbudgetram(?:en|ens)?\b", re.I
)
_GIVEN = re.compile(
    r"\b(?:disponera|tilldela|avsätt|avsatt|fördela|tillför|satsa|lägg|får|fått|har|går|ges|ingår)\w*", re.I
)
_ELSE = re.compile(
    r"\bvarav\b|\bkostnad|\bintäkt|\bomslutning|\binvester|\bper (?:år|plats|barn|person|månad)|\böverskott"
    r"|\bunderskott|\bavvikelse|\bprognos|\butfall|\bbokslut|\bschablon|\bbidrag|\bstatsbidrag|\bavgift|\bhyr"
    r"|\brespektive\b|\bkommunens\b(?!\s+budget)|\bbl\.? ?a\b|\bbland annat|\bdels\b|\bytterligare|\breserv"
    r"|\beffektiviser|\bbesparing",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:(?P<up>ök|höj|väx|stig|stärk|förstärk|uppräkn|tillskott)\w*|(?P<down>minsk|sänk|sjunk|skär)\w*"
    r"|räkna\w*\s+(?:(?P<upp>upp)|ne[rd])\b)",
    re.I,
)
_TOWNS = re.compile(r"\bkommunens\s+(?=budget)", re.I)
_LAST_YEAR = re.compile(r"\b(?:föregående|förra|förr) år|\bfjol|\bårets? innan", re.I)
_REFERS = re.compile(r"(?:Det|Detta|Jämfört med (?:år )?\d{4}|Sedan (?:år )?\d{4})\b")
_NEAR = (0.4, 2.5)  # how far from the table's figure an amount may be and still be meant as it


def spoken(book: Book, sentence: Sentence, before: Sentence | None) -> Iterator[tuple[Statement, list[Line]]]:
    """What a sentence with one amount says of an area's or the whole budget."""
    text, found = sentence.text, list(amounts(sentence.text))
    if len(found) != 1 or found[0].about or _ELSE.search(text) or OTHER_MONEY.search(text):
        return
    if ASKING.search(text) or COMPOUND.search(text) or list(percentages(text)):
        return
    change = _change(text, found[0], book.year)
    lines = _subject(book, sentence, change is not None)
    if not lines and before is not None and _REFERS.match(text) and change is not None:
        lines = book.about(before) if before.section == sentence.section else []
    stated = [year for year, _ in years(text)]
    if change is None and (stated and book.year not in stated):
        return
    statement = change or Statement(found[0], "level", book.year)
    near = [line for line in lines if _near(statement, line)]
    if near:
        yield statement, near


def _subject(book: Book, sentence: Sentence, changes: bool) -> list[Line]:
    """The area that is named, else the section's own, else the whole."""
    text = sentence.text
    if not MONEY.search(text) and not _GIVEN.search(text):
        return []
    area = book.named_in(sentence)
    if area is not None:
        return [area]
    if _shares_word(book, _TOWNS.sub("", text)):
        return []
    if own := book.own(sentence.section):
        total = [book.total] if book.total and speaks_of_whole(text) else []
        return [*own, *total] if MONEY.search(text) else []
    compared = changes and _compares(text, book.year)
    whole = _ITSELF.search(text) and (MONEY.search(text) or compared)
    return [book.total] if book.total and whole else []


def _shares_word(book: Book, text: str) -> bool:
    """Whether a sentence may be about an area after all: it has a word of an area's name."""
    words = stems(text)
    return any(shared(stems(label), words) for label in book.by_name)


def _compares(text: str, year: int | None) -> bool:
    return bool(_LAST_YEAR.search(text)) or any(stated == (year or 0) - 1 for stated, _ in years(text))


def _change(text: str, amount: Amount, year: int | None) -> Statement | None:
    """The amount as a change, where a word says so; `ökar till` is a level."""
    more = MORE.match(text[amount.end :])
    if more:
        return Statement(
            amount, "change", year, "down" if more["way"].lower() in ("lägre", "mindre") else "up"
        )
    found = _CHANGE.search(text)
    if not found or TO.search(text[: amount.start]) or re.search(r"\btill\s+$", text[: amount.start]):
        return None
    return Statement(amount, "change", year, way_of(found))


def way_of(found: re.Match[str]) -> str:
    return "up" if found["up"] or found["upp"] else "down"


def _near(statement: Statement, line: Line) -> bool:
    size = line.level(statement.year) if statement.kind == "level" else line.change(statement.year)
    return bool(size) and _NEAR[0] < abs(statement.amount.value) / abs(size or 1.0) < _NEAR[1]


def spoken_share(book: Book, sentence: Sentence) -> tuple[Percent, Line, bool] | None:
    """A percentage beside an area's name and the budget: a share of the whole, or (True) a change since last year."""
    text, found = sentence.text, list(percentages(sentence.text))
    if len(found) != 1 or _ELSE.search(text) or OTHER_MONEY.search(text) or COMPOUND.search(text):
        return None
    line = book.named_in(sentence)
    if line is None or not _BUDGET.search(text):
        return None
    changes = bool(_CHANGE.search(text)) or bool(MORE.match(text[found[0].end :]))
    return found[0], line, changes
