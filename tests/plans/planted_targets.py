"""Planted errors of targets: expected results, indicators, units, names."""

import re
from dataclasses import replace
from random import Random

from tertial.planning.rules.draft import Expected, Indicator, PlanDraft, Previous, Target, TargetKind

from .economy import sv
from .planting import levels_of, planting, with_expected, with_goal, with_indicator


@planting("MAL01")
def expected_differs(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (levels := levels_of(draft)):
        return None
    goal, old = rng.choice(levels)
    value = (old.value or 0) + (-3 if (old.value or 0) > 50 else 4)
    text = re.sub(r"(?<=minst |lägst )[\d ]+(?= procent)", sv(value, 0), old.text)
    return with_expected(draft, goal, old, replace(old, text=text, value=value))


@planting("MAL02")
def looser_than_last_year(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    levels = [(goal, each) for goal, each in levels_of(draft) if each.previous and (each.value or 0) < 95]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    outcome = (old.value or 0) + 4
    text = re.sub(r"(?<=: )[\d ]+(?= procent\))", sv(outcome, 0), old.text)
    previous = Previous((draft.year or 0) - 1, outcome)
    return with_expected(draft, goal, old, replace(old, text=text, previous=previous))


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
    return with_indicator(draft, old, replace(old, target=target, council_target=None, comment=None))


@planting("MAL04")
def council_is_undercut(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := [each for each in _numbers(draft) if (each.target.low or 0) < 90]):  # type: ignore[union-attr]
        return None
    old = rng.choice(shares)
    council = (old.target.low if old.target else 0) or 0
    return with_indicator(draft, old, replace(old, council_target=_share(council + 7)))


def _share(value: float) -> Target:
    return Target(f"{sv(value, 0)} %", TargetKind.NUMBER, value, value, "%")


@planting("MAL05")
def unit_is_missing(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    old = rng.choice(shares)
    value = (old.target.low if old.target else 0) or 0
    return with_indicator(
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
        for goal, each in levels_of(draft)
        if re.search(r"[a-zåäö]{9,}", each.text.split("uppgår")[0])
    ]
    if not levels:
        return None
    goal, old = rng.choice(levels)
    word = max(re.findall(r"[a-zåäö]{9,}", old.text.split("uppgår")[0]), key=len)
    return with_expected(draft, goal, old, replace(old, text=old.text.replace(word, "mellan" + word[-7:], 1)))


@planting("MAL08")
def share_is_over_hundred(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    old = rng.choice(shares)
    value = ((old.target.low if old.target else 0) or 0) + 100
    return with_indicator(draft, old, replace(old, target=_share(value)))


@planting("MAL09")
def measured_later(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (shares := _numbers(draft)):
        return None
    text = f"Införandet sker först {(draft.year or 0) + 1} och måttet följs därefter."
    old = rng.choice(shares)
    return with_indicator(draft, old, replace(old, comment=text))


@planting("MAL10")
def nothing_to_measure(draft: PlanDraft, rng: Random) -> PlanDraft | None:
    if not (levels := levels_of(draft)):
        return None
    goal, _ = rng.choice(levels)
    indicators = tuple(each for each in draft.indicators if each.goal != goal.number)
    expected = (Expected("Förvaltningen har utvecklat sina arbetssätt."),)
    return with_goal(replace(draft, indicators=indicators), goal, replace(goal, expected=expected))
