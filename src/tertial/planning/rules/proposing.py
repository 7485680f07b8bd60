"""What is proposed for every read row: whose it is, what it continues, and how certain that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tertial.foundation.words import N_
from tertial.planning.rules.draft import Activity, Goal, Indicator
from tertial.planning.rules.draft_rows import DraftRow, Kind
from tertial.planning.rules.row_matching import Found, Rows

LONG = 350  # characters: a row this long may be two
SHORT = 12

# What makes a row uncertain: how much it takes off, and what the reader is told.
DOUBTS: dict[str, tuple[int, str]] = {
    "no_goal": (60, N_("Det står inte under något mål")),
    "unknown_city_goal": (50, N_("Målet finns inte bland fullmäktiges mål för året")),
    "unknown_city_measure": (45, N_("Indikatorn har KF:s årsmål men finns inte bland stadens indikatorer")),
    "alike": (40, N_("Liknar något som finns, men orden är andra")),
    "no_target": (30, N_("Årsmål saknas")),
    "long": (30, N_("Lång text: kan vara två rader")),
    "short": (30, N_("Kort text: kan vara en del av en annan rad")),
    "no_dates": (20, N_("Start eller slut saknas")),
    "open_end": (15, N_("Texten slutar mitt i en mening")),
}


@dataclass(frozen=True)
class Known:
    """What is there before: the council's goals and measures of the year, the unit's own of the year before."""

    city_goals: Mapping[str, str] = field(default_factory=dict)  # key → number and text
    city_numbers: Mapping[str, str] = field(default_factory=dict)  # number → key
    goals: Mapping[str, str] = field(default_factory=dict)
    city_measures: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)
    city_levels: int = 2  # how many levels from the top are the council's; none in the council's own plan


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row with what it is taken for. `under` is its goal's place in the list."""

    draft: DraftRow
    is_citys: bool = False
    found: Found | None = None
    doubts: tuple[str, ...] = ()

    @property
    def certainty(self) -> int:
        return max(0, 100 - sum(DOUBTS[each][0] for each in self.doubts))


def propose(rows: Sequence[DraftRow], known: Known) -> list[Proposed]:
    """Every row in its own order. Words that are the same are given first, then what is alike."""
    return _Proposing(known).all(rows)


class _Proposing:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.city_goals = Rows(known.city_goals)
        self.goals = Rows(known.goals)
        self.city_measures = Rows(known.city_measures, is_shared=True)
        self.measures = Rows(known.measures, is_shared=True)
        self.activities = Rows(known.activities)

    def all(self, rows: Sequence[DraftRow]) -> list[Proposed]:
        exact = [self._exact(each) for each in rows]
        return [self._one(each, found) for each, found in zip(rows, exact, strict=True)]

    def _is_citys(self, row: DraftRow) -> bool:
        return isinstance(row.row, Goal) and row.row.level <= self.known.city_levels

    def _exact(self, each: DraftRow) -> Found | None:
        row = each.row
        if isinstance(row, Goal):
            return (self.city_goals if self._is_citys(each) else self.goals).exact(row.text)
        if isinstance(row, Indicator):
            return self.city_measures.exact(row.name) or self.measures.exact(row.name)
        return self.activities.exact(row.text) if isinstance(row, Activity) else None

    def _one(self, each: DraftRow, found: Found | None) -> Proposed:
        row = each.row
        if isinstance(row, Goal):
            return self._goal(each, row, found)
        if isinstance(row, Indicator):
            return self._indicator(each, row, found)
        if isinstance(row, Activity):
            found = found or self.activities.alike(row.text)
            doubts = [] if row.start and row.end else ["no_dates"]
            return Proposed(each, False, found, (*_unplaced(each), *doubts, *_text(row.text), *_alike(found)))
        return Proposed(each, doubts=_unplaced(each) if each.kind is Kind.EXPECTED else ())

    def _goal(self, each: DraftRow, row: Goal, found: Found | None) -> Proposed:
        if not self._is_citys(each):
            found = found or self.goals.alike(row.text)
            return Proposed(each, False, found, (*_unplaced(each), *_alike(found)))
        found = found or self.city_goals.alike(row.text)
        if (
            found is None
        ):  # when the city has no goals for the year yet, that is told once and not of every row
            return Proposed(each, True, None, ("unknown_city_goal",) if self.known.city_goals else ())
        return Proposed(each, True, found, _alike(found))

    def _indicator(self, each: DraftRow, row: Indicator, found: Found | None) -> Proposed:
        found = found or self.city_measures.alike(row.name, 85) or self.measures.alike(row.name, 85)
        doubts = [*_unplaced(each), *_alike(found)]
        if row.target is None:
            doubts.append("no_target")
        if row.council_target is not None and (found is None or found.key not in self.known.city_measures):
            doubts.append("unknown_city_measure")
        return Proposed(
            each, found is not None and found.key in self.known.city_measures, found, tuple(doubts)
        )


def _unplaced(each: DraftRow) -> tuple[str, ...]:
    is_top = isinstance(each.row, Goal) and each.row.level == 1
    return () if each.under is not None or is_top else ("no_goal",)


def _alike(found: Found | None) -> tuple[str, ...]:
    return ("alike",) if found and not found.is_same and not found.is_sure else ()


def _text(text: str) -> tuple[str, ...]:
    if len(text) > LONG:
        return ("long",)
    if len(text) < SHORT:
        return ("short",)
    return ("open_end",) if text.endswith((",", "-", " och", ":")) else ()
