"""A sentence a rule says to a person: Swedish text and figures, apart so that a page can translate it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """`str()` is Swedish; `text` is the msgid and `params` what is put into it."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


def say(text: str, **params: object) -> Sentence:
    """A sentence with its figures."""
    return Sentence(text, params)
