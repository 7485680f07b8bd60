"""Words that reach a person: marked for translation here, translated by whoever shows them."""


def N_(text: str) -> str:
    """Mark a Swedish text for the catalogues; returns it unchanged."""
    return text


class Refused(ValueError):
    """Input we will not take. `str()` is Swedish; `text` and `params` let a page translate it."""

    def __init__(self, text: str, **params: object) -> None:
        self.text = text
        self.params = params
        super().__init__(text % params if params else text)


def excerpt(text: str, length: int = 40) -> str:
    """What was typed, short enough to be quoted in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "ü": "y"})


def swedish_order(text: str) -> str:
    """A sort key: å, ä and ö stand last, in that order, and capitals do not matter."""
    return text.casefold().translate(_AFTER_Z)
