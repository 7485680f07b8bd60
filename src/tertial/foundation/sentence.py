"""A sentence a rule says to a person: Swedish text and figures, apart so that a page can translate it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

_tongue: ContextVar[Callable[[str], str]] = ContextVar("tongue", default=str)


@contextmanager
def speaking(translate: Callable[[str], str]) -> Iterator[None]:
    """Within it a sentence that is written out, as in a picture, is in the words of `translate`."""
    token = _tongue.set(translate)
    try:
        yield
    finally:
        _tongue.reset(token)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is the msgid and `params` what is put into it; a param may be a sentence of its own."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str]) -> str:
        """In the words of `translate`, as gettext is; the parts that are sentences too."""
        params = {
            name: value.said(translate) if isinstance(value, Sentence) else value
            for name, value in self.params.items()
        }
        return translate(self.text) % params if params else translate(self.text)

    def __str__(self) -> str:
        """In Swedish, as it was written, unless somebody speaks another language just now."""
        return self.said(_tongue.get())


def say(text: str, **params: object) -> Sentence:
    """A sentence with its figures."""
    return Sentence(text, params)
