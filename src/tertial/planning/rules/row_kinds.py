"""A row that was read as the wrong kind gets the shape of another; one that was not read gets a first shape."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tertial.planning.rules.draft import Activity, Appendix, Decision, Expected, Goal, Indicator, Place
from tertial.planning.rules.draft_rows import Json, Kind, Shape, as_json
from tertial.planning.rules.expected_text import parse_expected, past_outcome
from tertial.planning.rules.references import amount_in, appendices_in

TEXT_OF = {Kind.INDICATOR: "name", Kind.APPENDIX: "title", Kind.TABLE: "title"}
TEXTS = ("text", "name", "title")
UNDER_GOALS = (Kind.GOAL, Kind.EXPECTED, Kind.INDICATOR, Kind.ACTIVITY)
# A table is kept as it is printed, with its columns: words cannot become one, nor one of them words.
WRITTEN = (Kind.GOAL, Kind.INDICATOR, Kind.ACTIVITY, Kind.EXPECTED, Kind.DECISION, Kind.APPENDIX)
NUMBERED = (Kind.GOAL, Kind.DECISION, Kind.APPENDIX)
LEVEL = ("direction", "value", "unit", "previous")  # of an expected result, all of it said in its words
NO_NUMBER = 0
_NUMBER = re.compile(  # `3. …`, `1.2.2 …`, `Bilaga 6: …`, but not `30 nya platser`
    r"(?:bilaga\s+)?(?P<number>\d{1,3}(?:\.\d{1,3})+|\d{1,3}(?=[.:)]))[.:)]?\s+(?P<words>\S.*)", re.I | re.S
)
NOWHERE = Place()


def text_field(kind: str) -> str:
    return TEXT_OF.get(Kind(kind), "text")


def other_kinds(kind: str) -> tuple[Kind, ...]:
    """What a row may be made instead."""
    return tuple(each for each in WRITTEN if each != kind) if kind in WRITTEN else ()


def written(kind: Kind, text: str, *, number: str = "", level: int = 1, place: Place = NOWHERE) -> Json:
    """A row with nothing but its words, where they stand, and the number that its kind goes by."""
    return as_json(_shape(kind, text, number, level, place)) | told_by(kind, text)


def told_by(kind: Kind, text: str, year: int | None = None) -> Json:
    """What the words say beside themselves: a result's level and last outcome, a decision's amount and appendices."""
    if kind is Kind.DECISION:
        return {"amount_mnkr": amount_in(text), "appendices": list(appendices_in(text))}
    if kind is not Kind.EXPECTED:
        return {}
    said = parse_expected(text)
    if year is not None:
        said = replace(said, previous=past_outcome(said, year))
    return {name: as_json(said)[name] for name in LEVEL}


def numbered_anew(kind: Kind, text: str, *, above: str, taken: Iterable[str]) -> Json:
    """A row that has come off another of its kind: with the number that its own words begin with, else the next."""
    if kind not in NUMBERED:
        return {text_field(kind): text}
    said = _NUMBER.fullmatch(text)
    number = said["number"] if said else next_number(kind, above, taken)
    whole = int(number) if kind is Kind.DECISION and number.isdecimal() else NO_NUMBER
    return {
        text_field(kind): said["words"] if said else text,
        "number": whole if kind is Kind.DECISION else number,
    }


def _shape(kind: Kind, text: str, number: str, level: int, place: Place) -> Shape:
    match kind:
        case Kind.GOAL:
            return Goal(level, number, text, place=place)
        case Kind.INDICATOR:
            return Indicator("", text, place=place)
        case Kind.ACTIVITY:
            return Activity("", text, place=place)
        case Kind.EXPECTED:
            return Expected(text, place=place)
        case Kind.DECISION:
            return Decision(int(number) if number.isdecimal() else NO_NUMBER, text, place=place)
        case Kind.APPENDIX:
            return Appendix(number, text, place=place)
    raise ValueError(f"{kind.value} is not written in words")


def as_kind(content: Mapping[str, object], kind: Kind, to: Kind, *, number: str, level: int) -> Json:
    """The same words as another kind. What the first kind had stays beside, so that changing back loses nothing."""
    place: Mapping[str, int | None] = content.get("place") or {}  # type: ignore[assignment]
    text = str(content.get(text_field(kind)) or "")
    new = written(to, text, number=number, level=level, place=Place(**place))
    own = {*TEXTS, *(name for name, value in new.items() if value not in (None, "", []))}
    return new | {name: value for name, value in content.items() if name not in own}


def next_number(kind: Kind, above: str, taken: Iterable[str]) -> str:
    """The number after the last: of the goals below the one above, or of the decisions or appendices."""
    if kind not in NUMBERED:
        return ""
    before = f"{above.rstrip('.')}." if above else ""
    last = [each.removeprefix(before).rstrip(".") for each in taken if each.startswith(before)]
    return f"{before}{1 + max((int(each) for each in last if each.isdecimal()), default=0)}"
