"""How people label what they have added to an answer: `Uppdatering T2`, `Komplettering 2026-09-01`."""

import re

_PERIOD = r"(?:t\s?[1-4]|tertial(?:rapport)?\s?[1-4]|vb|verksamhetsberättelsen?|(?:del|hel)år(?:et)?|20\d\d)"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATE = rf"(?:20\d\d-\d\d-\d\d|(?:\d\d? )?(?:{_MONTHS})(?:\s20\d\d)?)"
_UPDATE = r"(?:upp?da?t\w{0,3}ring(?:ar|en)?|uppd\.?|komplettering(?:ar)?|tillägg)"
_DONE = r"(?:upp?dater(?:at|ad)|kompletter(?:at|ad))"
_WHEN = rf"(?:{_PERIOD}|{_DATE})(?:\s*[,/]?\s*(?:{_DATE}|20\d\d))?"
_LABEL = re.compile(
    rf"(?:(?:{_UPDATE}|{_DONE})\s*(?:för|till|vid|inför|i|,|–|-)?\s*(?:{_WHEN}|\(\s*{_WHEN}\s*\))"
    rf"|{_PERIOD}(?:\s*20\d\d)?\s*[-–:,]?\s*{_UPDATE}(?:\s*20\d\d)?|{_UPDATE})"
    r"(?P<end>\s*:|\s*[–-]?\s*$|\s*[–-]\s)",
    re.I,
)


def is_label(text: str) -> bool:
    """Whether the text begins with the label of an update."""
    return _LABEL.match(text) is not None


def is_label_alone(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None


def label_of(text: str) -> tuple[str, str] | None:
    """The label a text begins with, and what stands after it."""
    found = _LABEL.match(text)
    return (text[: found.start("end")].strip(), text[found.end() :].strip()) if found else None
