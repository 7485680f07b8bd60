"""The level in an expected result: `uppgår till minst 79 procent (utfall 2019: 41 procent)`."""

import re

from tertial.planning.rules.draft import Expected, Place, Previous
from tertial.planning.rules.target_text import NUMBER, to_number

_UNIT = (
    r"%|procent(?:enheter)?|st\b|stycken|GWh|MWh|kWh|mnkr|tkr|kronor|kr\b|personer|dagar"
    r"|min(?:uter)?\b|timmar|barn|platser"
)
NOWHERE = Place()
_PREVIOUS = re.compile(rf"\(?\butfall(?:et)? (?:för |år )?(\d{{4}}):? ?({NUMBER}) ?(?:{_UNIT})?", re.I)
_ROUND = re.compile(r"\([^()]*\butfall[^()]*\)", re.I)
_MIN = r"minst|lägst|mer än|fler än|över"
_MAX = r"högst|max(?:imalt)?|mindre än|färre än|under"
_BOUND = re.compile(
    rf"(?:\b(?P<min>{_MIN})|\b(?P<max>{_MAX})) (?P<value>{NUMBER})(?: ?(?P<unit>{_UNIT}))?", re.I
)
_REACHES = re.compile(
    rf"\b(?:uppgår?|ökar|minskar|är|vara|blir)(?: (?:till|med))?(?: (?:(?P<min>{_MIN})|(?P<max>{_MAX})))?(?: till)?"
    rf" (?P<value>{NUMBER})(?: ?(?P<unit>{_UNIT}))?",
    re.I,
)


def parse_expected(text: str, place: Place = NOWHERE) -> Expected:
    """The words, and the level and last outcome in them where there are any."""
    previous = None
    if found := _PREVIOUS.search(text):
        previous = Previous(int(found[1]), to_number(found[2]))
    said = _ROUND.sub(" ", text)
    level = _REACHES.search(said) or _BOUND.search(said)
    if not level:
        return Expected(text, previous=previous, place=place)
    unit = level["unit"]
    direction = "min" if level["min"] else "max" if level["max"] else None
    unit = "%" if unit and unit.lower() == "procent" else unit
    return Expected(text, direction, to_number(level["value"]), unit, previous, place)
