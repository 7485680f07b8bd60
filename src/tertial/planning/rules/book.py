"""Which row of which table a sentence speaks of, and what it says about it: a level, a change or both ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tertial.planning.rules.amounts import Amount, amounts, years
from tertial.planning.rules.draft import Place, PlanDraft, RowKind, Section, Table, TableRow
from tertial.planning.rules.once import once
from tertial.planning.rules.prose import Sentence, sentences
from tertial.planning.rules.tables import (
    INVESTMENT,
    TURNOVER,
    is_about,
    main_table,
    net_column,
    sub_tables,
    total_of,
    value,
)
from tertial.planning.rules.words import key, named, shared, stems

BUDGET = re.compile(
    r"\b(?:netto|total|ram)?(?:budget(?:en|ens|eringen|ering|ram|ramen)?|anslag(?:et)?)\b", re.I
)
WHOLE = re.compile(
    r"\b(?:nämndens|stadsdelsnämndens|förvaltningens)\s+(?:\w+\s+){0,2}(?:netto)?budget|"
    r"\b(?:anvisa|tilldela|gett|ger)\w*\b.*\bnämnd|fullmäktige\b.*\b(?:anvisa|tilldela|gett|ger)|"
    r"\bbudget\w*\s+för\s+(?:stadsdels)?nämnden\b|\bnämnden\s+har\s+(?:en|i)\b[^.]{0,30}budget|"
    r"\bnämnden\b[^.,;]{0,50}\bnettobudget|\b(?:total|samlad|samman(?:lag|tag))\w*\b[^.,;]{0,60}\bnettobudget|"
    r"\bnettobudget\w*\s+(?:på|om)\s+totalt\b|\bnämnden\b[^.,;]{0,60}\bnetto\s+i\s+budget",
    re.I,
)
OF = re.compile(
    r"\b(?:netto|kostnads)?budget\w*\s+(?:för|till|avseende)\s+(?P<what>(?!år\b|\d)[^,.;:()]*?)"
    r"(?=\s+(?:år\s+)?(?:19|20)\d\d|\s+(?:är|uppgår|ökar|ökat|minskar|minskat|har|blir|beräknas|höjs|sänks)\b|[,.;:()]|$)",
    re.I,
)
OWNER = re.compile(r"\b(?P<what>[A-ZÅÄÖa-zåäö][^.,;:()\d]{3,60}?)s\s+(?:netto)?budget(?:en)?\b", re.I)
ITSELF = re.compile(r"^(?:verksamhet\w*|området|nämnden\w*|året|perioden|förvaltningen)$", re.I)
APPROX = r"(?:cirka|ca|drygt|knappt|omkring|nästan|hela|totalt|endast)?\s*$"
MORE = re.compile(r"^\s*(?:netto\s*|\([^)]*\)\s*)?(?P<way>högre|större|mer|lägre|mindre)\b", re.I)
BY = re.compile(
    r"\b(?P<way>ök|höj|väx|stig|minsk|sänk|sjunk)\w*\s+(?:[^\W\d]+\s+){0,4}med\s+(?:netto\s+)?" + APPROX, re.I
)
SIZE = re.compile(
    r"\b(?P<way>ökning|minskning|skillnad|differens|tillskott)(?:en|et)?\b(?:(?!kr\b).){0,80}?"
    r"\b(?:uppgår till|är|på|om|motsvarar|blir)\s+" + APPROX,
    re.I,
)
STATED = re.compile(
    r"(?:\buppgår\s+(?:\w+\s+){0,3}till|\bär(?: nu| netto| totalt)?|\bblir|\bpå|\bom|"
    r"\bberäknas (?:bli|till|uppgå till)|:|"
    r"\b\w*nämnd\w*|\bnetto|\bnettobudget(?:en)?|\bomfattar\b[^.,;]{0,30}\bbudget|\banvisat|\btill)\s+"
    + APPROX,
    re.I,
)
IN_BUDGET = re.compile(r"^\s*(?:netto\s+)?(?:i|av)\s+(?:\w+\s+){0,2}(?:netto|total)?budget", re.I)
DOWN = ("lägre", "mindre", "minsk", "sänk", "sjunk", "minskning")
FROM = re.compile(r"\bfrån\s+" + APPROX, re.I)
TO = re.compile(r"\bfrån\s[^.]*kr\b[^.]{0,30}\still\s+" + APPROX, re.I)
OTHER_MONEY = re.compile(
    r"ombudgeter|budgetjuster|klimatinvester|bevilja|\bansök|\bbegär|investeringsfond|investeringsutgift",
    re.I,
)
ALL_INVESTMENTS = re.compile(
    r"investeringsbudget|\b(?:sammanlagda|totala|samtliga|nämndens)\s+invester|invester\w+ uppgår", re.I
)
COMPOUND = re.compile(r"\b(?!netto)\w{3,}budget(?:en|ens)?\b", re.I)


def names_budget(text: str) -> bool:
    """Whether it speaks of a budget; most sentences are passed over without the pattern."""
    low = text.lower()
    return ("budget" in low or "anslag" in low) and BUDGET.search(text) is not None


def speaks_of_whole(text: str) -> bool:
    low = text.lower()
    given = "anvisa" in low or "tilldela" in low or "gett" in low or "ger" in low
    may = "budget" in low or (given and ("nämnd" in low or "fullmäktige" in low))
    return may and WHOLE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A row that prose can speak of."""

    table: Table
    row: TableRow

    def level(self, year: int | None) -> float | None:
        column = net_column(self.table, year)
        return None if column is None else value(self.row, column.index)

    def change(self, year: int | None) -> float | None:
        new, old = self.level(year), self.level(year - 1 if year else None)
        return None if new is None or old is None else round(new - old, 6)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one amount in a sentence says. kind: level or change; way: up, down or nothing said."""

    amount: Amount
    kind: str
    year: int | None
    way: str | None = None


@dataclass(slots=True)
class Book:
    """Every row that has a name, and the row each section is about."""

    year: int | None
    total: Line | None = None
    investments: Table | None = None
    by_name: dict[str, list[Line]] = field(default_factory=dict)
    by_section: dict[str, Line] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()  # the paragraphs that speak of the whole budget

    def about(self, sentence: Sentence) -> list[Line]:
        """The rows the sentence can be about, the nearest first; none where it is not clear."""
        of = OF.search(sentence.text)
        if of and not ITSELF.match(of["what"].strip()):
            return self._named(of["what"], sentence.section)
        whose = OWNER.search(sentence.text)
        if whose and (lines := self._called(whose["what"])):
            return lines
        own = self.own(sentence.section)
        if own and self.total and speaks_of_whole(sentence.text) and not self._names_area(sentence):
            return [*own, self.total]
        if own:
            return own
        whole = speaks_of_whole(sentence.text) or (
            sentence.order in self.whole and not self._names_area(sentence)
        )
        return [self.total] if self.total and whole else []

    def _names_area(self, sentence: Sentence) -> bool:
        text = key(sentence.text)
        return any(name in text for name in self.by_name if name)

    def own(self, section: str) -> list[Line]:
        """The rows that a section is about by its title or its table."""
        name = key(section)
        lines = [self.by_section[name]] if name in self.by_section else []
        return lines + [line for line in self.by_name.get(name, []) if line not in lines]

    def _called(self, name: str) -> list[Line]:
        """The rows with this name in any form: förskolan is the row Förskola."""
        exact = self.by_name.get(key(name))
        if exact:
            return exact
        words = stems(name)
        return [
            line
            for label, lines in self.by_name.items()
            if words
            and len(shared(words, other := stems(label))) == len(words)
            and len(shared(other, words)) == len(other)
            for line in lines
        ]

    def named_in(self, sentence: Sentence) -> Line | None:
        """The one row that the sentence names in any form; none where it names several."""
        words = stems(sentence.text)
        found = [
            lines[-1]
            for label, lines in self.by_name.items()
            if (mine := stems(label)) and len(shared(mine, words)) == len(mine)
        ]
        return found[0] if len(found) == 1 else None

    def _named(self, what: str, section: str) -> list[Line]:
        exact = self.by_name.get(key(what)) or self._called(what)
        if exact:
            return exact
        home = self.by_section.get(key(section))
        near = [
            line for lines in self.by_name.values() for line in lines if home and line.table is home.table
        ]
        fitting = [line for line in near if named(line.row.label, what) or named(what, line.row.label)]
        if fitting:
            return fitting
        # avskrivningar och kapitalkostnader is the row avskrivningar och ränta, where no other row has the word
        first = [line for line in near if shared(stems(what.split()[0]), stems(line.row.label))]
        return first if len(first) == 1 else []

    def levels(self, year: int | None) -> set[float]:
        """What every named row is in this year."""
        found = (line.level(year) for lines in self.by_name.values() for line in lines)
        return {abs(each) for each in found if each}


@once
def book_of(draft: PlanDraft) -> Book:
    """The rows of this plan's tables that its sentences can speak of."""
    whole = frozenset(each.order for each in sentences(draft) if speaks_of_whole(each.text))
    book = Book(draft.year, whole=whole)
    main = main_table(draft)
    _name_rows(book, draft.tables)
    if main is not None:
        total = total_of(main)
        book.total = Line(main, total) if total else None
    parts = [table for table, _ in sub_tables(draft)]
    for table in parts:
        total = total_of(table)
        if total is not None and table.title:
            book.by_section[key(table.title)] = Line(table, total)
    _place_tables(book, draft.sections, parts)
    if main is not None:
        for table, row in sub_tables(draft):
            _also_whole(book, table, Line(main, row))
    return book


