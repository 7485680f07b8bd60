"""The level in an expected result: `uppgår till minst 79 procent (utfall 2019: 41 procent)`."""

import re

from tertial.planning.rules.draft import Expected, Place, Previous
from tertial.planning.rules.target_text import NUMBER, is_beyond, to_number

_UNIT = (
    r"%|procent(?:enheter)?|st\b|stycken|GWh|MWh|kWh|mnkr|tkr|kronor|kr\b|personer|dagar"
    r"|min(?:uter)?\b|timmar|barn|platser"
)
NOWHERE = Place()
_YEAR = r"((?:19|20)\d{2})"
_OUTCOME = rf"(?:utfall|resultat)(?:et)?(?: var| blev)? (?:för |år )?{_YEAR}(?: var| blev)?[:,]? ?(?P<value>{NUMBER})"
_PREVIOUS = (  # the year and the value of the last outcome, in the ways plans put it
    re.compile(rf"\(?\b{_OUTCOME} ?(?:{_UNIT})?", re.I),
    re.compile(
        rf"\({_YEAR}(?: (?:var|blev))?(?: utfallet| resultatet)?(?: var| blev)?:? ?({NUMBER}) ?(?:{_UNIT})[^()]*\)",
        re.I,
    ),
    re.compile(rf"\((?P<value>{NUMBER}) ?(?:{_UNIT}) (?:år |under )?(?P<year>(?:19|20)\d{{2}})\)", re.I),
    re.compile(
        rf"\b(?:jämfört med|mot|från) (?P<value>{NUMBER}) ?(?:{_UNIT}) (?:år |under )?(?P<year>(?:19|20)\d{{2}})\b",
        re.I,
    ),
)
_LAST_YEAR = re.compile(
    rf"\b(?:(?:föregående|förra) år(?:et)?s?|fjolårets|i fjol)(?: utfall| resultat)?(?: var| blev)?[:,]?"
    rf" (?P<value>{NUMBER}) ?(?:{_UNIT})",
    re.I,
)
_ROUND = re.compile(r"\([^()]*\butfall[^()]*\)", re.I)
_MIN = r"minst|lägst|mer än|fler än|över"
_MAX = r"högst|max(?:imalt)?|mindre än|färre än|under"
_SURPASS = r"över(?:stiger|skrider|träffar)|överstiga|överskrida"
_STAY_UNDER = r"under(?:stiger|skrider)|understiga|underskrida"
_BOUND = re.compile(
    rf"(?:\b(?P<min>{_MIN})|\b(?P<max>{_MAX})) (?P<value>{NUMBER})(?: ?(?P<unit>{_UNIT}))?", re.I
)
_REACHES = re.compile(
    rf"(?:(?P<not>\b(?:inte|aldrig) )?(?P<above>\b(?:{_SURPASS}))|(?P<below>\b(?:{_STAY_UNDER}))"
    rf"|\b(?:uppgår?|ökar|minskar|är|vara|blir|når|nå|utgör)(?: (?:till|med|upp till))?"
    rf"(?: (?:(?P<min>{_MIN})|(?P<max>{_MAX})))?(?: till)?)"
    rf" (?P<value>{NUMBER})(?: ?(?P<unit>{_UNIT}))?",
    re.I,
)
_SHORTLY = re.compile(  # `Andel nöjda: 80 %`, `Målet är att 80 procent av …`
    rf"(?::|\bmålet är(?: att)?) (?P<value>{NUMBER}) ?(?P<unit>{_UNIT})(?=$|\.| av\b)", re.I
)


def parse_expected(text: str, place: Place = NOWHERE) -> Expected:
    """The words, and the level and last outcome in them where there are any."""
    previous, said = _previous(text)
    said = _ROUND.sub(" ", said)
    level = _REACHES.search(said) or _BOUND.search(said) or _SHORTLY.search(said)
    if not level or is_beyond(to_number(level["value"])):
        return Expected(text, previous=previous, place=place)
    unit = level["unit"]
    unit = "%" if unit and unit.lower() == "procent" else unit
    return Expected(text, _direction(level.groupdict()), to_number(level["value"]), unit, previous, place)


def past_outcome(expected: Expected, year: int) -> Previous | None:
    """The last outcome as a plan for the year means it; `(2030: 90 %)` is an aim."""
    if expected.previous is None:
        return _last_year(expected.text, year)
    return expected.previous if expected.previous.year < year else None


def _last_year(text: str, year: int) -> Previous | None:
    """The last outcome where its year is only said from the plan's own: `föregående år 61 procent`."""
    found = _LAST_YEAR.search(text)
    outcome = to_number(found["value"]) if found else None
    return None if outcome is None or is_beyond(outcome) else Previous(year - 1, outcome)


def _direction(level: dict[str, str | None]) -> str | None:
    if level.get("min") or (level.get("above") and not level.get("not")):
        return "min"
    return "max" if level.get("max") or level.get("above") or level.get("below") else None


def _previous(text: str) -> tuple[Previous | None, str]:
    """The last outcome, and the text without it."""
    for pattern in _PREVIOUS:
        if found := pattern.search(text):
            named = found.groupdict()
            year, value = named.get("year") or found[1], named.get("value") or found[2]
            rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
            outcome = to_number(value)
            return (None if is_beyond(outcome) else Previous(int(year), outcome)), rest
    return None, text
