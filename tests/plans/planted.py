"""Errors planted one at a time in consistent plans: at least one way for every check.

A planting takes a plan and a source of chance and gives the plan with one error, or None where the plan
has nothing to plant it in. `codes` are the checks of which one must notice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    PlanDraft,
    RowKind,
    Section,
    Table,
    TableRow,
    Target,
    TargetKind,
)

from .economy import sv

Plant = Callable[[PlanDraft, Random], PlanDraft | None]
AMOUNT = re.compile(r"\d{1,3}(?: \d{3})*,\d(?= mnkr)")


@dataclass(frozen=True)
class Planting:
    name: str
    codes: tuple[str, ...]
    plant: Plant


PLANTINGS: dict[str, Planting] = {}


def planting(*codes: str) -> Callable[[Plant], Plant]:
    def declare(plant: Plant) -> Plant:
        PLANTINGS[plant.__name__] = Planting(plant.__name__, codes, plant)
        return plant

    return declare


# Changing one thing of a frozen draft


def _table(draft: PlanDraft, old: Table, new: Table) -> PlanDraft:
    return replace(draft, tables=tuple(new if each is old else each for each in draft.tables))


def _cell(table: Table, row: TableRow, index: int, by: float) -> Table:
    values = tuple(round((v or 0.0) + by, 1) if i == index else v for i, v in enumerate(row.values))
    return replace(table, rows=tuple(replace(r, values=values) if r is row else r for r in table.rows))


def _section(draft: PlanDraft, old: Section, new: Section) -> PlanDraft:
    return replace(draft, sections=tuple(new if each is old else each for each in draft.sections))


def _say(draft: PlanDraft, title: str, text: str) -> PlanDraft:
    """Add a paragraph to the section with this title."""
    home = next(each for each in draft.sections if each.title == title)
    return _section(draft, home, replace(home, paragraphs=(*home.paragraphs, Paragraph(text))))


def _decision(draft: PlanDraft, old: Decision, new: Decision) -> PlanDraft:
    return replace(draft, decisions=tuple(new if each is old else each for each in draft.decisions))


def _goal(draft: PlanDraft, old: Goal, new: Goal) -> PlanDraft:
    return replace(draft, goals=tuple(new if each is old else each for each in draft.goals))


def _indicator(draft: PlanDraft, old: Indicator, new: Indicator) -> PlanDraft:
    return replace(draft, indicators=tuple(new if each is old else each for each in draft.indicators))


def _activity(draft: PlanDraft, old: Activity, new: Activity) -> PlanDraft:
    return replace(draft, activities=tuple(new if each is old else each for each in draft.activities))


def _some_prose(draft: PlanDraft, rng: Random, text: str) -> PlanDraft:
    """Add a sentence to the end of a paragraph of ordinary prose."""
    homes = [
        s
        for s in draft.sections
        if s.level == 2 and s.paragraphs and not AMOUNT.search(s.paragraphs[-1].text)
    ]
    home = rng.choice(homes)
    last = replace(home.paragraphs[-1], text=f"{home.paragraphs[-1].text} {text}")
    return _section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], last)))


def _off(rng: Random) -> float:
    return rng.choice((-1, 1)) * rng.randint(15, 90) / 10


def _main(draft: PlanDraft) -> Table:
    return draft.tables[0]


def _subs(draft: PlanDraft) -> list[Table]:
    return [table for table in draft.tables[1:] if "Differens" in table.columns]


def _areas(draft: PlanDraft) -> list[Section]:
    titles = {table.title for table in _subs(draft)}
    return [
        s
        for s in draft.sections
        if s.title in titles and s.paragraphs and AMOUNT.search(s.paragraphs[0].text)
    ]


def _reword(draft: PlanDraft, section: Section, change: Callable[[str], str]) -> PlanDraft:
    first = replace(section.paragraphs[0], text=change(section.paragraphs[0].text))
    return _section(draft, section, replace(section, paragraphs=(first, *section.paragraphs[1:])))


def _other_amount(text: str, which: int, rng: Random) -> str:
    found = list(AMOUNT.finditer(text))[which]
    value = float(found.group().replace(" ", "").replace(",", "."))
    return text[: found.start()] + sv(value + rng.randint(4, 40) / 10) + text[found.end() :]


# Arithmetic


@planting("SUM01")
def sum_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice([t for t in draft.tables if t.rows[-1].kind is RowKind.SUM])
    return _table(draft, table, _cell(table, table.rows[-1], rng.randrange(2), _off(rng)))


@planting("SUM01", "SUM02")
def row_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice([r for r in _main(draft).rows if r.kind is RowKind.ROW])
    return _table(draft, _main(draft), _cell(_main(draft), row, rng.randrange(3, 6), _off(rng)))


@planting("SUM02")
def part_is_larger(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice([r for r in _main(draft).rows if r.kind is RowKind.OF_WHICH])
    return _table(draft, _main(draft), _cell(_main(draft), row, 4, 600 + _off(rng)))


@planting("SUM03")
def net_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice(_main(draft).rows)
    return _table(draft, _main(draft), _cell(_main(draft), row, rng.randrange(3), _off(rng)))


@planting("SUM04")
def difference_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice(_subs(draft))
    return _table(draft, table, _cell(table, rng.choice(table.rows), 2, _off(rng)))


@planting("SUM05")
def sub_table_differs(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice(_subs(draft))
    column, by = rng.choice((0, 1)), _off(rng)
    rows = [r for r in table.rows if r.kind is not RowKind.OF_WHICH]
    for row in (rows[0], rows[-1]):
        for index, step in ((column, by), (2, by if column == 0 else -by)):
            current = next(r for r in table.rows if r.label == row.label and r.kind is row.kind)
            new = _cell(table, current, index, step)
            draft, table = _table(draft, table, new), new
    return draft


@planting("SUM06")
def level_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    return _reword(draft, rng.choice(_areas(draft)), lambda text: _other_amount(text, 0, rng))


@planting("SUM06")
def change_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    return _reword(draft, rng.choice(_areas(draft)), lambda text: _other_amount(text, 1, rng))


@planting("SUM06")
def direction_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    home = rng.choice(_areas(draft))
    if " 0,0 mnkr" in home.paragraphs[0].text:
        return None
    turned = {"högre": "lägre", "lägre": "högre"}
    return _reword(draft, home, lambda text: re.sub("högre|lägre", lambda word: turned[word.group()], text))


@planting("SUM06")
def total_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Nämndens ekonomiska ramar")
    return _reword(draft, home, lambda text: _other_amount(text, 0, rng))


@planting("SUM06")
def total_in_introduction(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Inledning")
    return _reword(draft, home, lambda text: _other_amount(text, 0, rng))


def _growth(draft: PlanDraft) -> tuple[float, float]:
    values = _main(draft).rows[-1].values
    return (values[2] or 0.0) - (values[3] or 0.0), values[3] or 1.0


@planting("SUM07")
def percentage_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    change, base = _growth(draft)
    way = "ökat" if change >= 0 else "minskat"
    wrong = abs(100 * change / base) + rng.randint(4, 30) / 10
    money = f"{sv(abs(change))} mnkr ({sv(wrong)} procent)"
    text = f"Jämfört med {(draft.year or 0) - 1} har nämndens budget {way} med {money}."
    return _say(draft, "Nämndens ekonomiska ramar", text)


def _requests(draft: PlanDraft) -> list[Decision]:
    return [each for each in draft.decisions if "budgetjustering" in each.text]


@planting("SUM08")
def decided_amount(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(_requests(draft))
    text = _other_amount(old.text, 0, rng)
    amount = float(AMOUNT.findall(text)[0].replace(" ", "").replace(",", "."))
    return _decision(draft, old, replace(old, text=text, amount_mnkr=amount))


def _asking(draft: PlanDraft) -> list[Section]:
    return [each for each in draft.sections if each.title.startswith("Medel för")]


@planting("SUM08", "SUM10")
def amount_in_request(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(_asking(draft))
    last = replace(home.paragraphs[-1], text=_other_amount(home.paragraphs[-1].text, 0, rng))
    return _section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], last)))


@planting("SUM08", "SUM10")
def amount_in_heading(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(_asking(draft))
    return _section(draft, home, replace(home, title=_other_amount(home.title, 0, rng)))


@planting("SUM09")
def request_without_decision(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = f"Vidare ansöker nämnden hos kommunstyrelsen om {rng.randint(300, 990)} tkr för kompetenslyft."
    return _say(draft, rng.choice(_areas(draft)).title, text)


@planting("SUM09")
def decision_without_text(draft: PlanDraft, rng: Random) -> PlanDraft:
    number = len(draft.decisions) + 1
    text = "Nämnden söker 7,7 mnkr i budgetjustering för sjösäkerhet enligt bilaga 1."
    return replace(draft, decisions=(*draft.decisions, Decision(number, text, 7.7, ("1",))))


@planting("SUM10")
def parts_of_request(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(_asking(draft))
    whole = float(AMOUNT.findall(home.title)[0].replace(",", "."))
    one, other = round(whole * 0.4, 1), round(whole * 0.6 + rng.randint(5, 20) / 10, 1)
    text = f"Medel begärs för personal om {sv(one)} mnkr samt för lokaler om {sv(other)} mnkr."
    return _section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], Paragraph(text))))


def _turnover(draft: PlanDraft) -> Table:
    return draft.tables[-1]


@planting("SUM11")
def turnover_does_not_net(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = _turnover(draft)
    return _table(draft, table, _cell(table, rng.choice(table.rows), 1, _off(rng)))


@planting("SUM12")
def turnover_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Omslutningsförändringar")
    return _reword(draft, home, lambda text: _other_amount(text, 0, rng))


@planting("SUM12")
def turnover_in_decision(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = next(each for each in draft.decisions if "omslutning" in each.text)
    return _decision(
        draft, old, replace(old, text=_other_amount(old.text, 0, rng), amount_mnkr=(old.amount_mnkr or 0) + 1)
    )


@planting("SUM13")
def every_area_grows(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    rows = [r for r in _main(draft).rows if r.kind is RowKind.ROW]
    less = [r.label for r in rows if (r.values[2] or 0) < (r.values[3] or 0)]
    if len(less) < 2:
        return None
    text = f"Samtliga verksamhetsområden har fått en utökad budget förutom {less[0].lower()}."
    return _say(draft, "Nämndens ekonomiska ramar", text)


@planting("SUM14")
def parts_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    whole = rng.randint(90, 200) / 10
    one = rng.randint(10, 50) / 10
    other = whole - one + rng.choice((-1, 1)) * rng.randint(5, 20) / 10
    parts = f"varav {sv(one)} mnkr till lekplatser och {sv(other)} mnkr till stråk"
    text = f"Av medlen går {sv(whole)} mnkr till upprustning, {parts}."
    return _some_prose(draft, rng, text)


@planting("SUM15")
def one_thing_two_amounts(draft: PlanDraft, rng: Random) -> PlanDraft:
    draft = _some_prose(draft, rng, "Nämndens summa för kulturbidrag är 1,0 mnkr.")
    return _some_prose(draft, rng, "Under året betalas 1,4 mnkr i kulturbidrag.")


# Targets


def _levels(draft: PlanDraft) -> list[tuple[Goal, Expected]]:
    return [(goal, each) for goal in draft.goals for each in goal.expected if each.value is not None]


def _expect(draft: PlanDraft, goal: Goal, old: Expected, new: Expected) -> PlanDraft:
    return _goal(
        draft, goal, replace(goal, expected=tuple(new if each is old else each for each in goal.expected))
    )


@planting("MAL01")
def expected_differs(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (levels := _levels(draft)):
        return None
    goal, old = rng.choice(levels)
    value = (old.value or 0) + (-3 if (old.value or 0) > 50 else 4)
    text = re.sub(r"(?<=minst |lägst )[\d ]+(?= procent)", sv(value, 0), old.text)
    return _expect(draft, goal, old, replace(old, text=text, value=value))


@planting("MAL02")
def looser_than_last_year(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    levels = [(goal, each) for goal, each in _levels(draft) if each.previous and (each.value or 0) < 95]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    outcome = (old.value or 0) + 4
    text = re.sub(r"(?<=: )[\d ]+(?= procent\))", sv(outcome, 0), old.text)
    return _expect(draft, goal, old, replace(old, text=text, previous=replace(old.previous, value=outcome)))  # type: ignore[type-var]


def _numbers(draft: PlanDraft, share: bool = True) -> list[Indicator]:
    return [
        each
        for each in draft.indicators
        if each.target
        and each.target.kind is TargetKind.NUMBER
        and (not share or each.name.startswith("Andel"))
    ]


@planting("MAL03")
def pending_without_comment(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    old = rng.choice(draft.indicators)
    target = Target(f"Fastställs {draft.year}", TargetKind.PENDING)
    return _indicator(draft, old, replace(old, target=target, council_target=None, comment=None))


@planting("MAL04")
def council_is_undercut(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := [each for each in _numbers(draft) if (each.target.low or 0) < 90]):  # type: ignore[union-attr]
        return None
    old = rng.choice(shares)
    council = (old.target.low if old.target else 0) or 0
    return _indicator(draft, old, replace(old, council_target=_share(council + 7)))


def _share(value: float) -> Target:
    return Target(f"{sv(value, 0)} %", TargetKind.NUMBER, value, value, "%")


@planting("MAL05")
def unit_is_missing(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    old = rng.choice(shares)
    value = (old.target.low if old.target else 0) or 0
    return _indicator(
        draft, old, replace(old, target=Target(sv(value, 0), TargetKind.NUMBER, value, value, None))
    )


@planting("MAL06")
def two_targets_for_one(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    old = rng.choice(shares)
    value = (old.target.low if old.target else 0) or 0
    other = replace(
        old, goal=draft.indicators[-1].goal, target=_share(value - 5), council_target=None, comment=None
    )
    return replace(draft, indicators=(*draft.indicators, other))


@planting("MAL07")
def two_names_for_one(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    levels = [
        (goal, each)
        for goal, each in _levels(draft)
        if re.search(r"[a-zåäö]{9,}", each.text.split("uppgår")[0])
    ]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    word = max(re.findall(r"[a-zåäö]{9,}", old.text.split("uppgår")[0]), key=len)
    return _expect(draft, goal, old, replace(old, text=old.text.replace(word, "mellan" + word[-7:], 1)))


@planting("MAL08")
def share_is_over_hundred(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    old = rng.choice(shares)
    value = ((old.target.low if old.target else 0) or 0) + 100
    return _indicator(draft, old, replace(old, target=_share(value)))


@planting("MAL09")
def measured_later(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    text = f"Införandet sker först {(draft.year or 0) + 1} och måttet följs därefter."
    old = rng.choice(shares)
    return _indicator(draft, old, replace(old, comment=text))


@planting("MAL10")
def nothing_to_measure(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (levels := _levels(draft)):
        return None
    goal, _ = rng.choice(levels)
    indicators = tuple(each for each in draft.indicators if each.goal != goal.number)
    expected = (Expected("Förvaltningen har utvecklat sina arbetssätt."),)
    return _goal(replace(draft, indicators=indicators), goal, replace(goal, expected=expected))


# Structure


@planting("STR01")
def goal_without_parent(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice([each for each in draft.goals if each.level == 3])
    number = f"{old.number.split('.')[0]}.9.{old.number.split('.')[2]}"
    new = replace(old, number=number)
    draft = _goal(draft, old, new)
    return replace(
        draft,
        indicators=tuple(replace(e, goal=number) if e.goal == old.number else e for e in draft.indicators),
        activities=tuple(replace(e, goal=number) if e.goal == old.number else e for e in draft.activities),
    )


@planting("STR02")
def goal_without_activities(draft: PlanDraft, rng: Random) -> PlanDraft:
    goal = rng.choice([each for each in draft.goals if each.level == 3])
    return replace(draft, activities=tuple(each for each in draft.activities if each.goal != goal.number))


@planting("STR02")
def goal_without_indicators(draft: PlanDraft, rng: Random) -> PlanDraft:
    goal = rng.choice([each for each in draft.goals if each.level == 3])
    homes = (goal.number, goal.parent)
    return replace(draft, indicators=tuple(each for each in draft.indicators if each.goal not in homes))


@planting("STR03")
def gap_in_goals(draft: PlanDraft, rng: Random) -> PlanDraft:
    last = [each for each in draft.goals if each.level == 3][-1]
    head, _, number = last.number.rpartition(".")
    new = f"{head}.{int(number) + 2}"
    draft = _goal(draft, last, replace(last, number=new))
    return replace(
        draft,
        indicators=tuple(replace(e, goal=new) if e.goal == last.number else e for e in draft.indicators),
        activities=tuple(replace(e, goal=new) if e.goal == last.number else e for e in draft.activities),
    )


@planting("STR03")
def gap_in_decisions(draft: PlanDraft, rng: Random) -> PlanDraft:
    at = rng.randrange(1, len(draft.decisions))
    moved = tuple(replace(each, number=each.number + (i >= at)) for i, each in enumerate(draft.decisions))
    return replace(draft, decisions=moved)


@planting("STR03", "STR04")
def appendix_is_lost(draft: PlanDraft, rng: Random) -> PlanDraft:
    at = rng.randrange(1, len(draft.appendices) - 1)
    return replace(draft, appendices=draft.appendices[:at] + draft.appendices[at + 1 :])


@planting("STR04")
def appendix_beyond_the_list(draft: PlanDraft, rng: Random) -> PlanDraft:
    number = str(len(draft.appendices) + rng.randint(1, 4))
    return _some_prose(draft, rng, f"Arbetet beskrivs närmare i planen för området, se bilaga {number}.")


@planting("STR04")
def heading_that_is_not(draft: PlanDraft, rng: Random) -> PlanDraft:
    return _some_prose(draft, rng, "Beloppen framgår under rubriken Ombyggda fastigheter.")


@planting("STR05")
def wrong_appendix(draft: PlanDraft, rng: Random) -> PlanDraft:
    old, other = rng.sample(_requests(draft), 2)
    wrong = other.appendices[0]
    text = old.text.replace(f"bilaga {old.appendices[0]}.", f"bilaga {wrong}.")
    return _decision(draft, old, replace(old, text=text, appendices=(wrong,)))


@planting("STR05")
def wrong_appendix_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    units = next(each.number for each in draft.appendices if "Resultatenheter" in each.title)
    wrong = rng.choice([each.number for each in draft.appendices if each.number != units])
    return _some_prose(draft, rng, f"Samtliga sex enheter ska vara resultatenheter, se bilaga {wrong}.")


@planting("STR06")
def activity_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(draft.activities)
    return _activity(draft, old, replace(old, start=date((draft.year or 0) - 1, 1, 1)))


@planting("STR07")
def dates_are_swapped(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(draft.activities)
    return _activity(draft, old, replace(old, start=old.end, end=old.start))


@planting("STR08")
def year_against_itself(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = draft.year or 0
    return _reword(
        draft, rng.choice(_areas(draft)), lambda text: text.replace(f"för {year - 1}", f"för {year}")
    )


@planting("STR09")
def turnover_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    total = _turnover(draft).rows[-1].values[0] or 0.0
    text = f"Omslutningsförändringarna för {(draft.year or 0) - 1} beräknas till {sv(total)} mnkr."
    return _say(draft, "Omslutningsförändringar", text)


@planting("STR09", "SUM06")
def budget_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Nämndens ekonomiska ramar")
    year = draft.year or 0
    return _reword(draft, home, lambda text: text.replace(str(year), str(year - 1)))


@planting("STR09")
def future_that_has_been(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = (draft.year or 0) - 1
    return _some_prose(draft, rng, f"Den slutliga fördelningen är känd först under hösten {year}.")


@planting("STR10")
def span_runs_backwards(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = draft.year or 0
    return _some_prose(draft, rng, f"Arbetet följer stadens miljöprogram {year + 2}–{year - 1}.")


@planting("STR10")
def outcome_of_this_year(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    levels = [(goal, each) for goal, each in _levels(draft) if each.previous]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    year = draft.year or 0
    text = old.text.replace(f"utfall {year - 1}", f"utfall {year}")
    return _expect(draft, goal, old, replace(old, text=text, previous=replace(old.previous, year=year)))  # type: ignore[type-var]


@planting("STR11")
def goal_worded_otherwise(draft: PlanDraft, rng: Random) -> PlanDraft:
    goal = rng.choice([each for each in draft.goals if each.level <= 2 and len(each.text.split()) > 4])
    words = goal.text.split()
    at = rng.randrange(1, len(words) - 1)
    other = " ".join([*words[:at], "alltid", *words[at:]])
    sections = tuple(
        replace(each, title=other) if each.number == goal.number else each for each in draft.sections
    )
    return replace(draft, sections=sections)


@planting("STR12")
def place_spelt_otherwise(draft: PlanDraft, rng: Random) -> PlanDraft:
    draft = _some_prose(draft, rng, "Samarbetet med Kvarnsjö-Hagen fortsätter.")
    draft = _some_prose(draft, rng, "Även Kvarnsjö-Hagen deltar i arbetet.")
    return _some_prose(draft, rng, "Kursen hålls tillsammans med Kvarnsjö/Hagen.")


@planting("STR12")
def place_slipped(draft: PlanDraft, rng: Random) -> PlanDraft:
    for lead in ("Torget i", "Parken i", "Skolan i", "Vägen genom", "Biblioteket i"):
        draft = _some_prose(draft, rng, f"{lead} Älvstrand rustas.")
    return _some_prose(draft, rng, "Badet i Älvstarnd rustas.")


@planting("STR13")
def appendix_never_named(draft: PlanDraft, rng: Random) -> PlanDraft:
    number = str(len(draft.appendices) + 1)
    extra = Appendix(number, f"Handlingsplan för vatten {draft.year}")
    return replace(draft, appendices=(*draft.appendices, extra))


@planting("STR14")
def table_that_is_not(draft: PlanDraft, rng: Random) -> PlanDraft:
    return _say(draft, "Klimat och miljö", "Utsläppen per område framgår av tabellen nedan.")


# Language


@planting("SPR01")
def not_filled_in(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = rng.choice(("Insatsen kostar XX mnkr.", "Ansvarig är [fyll i namn].", "Antalet platser är ???."))
    return _some_prose(draft, rng, text)


@planting("SPR02")
def minus_and_lower(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = rng.choice(("Kostnaden är -0,4 mnkr lägre än tidigare.", "Hyrorna minskar med -1,2 mnkr."))
    return _some_prose(draft, rng, text)


@planting("SPR03")
def short_without_words(draft: PlanDraft, rng: Random) -> PlanDraft:
    return _some_prose(draft, rng, f"Arbetet leds av {rng.choice(('RTKG', 'MVUA', 'ÖFSK'))} under året.")


@planting("SPR04")
def two_words_for_one(draft: PlanDraft, rng: Random) -> PlanDraft:
    draft = _some_prose(draft, rng, "Personer med funktionsnedsättning får stöd.")
    return _some_prose(draft, rng, "Unga med funktionsvariation bjuds in.")
