"""Seeded, consistent plans: every sum ties, every request has its decision, appendix and prose.

`truth(seed)` gives the draft as it should be read, before any layout. The same draft is written as
text, PDF or Word by `as_text`, `as_pdf` and `as_docx`; errors are planted
by changing the draft before it is written.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tertial.planning.rules.draft import (
    Activity,
    Contents,
    Expected,
    Goal,
    Head,
    Indicator,
    Paragraph,
    PlanDraft,
    PointGroup,
    Previous,
    Section,
    Source,
    Table,
    Target,
    TargetKind,
)

from . import words
from .economy import Request, appendices_for, decisions_for, economy, requests_for, sv, turnover_table


@dataclass(frozen=True)
class Truth:
    """A consistent plan and what was drawn to make it."""

    seed: int
    year: int
    board: str
    draft: PlanDraft
    requests: tuple[Request, ...]
    turnover: float


@dataclass(frozen=True)
class Size:
    """How much of each thing; the default is a small plan that is fast to write and read."""

    directions: int = 2
    areas: tuple[int, int] = (1, 3)
    boards: tuple[int, int] = (1, 2)
    indicators: tuple[int, int] = (2, 6)
    activities: tuple[int, int] = (3, 9)
    prose: tuple[int, int] = (2, 5)


SMALL = Size()
FULL = Size(3, (3, 5), (1, 2), (4, 9), (8, 22), (10, 26))  # about 84 pages as PDF


def truth(seed: int, size: Size = SMALL, of_year: int | None = None, of_board: str = "") -> Truth:
    """A plan that no check has anything to say about as an error."""
    rng = Random(seed)
    drawn, board = rng.randint(2016, 2023), rng.choice(words.BOARDS)
    year, board = of_year or drawn, of_board or board
    names = _Names(rng)
    requests = requests_for(rng)
    turnover_rows, turnover = turnover_table(rng)
    goals, indicators, activities, goal_sections = _chain(rng, year, size, names)
    appendices = appendices_for(rng, requests, year)
    decisions = decisions_for(rng, requests, turnover, appendices, year)
    economy_sections, tables = economy(rng, year, requests, turnover_rows, turnover, appendices)
    intro = _intro(rng, board, year, tables[0])
    sections = (*intro, *goal_sections, *economy_sections)
    draft = PlanDraft(
        source=Source("plan.txt", "0" * 64, None),
        unit=f"{board} stadsdelsnämnd",
        year=year,
        kind="verksamhetsplan",
        head=Head(
            f"EK {year - 1}/{rng.randint(100, 999)}",
            rng.choice(words.OFFICERS),
            date(year - 1, 11, rng.randint(2, 28)),
        ),
        decisions=decisions,
        appendices=appendices,
        sections=sections,
        goals=goals,
        indicators=indicators,
        activities=activities,
        tables=tables,
        contents=tuple(Contents(s.number, s.title) for s in sections if s.level < 3),
    )
    return Truth(seed, year, board, draft, requests, turnover)


class _Names:
    """Draws without putting back, so that no indicator or goal has two homes."""

    def __init__(self, rng: Random) -> None:
        self.persons = rng.sample(words.PERSON_INDICATORS, len(words.PERSON_INDICATORS))
        self.things = rng.sample(words.THING_INDICATORS, len(words.THING_INDICATORS))
        self.areas = rng.sample(words.AREA_GOALS, len(words.AREA_GOALS))
        self.boards = rng.sample(words.BOARD_GOALS, len(words.BOARD_GOALS))
        self.rng = rng
        self.rounds = 0

    def indicator(self) -> tuple[str, bool]:
        """A name and whether it is marked as split by sex."""
        person = bool(self.persons) and (not self.things or self.rng.random() < 0.5)
        if person:
            return self.persons.pop(), self.rng.random() < 0.85
        if not self.things:
            self.rounds += 1
            place = words.PLACES[self.rounds % len(words.PLACES)]
            self.things = [
                f"{name}, {'nya ' * (self.rounds // len(words.PLACES))}{place}"
                for name in words.THING_INDICATORS
            ]
        return self.things.pop(), self.rng.random() < 0.1


def activity_text(rng: Random) -> str:
    text = f"{rng.choice(words.VERBS)} {rng.choice(words.OBJECTS)}"
    if rng.random() < 0.4:
        together = rng.choice(("i samverkan med", "i samråd med", "tillsammans med"))
        text += f" {together} {rng.choice(words.PARTNERS)}"
    if rng.random() < 0.25:
        text += f" och {rng.choice(words.PARTNERS)}"
    if rng.random() < 0.45:
        text += f" {rng.choice(words.PURPOSES)}"
    if rng.random() < 0.12:
        text += f". Arbetet omfattar även {rng.choice(words.OBJECTS)}"
    return text


def _duty(rng: Random) -> str:
    leader, partner = rng.choice(words.LEADERS), rng.choice(words.PARTNERS)
    verb = rng.choice(words.VERBS[:12]).lower()
    duty = f"{leader} {rng.choice(words.DUTIES)} {partner}"
    return f"{duty} {verb} {rng.choice(words.OBJECTS)} {rng.choice(words.PURPOSES)}"


def _dates(rng: Random, year: int) -> tuple[date, date]:
    if rng.random() < 0.85:
        return date(year, 1, 1), date(year, 12, 31)
    start = date(year, rng.choice((1, 2, 3, 4, 9)), rng.choice((1, 4, 7, 15)))
    return start, date(year, *rng.choice(((6, 30), (10, 31), (12, 31)))) if start.month < 6 else date(
        year, 12, 31
    )


def _activities(rng: Random, goal: str, year: int, count: int, duty: bool) -> list[Activity]:
    rows: list[Activity] = []
    for _ in range(count):
        rows.append(Activity(goal, (_duty if duty else activity_text)(rng), *_dates(rng, year)))
    if count > 3 and rng.random() < 0.3:
        rows.append(replace(rows[0]))  # equal activities are two activities
    return rows


def _number(text: str, value: float, unit: str | None) -> Target:
    return Target(text, TargetKind.NUMBER, value, value, unit)


DELEGATED = ("Tas fram av nämnd", "Tas fram av nämnd/styrelse")


def _targets(rng: Random, name: str, year: int) -> tuple[Target | None, Target | None, str | None]:
    """The board's target, the council's, and a comment when the target is to come."""
    if "prognossäkerhet" in name:
        return (
            Target("+/-1 %", TargetKind.BAND, -1.0, 1.0, "%"),
            Target("+/- 1 %", TargetKind.BAND, -1.0, 1.0, "%"),
            None,
        )
    if "möter under" in name:
        return (
            _number("8", 8.0, None),
            Target("Max 10 personer", TargetKind.MAX, None, 10.0, "personer"),
            None,
        )
    if name.startswith("Energianvändning"):
        return _number("1,89 GWh", 1.89, "GWh"), _number("1945 GWh", 1945.0, "GWh"), None
    if name.startswith("Utsläpp"):
        both = _number("1,8 kg CO2 per kg livsmedel", 1.8, "kg CO2 per kg livsmedel")
        return both, both, None
    if rng.random() < 0.07:
        pending = rng.choice((f"Fastställs {year}", "Fastställs t1"))
        return Target(pending, TargetKind.PENDING), None, rng.choice(words.COMMENTS)
    return (*_plain_targets(rng, name), rng.choice(words.COMMENTS) if rng.random() < 0.06 else None)


def _plain_targets(rng: Random, name: str) -> tuple[Target | None, Target | None]:
    if name.startswith(("Andel", "Sjukfrånvaro")):
        value = rng.randint(3, 9) if name.startswith("Sjuk") else rng.randint(20, 100)
        own, unit = _number(f"{value} %", float(value), "%"), "%"
    elif name.startswith("Index"):
        own, unit = _number(str(value := rng.randint(70, 90)), float(value), None), None
    else:
        value, unit = rng.choice((25, 50, 75, 275, 1100, 1450)), "st"
        own = _number(f"{sv(value, 0)} {unit}", float(value), unit)
    draw = rng.random()
    if draw < 0.3:
        return own, Target(rng.choice(DELEGATED), TargetKind.DELEGATED)
    if draw < 0.38:
        return own, Target(rng.choice(("öka", "minska")), TargetKind.DIRECTION)
    if draw < 0.43:
        return own, Target("-", TargetKind.NONE)
    if draw < 0.52:
        return own, None
    return own, own if unit != "st" else _number(f"{sv(value * 8, 0)} st", value * 8.0, "st")


def _indicators(
    rng: Random, goal: str, year: int, count: int, names: _Names, council: bool
) -> list[Indicator]:
    rows = []
    for _ in range(count):
        name, marked = names.indicator()
        target, council_target, comment = _targets(rng, name, year)
        if (
            not council
            and council_target is not None
            and target is not None
            and target.kind is TargetKind.NUMBER
        ):
            council_target = None
        period = "month" if rng.random() < 0.05 else rng.choice(("tertial", "year"))
        rows.append(Indicator(goal, name, target, council_target, period, comment, marked))
    return rows


def _expected(rng: Random, indicators: list[Indicator], year: int) -> tuple[Expected, ...]:
    """Expected results say the same as the indicator's own target and never less than last year's outcome."""
    rows = []
    for row in indicators:
        target = row.target
        if (
            target is None
            or target.kind is not TargetKind.NUMBER
            or not row.name.startswith("Andel")
            or rng.random() < 0.3
        ):
            continue
        value = target.low or 0.0
        outcome = max(0.0, value - rng.randint(0, 9))
        word, direction = rng.choice((("minst", "min"), ("lägst", "min")))
        text = f"{row.name} uppgår till {word} {sv(value, 0)} procent"
        if rng.random() < 0.7:
            previous = Previous(year - 1, outcome)
            text += f" (utfall {year - 1}: {sv(outcome, 0)} procent)"
        else:
            previous = None
        rows.append(Expected(text, direction, value, "%", previous))
    rows.append(Expected("Fler känner till hur de kan påverka stödet."))
    return tuple(rows)


def _description(rng: Random) -> tuple[PointGroup, ...]:
    groups = rng.sample(words.GROUPS, rng.randint(1, 3))
    return tuple(
        PointGroup(group, tuple(f"{p}." for p in rng.sample(words.POINTS, rng.randint(2, 4))))
        for group in groups
    )


def _prose(rng: Random, size: Size) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(" ".join(rng.sample(words.PROSE, rng.randint(2, 4))))
        for _ in range(rng.randint(*size.prose))
    )


def _chain(
    rng: Random, year: int, size: Size, names: _Names
) -> tuple[tuple[Goal, ...], tuple[Indicator, ...], tuple[Activity, ...], tuple[Section, ...]]:
    goals: list[Goal] = []
    indicators: list[Indicator] = []
    activities: list[Activity] = []
    sections: list[Section] = []
    for first, direction in enumerate(rng.sample(words.DIRECTIONS, size.directions), 1):
        goals.append(Goal(1, str(first), direction))
        sections.append(Section(str(first), direction, 1))
        for second in range(1, rng.randint(*size.areas) + 1):
            if not names.areas:
                break
            area = f"{first}.{second}"
            goals.append(
                Goal(2, area, names.areas.pop(), str(first), priorities=_points(rng, words.PRIORITIES))
            )
            own = _indicators(rng, area, year, rng.randint(*size.indicators), names, council=True)
            indicators += own
            activities += _activities(rng, area, year, max(1, rng.randint(*size.activities) // 2), duty=True)
            sections.append(Section(area, goals[-1].text, 2, _prose(rng, size)))
            sections.append(Section(None, rng.choice(words.SUBHEADINGS), 3, _prose(rng, size)))
            for third in range(1, rng.randint(*size.boards) + 1):
                if not names.boards:
                    break
                board = f"{area}.{third}"
                extra = _indicators(rng, board, year, rng.choice((0, 0, 1, 2)), names, council=False)
                goals.append(
                    Goal(
                        3,
                        board,
                        names.boards.pop(),
                        area,
                        description=_description(rng),
                        expected=_expected(rng, own if third == 1 else extra, year),
                    )
                )
                indicators += extra
                activities += _activities(rng, board, year, rng.randint(*size.activities), duty=False)
    return tuple(goals), tuple(indicators), tuple(activities), tuple(sections)


def _points(rng: Random, pool: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{text}." for text in rng.sample(pool, rng.randint(2, 4)))


def _intro(rng: Random, board: str, year: int, main: Table) -> tuple[Section, ...]:
    net = main.rows[-1].values[2] or 0.0
    first = Paragraph(
        f"I {board} bor drygt {rng.randint(20, 60)} 000 personer. "
        f"Nämndens nettobudget för {year} är {sv(net)} mnkr."
    )
    return (
        Section(None, "Inledning", 1, (first, *_prose(rng, SMALL))),
        Section(None, "Nämnden och dess råd", 2, _prose(rng, SMALL)),
    )
