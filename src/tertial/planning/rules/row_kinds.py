"""A row that was read as the wrong kind gets the shape of another; one that was not read gets a first shape."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tertial.planning.rules.draft import Activity, Appendix, Decision, Goal, Indicator, Place
from tertial.planning.rules.draft_rows import Json, Kind, Shape, as_json
from tertial.planning.rules.expected_text import parse_expected

TEXT_OF = {Kind.INDICATOR: "name", Kind.APPENDIX: "title", Kind.TABLE: "title"}
TEXTS = ("text", "name", "title")
UNDER_GOALS = (Kind.GOAL, Kind.EXPECTED, Kind.INDICATOR, Kind.ACTIVITY)
# A table is kept as it is printed, with its columns: words cannot become one, nor one of them words.
WRITTEN = (Kind.GOAL, Kind.INDICATOR, Kind.ACTIVITY, Kind.EXPECTED, Kind.DECISION, Kind.APPENDIX)
NO_NUMBER = 0
NOWHERE = Place()


def text_field(kind: str) -> str:
    return TEXT_OF.get(Kind(kind), "text")


def other_kinds(kind: str) -> tuple[Kind, ...]:
    """What a row may be made instead."""
    return tuple(each for each in WRITTEN if each != kind) if kind in WRITTEN else ()


def written(kind: Kind, text: str, *, number: str = "", level: int = 1, place: Place = NOWHERE) -> Json:
    """A row with nothing but its words, where they stand, and the number that its kind goes by."""
    return as_json(_shape(kind, text, number, level, place))


def _shape(kind: Kind, text: str, number: str, level: int, place: Place) -> Shape:
    match kind:
        case Kind.GOAL:
            return Goal(level, number, text, place=place)
        case Kind.INDICATOR:
            return Indicator("", text, place=place)
        case Kind.ACTIVITY:
            return Activity("", text, place=place)
        case Kind.EXPECTED:
            return replace(parse_expected(text), place=place)
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
    if kind not in (Kind.GOAL, Kind.DECISION, Kind.APPENDIX):
        return ""
    before = f"{above.rstrip('.')}." if above else ""
    last = [each.removeprefix(before).rstrip(".") for each in taken if each.startswith(before)]
    return f"{before}{1 + max((int(each) for each in last if each.isdecimal()), default=0)}"