def _name_rows(book: Book, tables: tuple[Table, ...]) -> None:
    for table in tables:
        if is_about(table, TURNOVER):
            continue
        if is_about(table, INVESTMENT):
            book.investments = table
            continue
        for row in table.rows:
            if row.kind is not RowKind.SUM:
                book.by_name.setdefault(key(row.label), []).append(Line(table, row))


def _also_whole(book: Book, part: Table, whole: Line) -> None:
    """A section with a sub-table may also speak of the row that the sub-table breaks down."""
    for name, line in list(book.by_section.items()):
        if line.table is part:
            book.by_name.setdefault(name, [])
            if whole not in book.by_name[name]:
                book.by_name[name] = [each for each in book.by_name[name] if each.table is not part] + [whole]


def _place_tables(book: Book, sections: tuple[Section, ...], parts: list[Table]) -> None:
    """A table that stands in a section of another name is still that section's table."""
    for table in parts:
        total = total_of(table)
        before = [each for each in sections if _before(each.place, table.place)]
        if total is not None and before and key(before[-1].title) not in book.by_section:
            book.by_section[key(before[-1].title)] = Line(table, total)


def _before(one: Place, other: Place) -> bool:
    if one.line is not None and other.line is not None:
        return one.line <= other.line
    return False


def statements(sentence: Sentence, year: int | None) -> Iterator[Statement]:
    """What each amount of a budget sentence says; amounts of other kinds are passed over."""
    text = sentence.text
    for amount in amounts(text):
        before, after = text[: amount.start], text[amount.end : amount.end + 40]
        if more := MORE.match(after):
            yield Statement(amount, "change", year, _way(more["way"]))
        elif by := BY.search(before) or SIZE.search(before):
            yield Statement(amount, "change", year, _way(by["way"]))
        elif TO.search(before):
            yield Statement(amount, "level", year)
        elif FROM.search(before):
            yield Statement(amount, "level", year - 1 if year else None)
        elif (STATED.search(before) and _of_budget(before)) or IN_BUDGET.match(after):
            yield Statement(amount, "level", _year(before, year))


