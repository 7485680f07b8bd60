"""Planted errors of arithmetic: tables, prose, requests, changes of turnover."""

import re
from dataclasses import replace
from random import Random

from tertial.planning.rules.draft import Decision, Paragraph, PlanDraft, RowKind

from .economy import sv
from .planting import (
    AMOUNT,
    areas,
    asking,
    in_some_prose,
    main,
    off,
    other_amount,
    planting,
    requests,
    reword,
    say,
    sub_tables,
    turnover,
    with_cell,
    with_decision,
    with_section,
    with_table,
)


@planting("SUM01")
def sum_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice([t for t in draft.tables if t.rows[-1].kind is RowKind.SUM])
    return with_table(draft, table, with_cell(table, table.rows[-1], rng.randrange(2), off(rng)))


@planting("SUM01", "SUM02")
def row_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice([r for r in main(draft).rows if r.kind is RowKind.ROW])
    return with_table(draft, main(draft), with_cell(main(draft), row, rng.randrange(3, 6), off(rng)))


@planting("SUM02")
def part_is_larger(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice([r for r in main(draft).rows if r.kind is RowKind.OF_WHICH])
    return with_table(draft, main(draft), with_cell(main(draft), row, 4, 600 + off(rng)))


@planting("SUM03")
def net_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    row = rng.choice(main(draft).rows)
    return with_table(draft, main(draft), with_cell(main(draft), row, rng.randrange(3), off(rng)))


@planting("SUM04")
def difference_is_wrong(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice(sub_tables(draft))
    return with_table(draft, table, with_cell(table, rng.choice(table.rows), 2, off(rng)))


@planting("SUM05")
def sub_table_differs(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = rng.choice(sub_tables(draft))
    column, by = rng.choice((0, 1)), off(rng)
    rows = [r for r in table.rows if r.kind is not RowKind.OF_WHICH]
    for row in (rows[0], rows[-1]):
        for index, step in ((column, by), (2, by if column == 0 else -by)):
            current = next(r for r in table.rows if r.label == row.label and r.kind is row.kind)
            new = with_cell(table, current, index, step)
            draft, table = with_table(draft, table, new), new
    return draft


@planting("SUM06")
def level_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    return reword(draft, rng.choice(areas(draft)), lambda text: other_amount(text, 0, rng))


@planting("SUM06")
def change_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    return reword(draft, rng.choice(areas(draft)), lambda text: other_amount(text, 1, rng))


@planting("SUM06")
def direction_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    home = rng.choice(areas(draft))
    if " 0,0 mnkr" in home.paragraphs[0].text:
        return None
    turned = {"högre": "lägre", "lägre": "högre"}
    return reword(draft, home, lambda text: re.sub("högre|lägre", lambda word: turned[word.group()], text))


@planting("SUM06")
def total_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Nämndens ekonomiska ramar")
    return reword(draft, home, lambda text: other_amount(text, 0, rng))


@planting("SUM06")
def total_in_introduction(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Inledning")
    return reword(draft, home, lambda text: other_amount(text, 0, rng))


def _growth(draft: PlanDraft) -> tuple[float, float]:
    values = main(draft).rows[-1].values
    return (values[2] or 0.0) - (values[3] or 0.0), values[3] or 1.0


@planting("SUM07")
def percentage_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    change, base = _growth(draft)
    way = "ökat" if change >= 0 else "minskat"
    wrong = abs(100 * change / base) + rng.randint(4, 30) / 10
    money = f"{sv(abs(change))} mnkr ({sv(wrong)} procent)"
    text = f"Jämfört med {(draft.year or 0) - 1} har nämndens budget {way} med {money}."
    return say(draft, "Nämndens ekonomiska ramar", text)


@planting("SUM08")
def decided_amount(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(requests(draft))
    text = other_amount(old.text, 0, rng)
    amount = float(AMOUNT.findall(text)[0].replace(" ", "").replace(",", "."))
    return with_decision(draft, old, replace(old, text=text, amount_mnkr=amount))


@planting("SUM08", "SUM10")
def amount_in_request(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(asking(draft))
    last = replace(home.paragraphs[-1], text=other_amount(home.paragraphs[-1].text, 0, rng))
    return with_section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], last)))


@planting("SUM08", "SUM10")
def amount_in_heading(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(asking(draft))
    return with_section(draft, home, replace(home, title=other_amount(home.title, 0, rng)))


@planting("SUM09")
def request_without_decision(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = f"Vidare ansöker nämnden hos kommunstyrelsen om {rng.randint(300, 990)} tkr för kompetenslyft."
    return say(draft, rng.choice(areas(draft)).title, text)


@planting("SUM09")
def decision_without_text(draft: PlanDraft, rng: Random) -> PlanDraft:
    number = len(draft.decisions) + 1
    text = "Nämnden söker 7,7 mnkr i budgetjustering för sjösäkerhet enligt bilaga 1."
    return replace(draft, decisions=(*draft.decisions, Decision(number, text, 7.7, ("1",))))


@planting("SUM10")
def parts_of_request(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = rng.choice(asking(draft))
    whole = float(AMOUNT.findall(home.title)[0].replace(",", "."))
    one, other = round(whole * 0.4, 1), round(whole * 0.6 + rng.randint(5, 20) / 10, 1)
    text = f"Medel begärs för personal om {sv(one)} mnkr samt för lokaler om {sv(other)} mnkr."
    return with_section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], Paragraph(text))))


@planting("SUM11")
def turnover_does_not_net(draft: PlanDraft, rng: Random) -> PlanDraft:
    table = turnover(draft)
    return with_table(draft, table, with_cell(table, rng.choice(table.rows), 1, off(rng)))


@planting("SUM12")
def turnover_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Omslutningsförändringar")
    return reword(draft, home, lambda text: other_amount(text, 0, rng))


@planting("SUM12")
def turnover_in_decision(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = next(each for each in draft.decisions if "omslutning" in each.text)
    return with_decision(
        draft, old, replace(old, text=other_amount(old.text, 0, rng), amount_mnkr=(old.amount_mnkr or 0) + 1)
    )


@planting("SUM13")
def every_area_grows(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    rows = [r for r in main(draft).rows if r.kind is RowKind.ROW]
    less = [r.label for r in rows if (r.values[2] or 0) < (r.values[3] or 0)]
    if len(less) < 2:
        return None
    text = f"Samtliga verksamhetsområden har fått en utökad budget förutom {less[0].lower()}."
    return say(draft, "Nämndens ekonomiska ramar", text)


@planting("SUM14")
def parts_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    whole = rng.randint(90, 200) / 10
    one = rng.randint(10, 50) / 10
    other = whole - one + rng.choice((-1, 1)) * rng.randint(5, 20) / 10
    parts = f"varav {sv(one)} mnkr till lekplatser och {sv(other)} mnkr till stråk"
    text = f"Av medlen går {sv(whole)} mnkr till upprustning, {parts}."
    return in_some_prose(draft, rng, text)


@planting("SUM15")
def one_thing_two_amounts(draft: PlanDraft, rng: Random) -> PlanDraft:
    draft = in_some_prose(draft, rng, "Nämndens summa för kulturbidrag är 1,0 mnkr.")
    return in_some_prose(draft, rng, "Under året betalas 1,4 mnkr i kulturbidrag.")
