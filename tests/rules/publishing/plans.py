"""Plans as hypothesis draws them: any words, any number of rows; what a document of this family can say."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from tertial.goals.rules.tags import in_order
from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Goal,
    Head,
    Indicator,
    Paragraph,
    PlanDraft,
    PointGroup,
    RowKind,
    Section,
    Signer,
    Source,
    Table,
    TableRow,
)
from tertial.planning.rules.expected_text import parse_expected
from tertial.planning.rules.references import amount_in, appendices_in
from tertial.planning.rules.target_text import parse_target

WORDS = (
    *(
        "stödet",
        "möten",
        "kvinnor",
        "män",
        "flickor",
        "pojkar",
        "äldre",
        "barnens",
        "förskolans",
        "parkernas",
    ),
    *(
        "arbetsmarknadsinsatser",
        "samverkansöverenskommelsen",
        "verksamhetsutveckling",
        "jour- och beredskapstid",
    ),
    *(
        "Norrbro-Hagen",
        "E-tjänsten",
        "personer 65 år och äldre",
        "(enligt plan)",
        "{{ unit }}",
        "#let",
        "*stark*",
    ),
    *(
        "$x^2$",
        "https://ekstad.example/x_y",
        "2 300 kronor",
        "näringslivets",
        "trygghetsskapande",
        "uppföljning",
    ),
    *(
        "unga 16-24 år",
        "vård- och omsorgsboende",
        "hemtjänstens",
        "medborgarlöfte",
        "språk",
        "lek",
        "natur",
        "ö",
    ),
)
word = st.sampled_from(WORDS)
NAMES = ("Norrbro", "Kvarnsjö-Hagen", "Älvstrand", "Sörby-Lund")
TARGETS = (
    *(
        "8 %",
        "79 %",
        "1 450 st",
        "85",
        "+/-1 %",
        "Max 10 personer",
        "öka",
        "Fastställs 2027",
        "Fastställs t1",
    ),
    *(
        "Minst 39 %",
        "Högst 5,1 barn per årsarbetare",
        "Mellan 40 och 60 %",
        "Högst 45,0 per 1 000 vårddygn",
        "Öka",
    ),
    *("Tas fram av nämnd", "1,8 kg CO2 per kg livsmedel", "100 %", "-", "1,89 GWh"),
)


def phrase(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(word, min_size=least, max_size=most).map(" ".join)


def sentence(first: str, least: int = 2, most: int = 30) -> st.SearchStrategy[str]:
    return phrase(least, most).map(lambda words: f"{first} {words} följs upp.")


prose = st.lists(
    st.one_of(*(sentence(first) for first in ("Arbetet med", "Under året", "Nämnden och", "Personalen i"))),
    min_size=1,
    max_size=4,
).map(lambda parts: Paragraph(" ".join(parts)))
tags = st.sets(
    st.sampled_from(("agenda-4", "agenda-10", "child-rights", "equality", "climate")), max_size=3
).map(lambda codes: tuple(in_order(codes)))
days = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@dataclass(frozen=True)
class _Titles:
    """Titles that differ, so that no heading is another's."""

    taken: list[str]

    def draw(self, draw: st.DrawFn, first: str) -> str:
        self.taken.append(f"{first} {len(self.taken) + 1:02} {draw(phrase(1, 3))}")
        return self.taken[-1]


@dataclass
class Drawn:
    """How many plans hypothesis has begun, and how many of them became whole: the rest it has discarded."""

    begun: int = 0
    whole: int = 0


@st.composite
def plans(draw: st.DrawFn, most: int = 12, count: Drawn | None = None) -> PlanDraft:
    """A whole plan."""
    if count:
        count.begun += 1
    made = _plan(draw, most)
    if count:
        count.whole += 1
    return made


def _plan(draw: st.DrawFn, most: int) -> PlanDraft:
    titles = _Titles([])
    name = f"{draw(st.sampled_from(NAMES))} stadsdelsnämnd"
    numbers = [str(n) for n in range(1, draw(st.integers(2, 6)) + 1)]
    goals, sections, indicators, activities = _chain(draw, titles, most)
    tables, money = _money(draw, titles)
    return PlanDraft(
        source=Source("plan", "0" * 64, None),
        unit=name,
        year=2027,
        kind="verksamhetsplan",
        head=Head(f"{draw(st.sampled_from(('EK', 'SDN ÄLVS')))} 2026/{draw(st.integers(1, 999))}", "Alva Grönkvist", draw(st.dates(date(2026, 9, 1), date(2026, 12, 31)))),
        decisions=_decisions(draw, numbers),
        appendices=tuple(Appendix(n, f"Underlag till {draw(phrase(1, 8))}") for n in numbers),
        sections=(
            Section(None, titles.draw(draw, "Inledning"), 1, tuple(draw(st.lists(prose, min_size=1, max_size=4)))),
            *sections,
            *money,
        ),
        goals=goals,
        indicators=indicators,
        activities=activities,
        tables=tables,
        signatures=draw(st.sampled_from(((), (Signer("stadsdelsdirektör", "Alva Grönkvist"), Signer("Ordförande"))))),
    )  # fmt: skip


