"""A form written by hand as TOML, checked value by value; a problem has the line it stands on."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import N_
from tertial.measures.rules.deviation import Tolerance
from tertial.reporting.rules.form_units import why_mixed
from tertial.reporting.rules.forms import (
    Choice,
    Each,
    Form,
    FormKind,
    Head,
    Items,
    Question,
    QuestionKind,
    Scope,
    Section,
    When,
    strays,
)

LARGEST = 1_000_000
NAMES = {
    "form": {"key", "title", "kind", "text", "placeholder", "head", "sections", "kinds", "tags", "units"},
    "head": {"key", "label"},
    "section": {
        *("key", "title", "number", "text", "instruction", "each", "questions"),
        *("kinds", "tags", "units", "first"),
    },
    "question": {
        *("key", "text", "kind", "instruction", "required", "comment", "words", "choices", "measures"),
        *("within", "tolerance", "items", "kinds", "tags", "units"),
    },
}
_KEY = re.compile(r"[a-zåäö0-9][a-zåäö0-9_.-]{0,39}")
_HEAD = re.compile(r"\s*\[\[\s*(sections\.questions|sections|head)\s*\]\]")
Code = TypeVar("Code", bound=StrEnum)
Table = Mapping[str, Any]


def read_form(
    text: str, file: str = "formulär.toml", units: Mapping[str, str] | None = None
) -> tuple[Form | None, list[SheetRemark]]:
    """The form and what is wrong with it; no form when something is.

    `units`: what measures are counted in, by key, where that is known.
    """
    if len(text) > LARGEST:
        return None, [SheetRemark(file, None, None, N_("filen är orimligt stor."))]
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        message = N_("raden går inte att läsa som TOML. Texter ska ha citattecken; listor hakparenteser.")
        return None, [SheetRemark(file, int(found[1]) if found else None, None, message)]
    reader = _Reader(file, text.splitlines(), units or {})
    form = reader.form(data)
    return (None if reader.problems else form), reader.problems


class _Reader:
    """Takes values out of the parsed file and remembers every problem with its line."""

    def __init__(self, file: str, lines: list[str], units: Mapping[str, str]) -> None:
        self.file, self.lines, self.units = file, lines, units
        self.problems: list[SheetRemark] = []
        self.heads = iter([(number, found[1]) for number, found in self._found()])
        self.start = 0  # the line of the table being read

    def _found(self) -> Iterator[tuple[int, re.Match[str]]]:
        for number, line in enumerate(self.lines, 1):
            if found := _HEAD.match(line):
                yield number, found

    # --- the tables, in the order they stand ---

    def form(self, data: Table) -> Form:
        self._known(data, "form")
        key, title = self._key(data), self._text(data, "title", needed=True)
        kind = self._code(data, "kind", FormKind, FormKind.ORDINARY)
        text, placeholder = self._text(data, "text"), self._text(data, "placeholder")
        scope = self._scope(data)
        head = tuple(self._head(each) for each in self._tables(data, "head"))
        sections = tuple(self._section(each) for each in self._tables(data, "sections"))
        self.start = 0
        if not sections:
            self._tell("sections", N_("formuläret har inga avsnitt. Skriv minst ett [[sections]]."))
        self._once("sections", [each.key for each in sections])
        self._once("questions", [each.key for section in sections for each in section.questions])
        return Form(key, title, kind, text, sections, head, placeholder, scope)

    def _head(self, table: Table) -> Head:
        self._enter("head")
        self._known(table, "head")
        return Head(self._key(table), self._text(table, "label", needed=True))

    def _section(self, table: Table) -> Section:
        self._enter("sections")
        self._known(table, "section")
        key, title = self._key(table), self._text(table, "title")
        number, text = self._text(table, "number"), self._text(table, "text")
        instruction = self._text(table, "instruction")
        each = self._code(table, "each", Each, Each.ONCE)
        scope, first = self._scope(table), self._flag(table, "first")
        if not self._tables(table, "questions"):
            self._tell("questions", N_("avsnittet har inga frågor. Skriv minst en [[sections.questions]]."))
        questions = tuple(self._question(row, each) for row in self._tables(table, "questions"))
        return Section(key, title, questions, number, text, instruction, each, scope, first)

    def _question(self, table: Table, each: Each) -> Question:
        self._enter("sections.questions")
        self._known(table, "question")
        question = Question(
            key=self._key(table),
            text=self._text(table, "text", needed=True),
            kind=self._code(table, "kind", QuestionKind, QuestionKind.TEXT),
            instruction=self._text(table, "instruction"),
            required=self._whens(table, "required"),
            comment=self._whens(table, "comment"),
            word_limit=self._words(table),
            choices=self._choices(table),
            measures=self._keys(table, "measures"),
            within=self._within(table),
            tolerance=self._tolerance(table),
            items=self._code(table, "items", Items, None) if "items" in table else None,
            scope=self._scope(table),
        )
        self._once("measures", list(question.measures))
        self._fits(question, each)
        return question

    def _fits(self, question: Question, each: Each) -> None:
        """What a kind of question cannot do without."""
        if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
            self._tell("choices", N_('en valfråga har minst två val: choices = { ja = "Ja", nej = "Nej" }.'))
        if question.kind is QuestionKind.VALUE and each is Each.ONCE and not question.measures:
            self._tell("measures", N_('namnge måtten, eller låt avsnittet ha each = "goal".'))
        if question.kind is QuestionKind.MONEY:
            self._fits_money(question, each)
        if question.kind is QuestionKind.JUDGEMENT and each is Each.ONCE:
            self._tell("kind", N_('en bedömning gäller ett mål. Låt avsnittet ha each = "goal".'))
        if question.kind is QuestionKind.ITEMS and question.items is None:
            self._tell("items", N_('säg vad listan visar: items = "activities" eller "expected".'))

    def _fits_money(self, question: Question, each: Each) -> None:
        if not question.measures or each is Each.GOAL:
            text = N_('en ekonomitabell namnger sina rader (measures = ["..."]) och ställs en gång.')
            self._tell("measures", text)
        for key in strays(question):
            text = N_("”%(key)s” är varav-rad eller helhet men ingen rad för sig bland measures.")
            self._tell("within", text, key=key)
        if (why := why_mixed(question, self.units)) is not None:
            self._tell("measures", why.text, **why.params)

    # --- single values ---

    def _tables(self, data: Table, name: str) -> list[Table]:
        rows = data.get(name, [])
        if isinstance(rows, list) and all(isinstance(each, dict) for each in rows):
            return rows
        self._tell(name, N_("avsnittet ska skrivas [[%(section)s]]."), section=name)
        return []

    def _text(self, table: Table, name: str, *, needed: bool = False) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._tell(name, N_("värdet ska vara en text inom citattecken."))
            return ""
        if needed and not value.strip():
            self._tell(name, N_("värdet saknas."))
        return value.strip()

    def _key(self, table: Table) -> str:
        key = self._text(table, "key", needed=True)
        if key and not _KEY.fullmatch(key):
            self._tell(
                "key", N_("nyckeln ”%(key)s” ska ha a–ö, siffror, punkt och bindestreck, högst 40."), key=key
            )
        return key

    def _keys(self, table: Table, name: str) -> tuple[str, ...]:
        value = table.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._tell(name, N_('värdet ska vara en lista, till exempel ["board"].'))
        return ()

    def _within(self, table: Table) -> tuple[tuple[str, str], ...]:
        value = table.get("within", {})
        if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
            return tuple(value.items())
        self._tell("within", N_('skriv varav-raderna så här: within = { del = "helhet" }.'))
        return ()

    def _tolerance(self, table: Table) -> Tolerance:
        value = table.get("tolerance", {})
        limits = ("percent", "amount")
        if isinstance(value, dict) and all(
            name in limits and type(limit) in (int, float) and isfinite(limit) and limit >= 0
            for name, limit in value.items()
        ):
            return Tolerance(*(Decimal(str(value[name])) if name in value else None for name in limits))
        self._tell("tolerance", N_("skriv gränserna så här: tolerance = { percent = 1, amount = 1.0 }."))
        return Tolerance()

    def _scope(self, table: Table) -> Scope:
        return Scope(self._keys(table, "kinds"), self._keys(table, "tags"), self._keys(table, "units"))

    def _flag(self, table: Table, name: str) -> bool:
        value = table.get(name, False)
        if isinstance(value, bool):
            return value
        self._tell(name, N_("skriv true eller false, utan citattecken."))
        return False

    def _words(self, table: Table) -> int | None:
        value = table.get("words")
        if value is None or (type(value) is int and 0 < value <= 10_000):
            return value
        self._tell("words", N_("skriv ett helt antal ord, från 1 till 10 000, utan citattecken."))
        return None

    def _choices(self, table: Table) -> tuple[Choice, ...]:
        value = table.get("choices", {})
        if isinstance(value, dict) and all(isinstance(each, str) and each.strip() for each in value.values()):
            return tuple(Choice(key, text.strip()) for key, text in value.items())
        self._tell("choices", N_('skriv valen så här: choices = { ja = "Ja", nej = "Nej" }.'))
        return ()

    def _code(self, table: Table, name: str, codes: type[Code], otherwise: Any) -> Any:
        value = table.get(name)
        if value is None:
            return otherwise
        if isinstance(value, str) and value in set(codes):
            return codes(value)
        self._tell(name, N_("välj ett av: %(codes)s."), codes=", ".join(codes))
        return otherwise

    def _whens(self, table: Table, name: str) -> tuple[When, ...]:
        """`required = true` is always; otherwise a list of what makes it needed."""
        value = table.get(name, [])
        if isinstance(value, bool):
            return (When.ALWAYS,) if value else ()
        if isinstance(value, list) and all(each in set(When) for each in value if isinstance(each, str)):
            return tuple(When(each) for each in self._keys(table, name))
        self._tell(name, N_("skriv true, eller en lista med något av: %(codes)s."), codes=", ".join(When))
        return ()

    # --- problems and where they stand ---

    def _enter(self, name: str) -> None:
        """The next table begins: its head is the next of that name, since tables are read as they stand."""
        self.start = next((number for number, head in self.heads if head == name), self.start)

    def _known(self, table: Table, what: str) -> None:
        for name in table:
            if name not in NAMES[what]:
                self._tell(
                    name,
                    N_("namnet känns inte igen. Välj ett av: %(names)s."),
                    names=", ".join(sorted(NAMES[what])),
                )

    def _once(self, name: str, keys: list[str]) -> None:
        for key in sorted({key for key in keys if key and keys.count(key) > 1}):
            self._tell(name, N_("nyckeln ”%(key)s” finns två gånger."), key=key)

    def _tell(self, name: str, text: str, **params: object) -> None:
        self.problems.append(SheetRemark(self.file, self._line(name), name, text, params=params))

    def _line(self, name: str) -> int | None:
        """The line of the name in the table being read, or of the table's own head."""
        for number in range(self.start + 1, len(self.lines) + 1):
            line = self.lines[number - 1].lstrip()
            if line.startswith("[["):
                break
            if re.match(rf"\"?{re.escape(name)}\"?\s*[=.]", line):
                return number
        return self.start or None