PART = re.compile(
    r"^\s*(?:netto\s+)?(?:avser|är till|går till|till|för|inom)\s+(?P<what>[^,.;\d]+?)(?=,|\.|;|\s+(?:och|samt)\s+\d|$)"
)


def named_parts(draft: PlanDraft) -> Iterator[tuple[Sentence, Statement, Line]]:
    """Amounts after varav whose own words name a row: varav 211,0 mnkr avser barn och ungdom."""
    book = book_of(draft)
    for sentence in sentences(draft):
        at = sentence.text.find("varav")
        if at < 0 or not names_budget(sentence.text[:at]):
            continue
        for amount in amounts(sentence.text):
            part = PART.match(sentence.text[amount.end :])
            lines = book.by_name.get(key(part["what"])) if part and amount.start > at else None
            if lines:
                yield sentence, Statement(amount, "level", _year(sentence.text[:at], book.year)), lines[0]


def investments(draft: PlanDraft) -> Iterator[tuple[Sentence, Statement, Line]]:
    """What sentences about investments say of the rows and the total of the table of investments."""
    book = book_of(draft)
    table = book.investments
    if table is None:
        return
    for sentence in sentences(draft):
        if INVESTMENT.search(sentence.text) and not OTHER_MONEY.search(sentence.text):
            found = amounts(sentence.text)
            for at, amount in enumerate(found):
                before = sentence.text[found[at - 1].end if at else 0 : amount.start]
                after = sentence.text[
                    amount.end : found[at + 1].start if at + 1 < len(found) else len(sentence.text)
                ]
                line = _investment(table, before, after)
                if line is not None:
                    yield (
                        sentence,
                        Statement(amount, "level", _year(sentence.text[: amount.start], book.year)),
                        line,
                    )


def _investment(table: Table, before: str, after: str) -> Line | None:
    rows = [row for row in table.rows if row.kind is not RowKind.SUM]
    for text in (after, before):
        for row in rows:
            if named(row.label, text):
                return Line(table, row)
        close = [row for row in rows if shared(stems(row.label), stems(text))]
        if len(close) == 1:
            return Line(table, close[0])
    total = total_of(table)
    return Line(table, total) if total is not None and ALL_INVESTMENTS.search(before) else None


def _of_budget(before: str) -> bool:
    """Whether the words nearest before speak of the budget itself, not of one of its parts."""
    last = None
    for last in BUDGET.finditer(before):  # noqa: B007  the last one is wanted
        pass
    if last is None:
        return bool(re.search(r"\banvisa\w*|\btilldela\w*", before, re.I))
    compound = [each.start() for each in COMPOUND.finditer(before)]
    return not compound or compound[-1] < last.start()


def _year(before: str, year: int | None) -> int | None:
    stated = years(before)
    return stated[-1][0] if stated else year


def _way(word: str) -> str | None:
    word = word.lower()
    if word in ("skillnad", "differens"):
        return None
    return "down" if word in DOWN else "up"
