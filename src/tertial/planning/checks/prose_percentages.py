"""SUM07: percentages of change in running text against the amounts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import Amount, Percent, amounts, percentages, printed
from tertial.planning.rules.book import BY, MORE, SIZE, Book, Line, book_of, names_budget
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, said, sentences, shown
from tertial.planning.rules.sketch import BUDGET, WHOLE, plan, row, section, table
from tertial.planning.rules.talk import spoken_share

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
TEXT = "Budgeten har ökat med 3,2 mnkr ({} procent) jämfört med 2020."


@check(
    "SUM07",
    title="En procentsats i texten stämmer inte med beloppen",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=TABLES, sections=(section("Förskola", TEXT.format("2,4")),)), 1),
        Example(plan(tables=TABLES, sections=(section("Förskola", TEXT.format("1,0")),)), 0),
    ),
)
def prose_percentages(draft: PlanDraft) -> Iterator[Hit]:
    """Ökar budgeten med ett belopp och en procentsats ska de säga samma sak.

    Procentsatsen räknas på föregående års budget i tabellen. Anger texten ett annat belopp än tabellen
    räcker det att procentsatsen stämmer med textens eget belopp; beloppet prövas för sig.
    """
    book = book_of(draft)
    for sentence in sentences(draft):
        if not names_budget(sentence.text):
            continue
        lines = book.about(sentence)
        strict = [
            percent for percent in percentages(sentence.text) if lines and _is_change(sentence.text, percent)
        ]
        for percent in strict:
            yield from _judge(sentence, percent, lines, book.year)
        if not strict and (told := spoken_share(book, sentence)):
            yield from _spoken(book, sentence, *told)


def _spoken(book: Book, sentence: Sentence, percent: Percent, line: Line, changes: bool) -> Iterator[Hit]:
    """An area's share or change in words that leave some doubt: a warning."""
    if not changes:
        yield from _shares(book, sentence, percent, line)
        return
    for hit in _judge(sentence, percent, [line], book.year):
        yield replace(hit, severity=Severity.WARNING)


def _shares(book: Book, sentence: Sentence, percent: Percent, line: Line) -> Iterator[Hit]:
    """An area's part of the whole net budget; less sure, so it warns."""
    total = book.total
    if total is None:
        return
    own, whole = line.level(book.year), total.level(book.year)
    slack = max(percent.step, 0.05 * percent.value if percent.about else 0.0)
    if own and whole and abs(100 * own / whole - percent.value) > slack + 1e-9:
        yield Hit(
            f"Texten anger {percent.text} men andelen är {printed(100 * own / whole)} procent enligt tabellen.",
            (said(sentence), shown(line.row, line.table), shown(total.row, total.table)),
            Severity.WARNING,
        )


def _is_change(text: str, percent: Percent) -> bool:
    before, after = text[: percent.start], text[percent.end : percent.end + 40]
    if MORE.match(after) or BY.search(before):
        return True
    near = _amount(text, percent)
    if near is None and (levels := _from_to(text, percent)):
        near = levels[1]
    return near is not None and bool(
        re.fullmatch(
            r"[\s,(]*(?:eller|vilket|motsvarande|motsvarar|dvs\.?|det vill säga|är|\s)*",
            text[near.end : percent.start],
        )
    )


def _amount(text: str, percent: Percent) -> Amount | None:
    """The amount of change the percentage stands beside."""
    before = [each for each in amounts(text) if each.end <= percent.start]
    if not before:
        return None
    rest = text[before[-1].end : before[-1].end + 40]
    is_change = (
        BY.search(text[: before[-1].start]) or SIZE.search(text[: before[-1].start]) or MORE.match(rest)
    )
    return before[-1] if is_change else None


def _from_to(text: str, percent: Percent) -> tuple[Amount, Amount] | None:
    """`från 9,0 mnkr till 9,9 mnkr`, last before the percentage."""
    before = [each for each in amounts(text) if each.end <= percent.start]
    if len(before) < 2:
        return None
    old, new = before[-2:]
    told = re.search(r"\bfrån\s*$", text[: old.start]) and text[old.end : new.start].strip() == "till"
    return (old, new) if told else None


def _judge(sentence: Sentence, percent: Percent, lines: list[Line], year: int | None) -> Iterator[Hit]:
    possible = []
    for line in lines:
        new, old = line.level(year), line.level(year - 1 if year else None)
        if new and old:
            possible.append(100 * (new - old) / old)
            if (stated := _amount(sentence.text, percent)) is not None and new > abs(stated.value):
                possible.append(100 * stated.value / (new - stated.value))
                possible.append(100 * stated.value / (new + stated.value))
    if (levels := _from_to(sentence.text, percent)) and levels[0].value:
        possible.append(100 * (levels[1].value - levels[0].value) / levels[0].value)
    slack = max(percent.step, 0.02 * abs(percent.value) if percent.about else 0.0)
    if not possible or any(abs(abs(each) - abs(percent.value)) <= slack + 1e-9 for each in possible):
        return
    yield Hit(
        f"Texten anger {percent.text} men förändringen är {printed(possible[0])} procent enligt tabellen.",
        (said(sentence), *(shown(line.row, line.table) for line in lines)),
    )
