"""What somebody typed in a field, made ready to keep: numbers as Swedes write them, prose as Word pastes it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tertial.foundation.number import Measured, NumberRefused, is_exact, parse_number, read_number
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.light import Light
from tertial.reporting.rules.forms import Question, QuestionKind

FIGURES = ("value", "women", "men", "numerator", "denominator", "forecast")
STATUSES = ("not_started", "ongoing", "done", "cancelled")
OF_THE_MEASURE = ("value", "women", "men", "forecast")  # in its own unit; what a share is made of is not
DIGITS, DECIMALS = 15, 8  # that every database keeps exactly
LONGEST = 60_000  # characters of prose in one field

_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_BULLET = re.compile(r"^[ \t]*[•·▪‣◦o\u2022\uf0b7][ \t]+", re.M)
_WORD = re.compile(r"\w+(?:[-–:’']\w+)*")
_DROPPED = re.compile(
    "[\u00ad\u200b-\u200d\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)  # unseen, and control characters


class TypedRefused(Refused):
    """A field that cannot be kept as it is; it stays as typed in front of the person."""

    def __init__(self, text: str, field: str, **params: object) -> None:
        self.field = field
        super().__init__(text, **params)


@dataclass(frozen=True, slots=True)
class Typed:
    """One save of one field. What is None was not in the form, and stays as it was."""

    content: Mapping[str, str] | None = None
    text: str | None = None
    comment: str | None = None
    is_missing: bool | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The field as it is stored."""

    content: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    comment: str = ""
    is_missing: bool = False


def keep(question: Question, typed: Typed, before: Kept, unit: str = "") -> Kept:
    """The stored field after this save; raises TypedRefused with the field when something cannot be read.

    `unit`: what the figures are counted in.
    """
    content = before.content if typed.content is None else _content(question, typed.content, unit)
    return Kept(
        content=content,
        text=before.text if typed.text is None else _prose(typed.text, "text"),
        comment=before.comment if typed.comment is None else _prose(typed.comment, "comment"),
        is_missing=before.is_missing if typed.is_missing is None else typed.is_missing,
    )


def _content(question: Question, typed: Mapping[str, str], unit: str) -> dict[str, str]:
    match question.kind:
        case QuestionKind.VALUE | QuestionKind.MONEY:
            return {
                name: _figure(typed[name], name, unit if name in OF_THE_MEASURE else "")
                for name in FIGURES
                if typed.get(name, "").strip()
            }
        case QuestionKind.JUDGEMENT:
            return _one(typed, "light", [each.value for each in Light])
        case QuestionKind.CHOICE:
            return _one(typed, "choice", [each.key for each in question.choices])
        case QuestionKind.ITEMS:
            return _one(typed, "status", STATUSES) | _progress(typed)
        case QuestionKind.TEXT:
            return {}


def _figure(text: str, name: str, unit: str) -> str:
    try:
        value, said = parse_number(text), read_number(text).unit
    except NumberRefused as error:
        raise TypedRefused(error.text, name, **error.params) from None
    if said is not None and unit in set(Measured) and said != unit:
        message = N_("Talet står i %(said)s. Skriv det i %(unit)s.")
        raise TypedRefused(message, name, said=said.value, unit=unit)
    if len(value.as_tuple().digits) > DIGITS or not is_exact(value, DECIMALS):
        message = N_("Talet är för långt. Skriv högst %(digits)s siffror, varav %(decimals)s decimaler.")
        raise TypedRefused(message, name, digits=DIGITS, decimals=DECIMALS)
    return format(value, "f")


def _one(typed: Mapping[str, str], name: str, allowed: list[str] | tuple[str, ...]) -> dict[str, str]:
    chosen = typed.get(name, "").strip()
    if not chosen:
        return {}
    if chosen not in allowed:
        raise TypedRefused(N_("Välj ett av alternativen."), name)
    return {name: chosen}


def _progress(typed: Mapping[str, str]) -> dict[str, str]:
    said = typed.get("progress", "").strip().removesuffix("%").strip()
    if not said:
        return {}
    if not said.isdecimal() or int(said) > 100:
        raise TypedRefused(N_("Skriv hur mycket som är klart, mellan 0 och 100 procent."), "progress")
    return {"progress": str(int(said))}


def _prose(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise TypedRefused(
            N_("Texten är för lång för ett fält. Dela upp den, eller lägg den som bilaga."), name
        )
    return cleaned(text)


def cleaned(text: str) -> str:
    """Markdown out of what Word and browsers paste: odd spaces, soft hyphens and bullet marks become ordinary."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
    plain = _BULLET.sub("- ", _DROPPED.sub("", plain))
    lines = [_line(line) for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(line: str) -> str:
    """A table's row keeps its tabs as cells; elsewhere every run of spaces is one."""
    indent = re.match(r" *", line)[0] if line.lstrip().startswith(("- ", "* ", "1.")) else ""  # type: ignore[index]
    if line.count("\t") and not line.startswith("\t"):
        line = "| " + " | ".join(cell.strip() for cell in line.split("\t")) + " |"
    return indent + _SPACES.sub(" ", line).strip()


def word_count(text: str) -> int:
    """As people count: what stands between spaces and holds a letter or a figure; marks of Markdown do not."""
    return len(_WORD.findall(text))


def decimal_of(content: Mapping[str, str], name: str) -> Decimal | None:
    """A figure of a stored answer."""
    said = content.get(name)
    return Decimal(said) if said else None
