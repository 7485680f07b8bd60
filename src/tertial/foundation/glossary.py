"""The glossary: for every concept in code the Swedish and English word and what we mean by it.

Models take their names from here, so that a word has one meaning on every page. The terms: glossary.toml.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tertial.foundation.day import Language

_FIELDS = {"sv", "en", "definition", "source", "not_to_confuse", "old_names"}


class GlossaryFault(ValueError):
    """The glossary itself is wrong; the message says which term and why."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the product: singular and plural in both languages, and its definition in Swedish."""

    code: str
    sv: str
    sv_many: str
    en: str
    en_many: str
    definition: str
    source: str = ""
    not_to_confuse: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()

    def one(self, language: Language = "sv") -> str:
        return self.sv if language == "sv" else self.en

    def many(self, language: Language = "sv") -> str:
        return self.sv_many if language == "sv" else self.en_many


def all_terms() -> Mapping[str, Term]:
    """Every term by code, in alphabetical order of code."""
    return _terms()


def term(code: str) -> Term:
    """The term with this code; an unknown code is a programming fault and says so."""
    try:
        return _terms()[code]
    except KeyError:
        raise GlossaryFault(f"glossary.toml has no term {code!r}") from None


@cache
def _terms() -> dict[str, Term]:
    text = files("tertial.foundation").joinpath("glossary.toml").read_text(encoding="utf-8")
    return load(text)


def load(text: str) -> dict[str, Term]:
    """Read and validate: every field in place, no Swedish word with two codes, references that exist."""
    found = {code: _term(code, fields) for code, fields in sorted(tomllib.loads(text).items())}
    words: dict[str, str] = {}
    for each in found.values():
        for other in each.not_to_confuse:
            if other not in found or other == each.code:
                raise GlossaryFault(f"{each.code}: not_to_confuse names {other!r}, which is no other term")
        if words.setdefault(each.sv.lower(), each.code) != each.code:
            raise GlossaryFault(f"{each.code}: ”{each.sv}” is already the word for {words[each.sv.lower()]}")
    return found


def _term(code: str, fields: Any) -> Term:
    if not isinstance(fields, dict) or not code.replace("_", "").isalnum() or code != code.lower():
        raise GlossaryFault(f"{code}: a term is a table with a code in small letters")
    if wrong := sorted(set(fields) - _FIELDS):
        raise GlossaryFault(f"{code}: unknown field {wrong[0]!r}")
    (sv, sv_many), (en, en_many) = (_pair(code, fields.get(name), name) for name in ("sv", "en"))
    definition = fields.get("definition")
    if not isinstance(definition, str) or len(definition.split()) < 3 or not definition.endswith("."):
        raise GlossaryFault(f"{code}: the definition must be a sentence")
    return Term(
        code,
        sv,
        sv_many,
        en,
        en_many,
        definition,
        str(fields.get("source", "")),
        tuple(fields.get("not_to_confuse", ())),
        tuple(fields.get("old_names", ())),
    )


def _pair(code: str, words: Any, language: str) -> tuple[str, str]:
    match words:
        case [str(one), str(many)] if one.strip() and many.strip():
            return one, many
    raise GlossaryFault(f"{code}: {language} must be [singular, plural]")
