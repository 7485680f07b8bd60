"""Planted errors of structure and language: goals, references, dates, years, names, words."""

from dataclasses import replace
from datetime import date
from random import Random

from tertial.planning.rules.draft import Appendix, PlanDraft

from .economy import sv
from .planting import (
    areas,
    in_some_prose,
    levels_of,
    planting,
    requests,
    reword,
    say,
    turnover,
    with_activity,
    with_decision,
    with_expected,
    with_goal,
)


@planting("STR01")
def goal_without_parent(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice([each for each in draft.goals if each.level == 3])
    number = f"{old.number.split('.')[0]}.9.{old.number.split('.')[2]}"
    new = replace(old, number=number)
    draft = with_goal(draft, old, new)
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
    draft = with_goal(draft, last, replace(last, number=new))
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
    return in_some_prose(draft, rng, f"Arbetet beskrivs närmare i planen för området, se bilaga {number}.")


@planting("STR04")
def heading_that_is_not(draft: PlanDraft, rng: Random) -> PlanDraft:
    return in_some_prose(draft, rng, "Beloppen framgår under rubriken Ombyggda fastigheter.")


@planting("STR05")
def wrong_appendix(draft: PlanDraft, rng: Random) -> PlanDraft:
    old, other = rng.sample(requests(draft), 2)
    wrong = other.appendices[0]
    text = old.text.replace(f"bilaga {old.appendices[0]}.", f"bilaga {wrong}.")
    return with_decision(draft, old, replace(old, text=text, appendices=(wrong,)))


@planting("STR05")
def wrong_appendix_in_prose(draft: PlanDraft, rng: Random) -> PlanDraft:
    units = next(each.number for each in draft.appendices if "Resultatenheter" in each.title)
    wrong = rng.choice([each.number for each in draft.appendices if each.number != units])
    return in_some_prose(draft, rng, f"Samtliga sex enheter ska vara resultatenheter, se bilaga {wrong}.")


@planting("STR06")
def activity_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(draft.activities)
    return with_activity(draft, old, replace(old, start=date((draft.year or 0) - 1, 1, 1)))


@planting("STR07")
def dates_are_swapped(draft: PlanDraft, rng: Random) -> PlanDraft:
    old = rng.choice(draft.activities)
    return with_activity(draft, old, replace(old, start=old.end, end=old.start))


@planting("STR08")
def year_against_itself(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = draft.year or 0
    return reword(
        draft, rng.choice(areas(draft)), lambda text: text.replace(f"för {year - 1}", f"för {year}")
    )


@planting("STR09")
def turnover_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    total = turnover(draft).rows[-1].values[0] or 0.0
    text = f"Omslutningsförändringarna för {(draft.year or 0) - 1} beräknas till {sv(total)} mnkr."
    return say(draft, "Omslutningsförändringar", text)


@planting("STR09", "SUM06")
def budget_of_last_year(draft: PlanDraft, rng: Random) -> PlanDraft:
    home = next(s for s in draft.sections if s.title == "Nämndens ekonomiska ramar")
    year = draft.year or 0
    return reword(draft, home, lambda text: text.replace(str(year), str(year - 1)))


@planting("STR09")
def future_that_has_been(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = (draft.year or 0) - 1
    return in_some_prose(draft, rng, f"Den slutliga fördelningen är känd först under hösten {year}.")


@planting("STR10")
def span_runs_backwards(draft: PlanDraft, rng: Random) -> PlanDraft:
    year = draft.year or 0
    return in_some_prose(draft, rng, f"Arbetet följer stadens miljöprogram {year + 2}–{year - 1}.")


@planting("STR10")
def outcome_of_this_year(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    levels = [(goal, each) for goal, each in levels_of(draft) if each.previous]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    year = draft.year or 0
    text = old.text.replace(f"utfall {year - 1}", f"utfall {year}")
    return with_expected(draft, goal, old, replace(old, text=text, previous=replace(old.previous, year=year)))  # type: ignore[type-var]


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
    draft = in_some_prose(draft, rng, "Samarbetet med Kvarnsjö-Hagen fortsätter.")
    draft = in_some_prose(draft, rng, "Även Kvarnsjö-Hagen deltar i arbetet.")
    return in_some_prose(draft, rng, "Kursen hålls tillsammans med Kvarnsjö/Hagen.")


@planting("STR12")
def place_slipped(draft: PlanDraft, rng: Random) -> PlanDraft:
    for lead in ("Torget i", "Parken i", "Skolan i", "Vägen genom", "Biblioteket i"):
        draft = in_some_prose(draft, rng, f"{lead} Älvstrand rustas.")
    return in_some_prose(draft, rng, "Badet i Älvstarnd rustas.")


@planting("STR13")
def appendix_never_named(draft: PlanDraft, rng: Random) -> PlanDraft:
    number = str(len(draft.appendices) + 1)
    extra = Appendix(number, f"Handlingsplan för vatten {draft.year}")
    return replace(draft, appendices=(*draft.appendices, extra))


@planting("STR14")
def table_that_is_not(draft: PlanDraft, rng: Random) -> PlanDraft:
    return say(draft, "Klimat och miljö", "Utsläppen per område framgår av tabellen nedan.")


@planting("SPR01")
def not_filled_in(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = rng.choice(("Insatsen kostar XX mnkr.", "Ansvarig är [fyll i namn].", "Antalet platser är ???."))
    return in_some_prose(draft, rng, text)


@planting("SPR02")
def minus_and_lower(draft: PlanDraft, rng: Random) -> PlanDraft:
    text = rng.choice(("Kostnaden är -0,4 mnkr lägre än tidigare.", "Hyrorna minskar med -1,2 mnkr."))
    return in_some_prose(draft, rng, text)


@planting("SPR03")
def short_without_words(draft: PlanDraft, rng: Random) -> PlanDraft:
    return in_some_prose(draft, rng, f"Arbetet leds av {rng.choice(('RTKG', 'MVUA', 'ÖFSK'))} under året.")


@planting("SPR04")
def two_words_for_one(draft: PlanDraft, rng: Random) -> PlanDraft:
    draft = in_some_prose(draft, rng, "Personer med funktionsnedsättning får stöd.")
    return in_some_prose(draft, rng, "Unga med funktionsvariation bjuds in.")
