"""A form changed piece by piece, as pure functions: what one does with it in the web, and what it then lacks."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.reporting.rules.form_units import mixed_rows
from tertial.reporting.rules.forms import Each, Form, Question, QuestionKind, Section, strays

LONGEST = 40  # characters of a key


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Piece = TypeVar("Piece", bound=_Keyed)


def new_key(text: str, taken: Collection[str]) -> str:
    """Of the words themselves, so that whoever reads the file knows what is asked; never one that is taken."""
    word = re.sub(r"[^a-zåäö0-9]+", "-", text.lower()).strip("-")[: LONGEST - 4].rstrip("-") or "fraga"
    if word not in taken:
        return word
    return next(key for number in range(2, 1000) if (key := f"{word}-{number}") not in taken)


def put_section(form: Form, section: Section) -> Form:
    """In the place of the one with its key, else last."""
    return replace(form, sections=_put(form.sections, section))


def put_question(form: Form, section: str, question: Question) -> Form:
    return _within(form, section, lambda found: _put(found, question))


def remove_section(form: Form, section: str) -> Form:
    return replace(form, sections=tuple(each for each in form.sections if each.key != section))


def remove_question(form: Form, section: str, question: str) -> Form:
    return _within(form, section, lambda found: tuple(each for each in found if each.key != question))


def move_section(form: Form, section: str, steps: int) -> Form:
    return replace(form, sections=_moved(form.sections, section, steps))


def move_question(form: Form, section: str, question: str, steps: int) -> Form:
    return _within(form, section, lambda found: _moved(found, question, steps))


def _within(form: Form, section: str, do: Callable[[tuple[Question, ...]], tuple[Question, ...]]) -> Form:
    found = form.section(section)
    return form if found is None else put_section(form, replace(found, questions=do(found.questions)))


def _put(there: tuple[Piece, ...], piece: Piece) -> tuple[Piece, ...]:
    if any(each.key == piece.key for each in there):
        return tuple(piece if each.key == piece.key else each for each in there)
    return (*there, piece)


def _moved(there: tuple[Piece, ...], key: str, steps: int) -> tuple[Piece, ...]:
    """At the ends it stays where it is."""
    place = next((n for n, each in enumerate(there) if each.key == key), None)
    if place is None:
        return there
    rows = list(there)
    rows.insert(max(0, min(len(rows) - 1, place + steps)), rows.pop(place))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What a form cannot be asked with; `question` is empty where the section itself is meant."""

    section: str
    question: str
    sentence: Sentence


def wrong_with(form: Form, units: Mapping[str, str]) -> list[Wrong]:
    """Nothing: it can be given out. `units`: what the measures it names are counted in."""
    found = [Wrong("", "", say(N_("Formuläret har inga avsnitt.")))] if not form.sections else []
    for section in form.sections:
        if not section.questions:
            text = N_("Avsnittet ”%(title)s” har inga frågor.")
            found.append(Wrong(section.key, "", say(text, title=section.title)))
        for question in section.questions:
            found += [Wrong(section.key, question.key, each) for each in _wrong(question, section.each)]
    found += [Wrong(section.key, question.key, why) for section, question, why in mixed_rows(form, units)]
    keys = [question.key for _, question in form.questions()]
    return found + list(_twice(form, keys))


def _wrong(question: Question, each: Each) -> Iterator[Sentence]:
    about = {"question": question.text}
    if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
        yield say(N_("”%(question)s” behöver minst två val."), **about)
    if question.kind is QuestionKind.VALUE and each is Each.ONCE and not question.measures:
        yield say(N_("”%(question)s” behöver veta vilka indikatorer som frågas efter."), **about)
    if question.kind is QuestionKind.MONEY and (not question.measures or each is Each.GOAL):
        yield say(N_("”%(question)s” behöver sina rader och ställs en gång, inte för varje mål."), **about)
    for key in strays(question):
        yield say(N_("”%(question)s”: ”%(key)s” är ingen rad för sig i tabellen."), **about, key=key)
    if question.kind is QuestionKind.JUDGEMENT and each is Each.ONCE:
        yield say(N_("”%(question)s” bedömer ett mål. Låt avsnittet ställas för varje mål."), **about)
    if question.kind is QuestionKind.ITEMS and question.items is None:
        yield say(N_("”%(question)s” behöver veta vad listan visar."), **about)


def _twice(form: Form, keys: Sequence[str]) -> Iterator[Wrong]:
    for section, question in form.questions():
        if keys.count(question.key) > 1:
            text = N_("”%(question)s” har samma nyckel som en annan fråga.")
            yield Wrong(section.key, question.key, say(text, question=question.text))
