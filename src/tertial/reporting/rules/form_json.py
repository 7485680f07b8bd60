"""A form as JSON, `tertial.form-definition/1`: how a version is kept, exchanged and read again for ever.

What is left out has its ordinary meaning, so a definition written by hand needs little more than its questions.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tertial.foundation.words import N_, Refused
from tertial.measures.rules.deviation import Tolerance
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
)

SCHEMA = "tertial.form-definition/1"
CLOSING = "closing"  # questions after the last section: a section without a title


class FormRefused(Refused):
    """A definition that is no form we know."""


def to_json(form: Form) -> dict[str, Any]:
    """Everything said in the form; what is as it ordinarily is is left out."""
    head = {"schema": SCHEMA, "id": form.key, "title": form.title, "kind": form.kind.value}
    body = {"sections": [_section(section) for section in form.sections]}
    return head | _plain(form, {"key", "title", "kind", "sections"}) | body


def _section(section: Section) -> dict[str, Any]:
    head = {"key": section.key, "title": section.title}
    body = {"questions": [_question(question) for question in section.questions]}
    return head | _plain(section, {"key", "title", "questions"}) | body


def _question(question: Question) -> dict[str, Any]:
    head = {"id": question.key, "text": question.text, "kind": question.kind.value}
    return head | _plain(question, {"key", "text", "kind"})


def _plain(thing: Any, without: set[str]) -> dict[str, Any]:
    """The fields that say something else than they do when nothing is said."""
    return {
        field.name: _value(value)
        for field in fields(thing)
        if field.name not in without and (value := getattr(thing, field.name)) != field.default
    }


def _value(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if is_dataclass(value):
        return {"id": value.key, "label": value.label} if isinstance(value, Head) else _plain(value, set())
    return value


def from_json(data: Any) -> Form:
    """The form of a definition; raises FormRefused with a sentence when it is none."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise FormRefused(N_("Det är inget formulär: ”schema” ska vara %(schema)s."), schema=SCHEMA)
    try:
        return _form(data)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise FormRefused(N_("Formuläret går inte att läsa: %(what)s."), what=str(error)[:80]) from None


def _form(data: Mapping[str, Any]) -> Form:
    sections = tuple(_read_section(each, place) for place, each in enumerate(_rows(data, "sections"), 1))
    closing = tuple(_read_question(each) for each in _rows(data, "closing"))
    return Form(
        key=_text(data, "id"),
        title=_text(data, "title"),
        kind=FormKind(data.get("kind", FormKind.THEMED)),
        text=data.get("text", ""),
        sections=sections + ((Section(CLOSING, "", closing),) if closing else ()),
        head=tuple(Head(_text(each, "id"), _text(each, "label")) for each in _rows(data, "head")),
        placeholder=data.get("placeholder", ""),
        scope=_scope(data.get("scope")),
    )


def _read_section(data: Mapping[str, Any], place: int) -> Section:
    number = str(data.get("number", ""))
    return Section(
        key=str(data.get("key") or number or place),
        title=_text(data, "title"),
        questions=tuple(_read_question(each) for each in _rows(data, "questions")),
        number=number,
        text=data.get("text", ""),
        instruction=data.get("instruction", ""),
        each=Each(data.get("each", Each.ONCE)),
        scope=_scope(data.get("scope")),
        first=bool(data.get("first", False)),
    )


def _read_question(data: Mapping[str, Any]) -> Question:
    items = data.get("items")
    limit = data.get("word_limit")
    return Question(
        key=_text(data, "id"),
        text=_text(data, "text"),
        kind=QuestionKind(data.get("kind", QuestionKind.TEXT)),
        instruction=data.get("instruction", ""),
        required=tuple(When(each) for each in data.get("required", ())),
        comment=tuple(When(each) for each in data.get("comment", ())),
        word_limit=None if limit is None else int(limit),
        choices=tuple(Choice(_text(each, "key"), _text(each, "text")) for each in _rows(data, "choices")),
        measures=tuple(data.get("measures", ())),
        within=tuple((str(part), str(whole)) for part, whole in data.get("within", ())),
        tolerance=_tolerance(data.get("tolerance")),
        items=None if items is None else Items(items),
        scope=_scope(data.get("scope")),
    )


def _tolerance(data: Any) -> Tolerance:
    said = {name: Decimal(str(text)) for name, text in (data or {}).items()}
    return Tolerance(said.get("percent"), said.get("amount"))


def _scope(data: Any) -> Scope:
    said = data or {}
    return Scope(tuple(said.get("kinds", ())), tuple(said.get("tags", ())), tuple(said.get("units", ())))


def _rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(each, Mapping) for each in rows):
        raise TypeError(name)
    return rows


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value
