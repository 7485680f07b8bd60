"""Small drafts written by hand: the examples that every check carries."""

from datetime import date

from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    Place,
    PlanDraft,
    Previous,
    RowKind,
    Section,
    Source,
    Table,
    TableRow,
    Target,
    TargetKind,
)

SOURCE = Source("exempel.txt", "0" * 64, None)
BUDGET = ("Budget 2021 Netto", "Budget 2020 Netto", "Differens")
WHOLE = ("Budget 2021 kostnader", "Budget 2021 intäkter", "Budget 2021 Netto", "Budget 2020 Netto")


def plan(
    *,
    year: int | None = 2021,
    unit: str | None = "Exempelnämnden",
    decisions: tuple[Decision, ...] = (),
    appendices: tuple[Appendix, ...] = (),
    sections: tuple[Section, ...] = (),
    goals: tuple[Goal, ...] = (),
    indicators: tuple[Indicator, ...] = (),
    activities: tuple[Activity, ...] = (),
    tables: tuple[Table, ...] = (),
) -> PlanDraft:
    """A plan with only these parts."""
    return PlanDraft(
        SOURCE,
        unit,
        year,
        "verksamhetsplan",
        decisions=decisions,
        appendices=appendices,
        sections=sections,
        goals=goals,
        indicators=indicators,
        activities=activities,
        tables=tables,
    )


def decision(number: int, text: str, amount: float | None = None, *appendices: str) -> Decision:
    return Decision(number, text, amount, appendices, Place(1, number))


def appendix(number: str, title: str) -> Appendix:
    return Appendix(number, title, Place(2, int(float(number))))


def section(title: str, *paragraphs: str) -> Section:
    return Section(
        None,
        title,
        2,
        tuple(Paragraph(text, Place(3, 10 + at)) for at, text in enumerate(paragraphs)),
        Place(3, 9),
    )


def prose(*paragraphs: str) -> PlanDraft:
    """A plan of nothing but running text."""
    return plan(sections=(section("Inledning", *paragraphs),))


def goal(number: str, text: str = "Staden är trygg", *expected: Expected, parent: str | None = None) -> Goal:
    level = number.count(".") + 1
    parent = parent or (number.rpartition(".")[0] or None)
    return Goal(level, number, text, parent, expected=expected, place=Place(4, None))


def expects(
    text: str, direction: str | None, value: float, unit: str | None = "%", previous: float | None = None
) -> Expected:
    last = None if previous is None else Previous(2020, previous)
    return Expected(text, direction, value, unit, last, Place(5, None))


def indicator(
    goal: str,
    name: str,
    target: Target | None = None,
    council: Target | None = None,
    comment: str | None = None,
) -> Indicator:
    return Indicator(goal, name, target, council, "year", comment, False, Place(6, None))


def level(value: float, unit: str | None = "%") -> Target:
    text = f"{value:g}".replace(".", ",")
    return Target(f"{text} {unit}" if unit else text, TargetKind.NUMBER, value, value, unit)


def pending(text: str) -> Target:
    return Target(text, TargetKind.PENDING)


def activity(
    goal: str, text: str, start: str | None = "2021-01-01", end: str | None = "2021-12-31"
) -> Activity:
    return Activity(
        goal,
        text,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        Place(7, None),
    )


def row(label: str, *values: float | None) -> TableRow:
    """A row; its kind is seen in its label: Summa …, varav …, or else an ordinary row."""
    first = label.lower()
    kind = RowKind.ROW
    if first.startswith(("varav", "därav")):
        kind = RowKind.OF_WHICH
    elif first.startswith(("summa", "totalt")):
        kind = RowKind.SUM
    return TableRow(label, kind, values, Place(8, None))


def table(title: str, columns: tuple[str, ...], *rows: TableRow) -> Table:
    return Table(title, "mnkr", columns, rows, Place(8, None))