def _decisions(draw: st.DrawFn, appendices: list[str]) -> tuple[Decision, ...]:
    texts = [
        f"Nämnden söker {draw(st.integers(1, 99))},{draw(st.integers(1, 9))} mnkr för {draw(phrase(1, 9))} "
        f"enligt bilaga {draw(st.sampled_from(appendices))}."
        for _ in range(draw(st.integers(1, 6)))
    ]
    return tuple(Decision(n, text, amount_in(text), appendices_in(text)) for n, text in enumerate(texts, 1))


def _chain(
    draw: st.DrawFn, titles: _Titles, most: int
) -> tuple[tuple[Goal, ...], tuple[Section, ...], tuple[Indicator, ...], tuple[Activity, ...]]:
    goals: list[Goal] = []
    sections: list[Section] = []
    indicators: list[Indicator] = []
    activities: list[Activity] = []
    for first in range(1, draw(st.integers(1, 2)) + 1):
        goals.append(Goal(1, str(first), titles.draw(draw, "Staden")))
        sections.append(Section(str(first), goals[-1].text, 1))
        for second in range(1, draw(st.integers(1, 2)) + 1):
            area = f"{first}.{second}"
            efforts = st.one_of(
                sentence("Fortsätta"), sentence("Fortsätta").map(lambda text: text.rstrip("."))
            )
            points = tuple(draw(st.lists(efforts, min_size=1, max_size=3)))
            goals.append(Goal(2, area, titles.draw(draw, "Barnen"), str(first), draw(tags), points))
            sections.append(
                Section(area, goals[-1].text, 2, tuple(draw(st.lists(prose, min_size=1, max_size=3))))
            )
            indicators += _indicators(draw, area, most)
            activities += _activities(draw, area, most)
            for third in range(1, draw(st.integers(0, 2)) + 1):
                board = f"{area}.{third}"
                goals.append(_board(draw, board, area, titles))
                indicators += _indicators(draw, board, 3)
                activities += _activities(draw, board, most)
    return tuple(goals), tuple(sections), tuple(indicators), tuple(activities)


def _board(draw: st.DrawFn, number: str, parent: str, titles: _Titles) -> Goal:
    points = st.lists(phrase(2, 14).map(lambda text: f"får {text}."), min_size=1, max_size=3).map(tuple)
    groups = draw(
        st.lists(
            st.sampled_from(("Kvinnor och män", "Barnen", "Flickor och pojkar", None)),
            max_size=3,
            unique=True,
        )
    )
    expected = [
        parse_expected(f"Andel {draw(phrase(1, 8))} uppgår till minst {draw(st.integers(1, 99))} procent")
        for _ in range(draw(st.integers(0, 3)))
    ]
    description = tuple(PointGroup(group, draw(points)) for group in groups)
    efforts = tuple(draw(st.lists(phrase(2, 12).map(lambda text: f"Samtala om {text}"), max_size=2)))
    title = titles.draw(draw, "Äldre")
    return Goal(3, number, title, parent, draw(tags), efforts, description, tuple(expected))


def _indicators(draw: st.DrawFn, goal: str, most: int) -> list[Indicator]:
    return [
        Indicator(
            goal,
            f"Andel {draw(phrase(1, 12))} i staden",
            parse_target(draw(st.sampled_from(TARGETS))),
            parse_target(draw(st.sampled_from((*TARGETS[:9], "")))),
            draw(st.sampled_from(("tertial", "year", "month"))),
            draw(st.one_of(st.none(), sentence("Måttet"))),
            draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, most // 2)))
    ]


def _activities(draw: st.DrawFn, goal: str, most: int) -> list[Activity]:
    return [
        Activity(goal, f"Utveckla {draw(phrase(1, 25))}", draw(days), draw(days))
        for _ in range(draw(st.integers(1, most)))
    ]


def _money(draw: st.DrawFn, titles: _Titles) -> tuple[tuple[Table, ...], tuple[Section, ...]]:
    tables: list[Table] = []
    sections: list[Section] = []
    amount = st.integers(-99_999, 99_999).map(lambda tenths: tenths / 10)
    for _ in range(draw(st.integers(0, 2))):
        title = titles.draw(draw, "Ekonomi")
        columns = ("Budget 2027 Netto", "Budget 2026 Netto", "Differens")[: draw(st.integers(2, 3))]
        rows = [
            TableRow(f"{label} {n}", kind, tuple(draw(amount) for _ in columns))
            for n, (label, kind) in enumerate(
                draw(
                    st.lists(
                        st.sampled_from((("Förskola del", RowKind.ROW), ("varav lokal", RowKind.OF_WHICH))),
                        min_size=1,
                        max_size=9,
                    )
                ),
                1,
            )
        ]
        rows.append(TableRow("Summa", RowKind.SUM, tuple(draw(amount) for _ in columns)))
        tables.append(Table(title, "mnkr", columns, tuple(rows)))
        sections.append(Section(None, title, 1, (draw(prose),)))
    return tuple(tables), tuple(sections)
