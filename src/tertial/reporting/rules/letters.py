"""One letter out of many things: short, polite, and in the city's own words from its profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter

from tertial.foundation.words import N_, Refused

LETTER = ("subject", "subject_many", "greeting", "closing")
KINDS = (
    "opened",
    "reminded",
    "submitted",
    "returned",
    "noted",
    "approved",
    "given",
    "answered",
    "signed",
    "frozen",
)
WORDS = {"who", "round", "unit", "last_day", "reason", "part", "minutes", "text", "name", "count", "first"}


class TextsRefused(Refused):
    """Texts that lack a kind, or name a word that does not exist."""


@dataclass(frozen=True, slots=True)
class Texts:
    """`letter` is the frame; `kinds` one sentence for each kind of news."""

    letter: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class News:
    kind: str
    params: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def check_texts(texts: Texts) -> None:
    """Refuse what would fail the day it is needed. What a city leaves out is as in the starting profile."""
    known = {*LETTER, *KINDS}
    for name, said in [*texts.letter.items(), *texts.kinds.items()]:
        if name not in known:
            raise TextsRefused(N_("Texten ”%(name)s” i notices.toml används inte till något."), name=name)
        if not isinstance(said, str) or not said.strip():
            raise TextsRefused(N_("Texten ”%(name)s” i notices.toml är tom."), name=name)
        try:
            used = {word for _, word, _, _ in Formatter().parse(said) if word is not None}
        except ValueError:
            raise TextsRefused(N_("Klamrarna i ”%(name)s” går inte ihop."), name=name) from None
        if unknown := sorted(used - WORDS):
            raise TextsRefused(
                N_("”%(name)s” har ordet {%(word)s}, som inte finns."), name=name, word=unknown[0]
            )


def sentence(texts: Texts, news: News) -> str:
    """The news in a line; a word that is not known is left empty rather than stopping a letter."""
    return texts.kinds.get(news.kind, "{round}").format_map(_Words(news.params)).strip()


def letter(texts: Texts, name: str, news: Sequence[News]) -> Letter:
    first = sentence(texts, news[0])
    words = _Words({"name": name.split(" ")[0], "count": str(len(news)), "first": first})
    subject = texts.letter["subject" if len(news) == 1 else "subject_many"].format_map(words)
    lines = [texts.letter["greeting"].format_map(words), ""]
    for each in news:
        lines += [f"- {sentence(texts, each)}", *([f"  {each.address}"] if each.address else [])]
    lines += ["", texts.letter["closing"].format_map(words)]
    return Letter(" ".join(subject.split())[:180], "\n".join(lines) + "\n")


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
