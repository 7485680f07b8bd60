"""Lights: every rule with its figures, what cannot be judged, and the decided judgement beside."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period
from tertial.foundation.words import Refused
from tertial.measures.rules.light import (
    Figures,
    JudgementRefused,
    Light,
    Proposal,
    Thresholds,
    decide,
    propose,
)
from tertial.measures.rules.measure import Better, Frequency, MeasureRow
from tertial.measures.rules.target import Scale, Target, TargetKind, Way, at_least, at_most, number

T1, T2, YEAR = Period.of_tertial(2026, 1), Period.of_tertial(2026, 2), Period.of_year(2026)
SHARE = MeasureRow("sick", "Sjukfrånvaro", "%", 1, Better.LOWER)
COUNT = MeasureRow("jobs", "Antal jobb", "st", cumulative=True)
EITHER = MeasureRow("balance", "Avvikelse", "%", 1, Better.NEITHER)
YEARLY = replace(SHARE, frequency=Frequency.YEAR)


def light(
    measure: MeasureRow,
    target: Target,
    period: Period,
    *,
    limits: Thresholds | None = None,
    scale: Scale = Scale.OWN,
    **values: str,
) -> Proposal:
    given = {name: D(value) for name, value in values.items()}
    figures = Figures(
        measure,
        target,
        period,
        given.get("actual"),
        given.get("forecast"),
        given.get("last_year"),
        scale,
    )
    return propose(figures, limits)


MIN, MAX, FIFTY = at_least(D(73), "%"), at_most(D(8), "%"), number(D(50), "st")
BAND = Target(TargetKind.BAND, D(-1), D(1), "%")
UP, DOWN, SAME, BETTER = (Target(TargetKind.DIRECTION, way=way, text=way) for way in Way)


@pytest.mark.parametrize(
    ("measure", "target", "period", "values", "expected", "rule"),
    [
        pytest.param(SHARE, MAX, YEAR, {"actual": "8"}, Light.MET, "met", id="at most, exactly"),
        pytest.param(SHARE, MAX, YEAR, {"actual": "10"}, Light.PARTLY, "within-tolerance", id="2 points"),
        pytest.param(SHARE, MAX, YEAR, {"actual": "10.1"}, Light.NOT, "missed", id="more than 2 points"),
        pytest.param(SHARE, MIN, YEAR, {"actual": "74"}, Light.MET, "met", id="at least"),
        pytest.param(SHARE, MIN, YEAR, {"actual": "71"}, Light.PARTLY, "within-tolerance", id="just under"),
        pytest.param(COUNT, FIFTY, YEAR, {"actual": "50"}, Light.MET, "met", id="count"),
        pytest.param(COUNT, FIFTY, YEAR, {"actual": "60"}, Light.MET, "met", id="count, more is better"),
        pytest.param(COUNT, FIFTY, YEAR, {"actual": "47.5"}, Light.PARTLY, "within-tolerance", id="5 %"),
        pytest.param(COUNT, FIFTY, YEAR, {"actual": "47"}, Light.NOT, "missed", id="below 5 %"),
        pytest.param(EITHER, number(D(5)), YEAR, {"actual": "8"}, Light.NOT, "missed", id="exact, over"),
        pytest.param(EITHER, number(D(5)), YEAR, {"actual": "5"}, Light.MET, "met", id="exact"),
        pytest.param(EITHER, BAND, YEAR, {"actual": "-1"}, Light.MET, "met", id="band"),
        pytest.param(EITHER, BAND, YEAR, {"actual": "-2.5"}, Light.PARTLY, "within-tolerance", id="near it"),
        pytest.param(COUNT, FIFTY, T1, {"actual": "20", "forecast": "50"}, Light.MET, "met", id="forecast"),
        pytest.param(
            COUNT, FIFTY, T2, {"actual": "50", "forecast": "40"}, Light.NOT, "missed", id="forecast decides"
        ),
        pytest.param(COUNT, FIFTY, T1, {"actual": "20"}, Light.UNKNOWN, "no-forecast", id="accumulated"),
        pytest.param(SHARE, MAX, T1, {"actual": "7"}, Light.MET, "met", id="outcome so far"),
        pytest.param(SHARE, MAX, T1, {}, Light.UNKNOWN, "no-forecast", id="nothing in T1"),
        pytest.param(SHARE, MAX, YEAR, {"forecast": "7"}, Light.UNKNOWN, "no-outcome", id="no outcome"),
        pytest.param(YEARLY, MAX, T2, {"forecast": "7"}, Light.UNKNOWN, "not-asked", id="yearly in T2"),
        pytest.param(YEARLY, MAX, YEAR, {"actual": "7"}, Light.MET, "met", id="yearly at the year's end"),
        pytest.param(
            SHARE, DOWN, YEAR, {"actual": "6", "last_year": "7"}, Light.MET, "direction-met", id="down"
        ),
        pytest.param(
            SHARE, UP, YEAR, {"actual": "6", "last_year": "7"}, Light.NOT, "direction-not", id="wrong way"
        ),
        pytest.param(
            COUNT, UP, YEAR, {"actual": "101", "last_year": "100"}, Light.PARTLY, "direction-partly", id="1 %"
        ),
        pytest.param(
            COUNT, SAME, YEAR, {"actual": "101", "last_year": "100"}, Light.MET, "direction-met", id="held"
        ),
        pytest.param(
            COUNT, SAME, YEAR, {"actual": "150", "last_year": "100"}, Light.MET, "direction-met", id="better"
        ),
        pytest.param(
            EITHER, SAME, YEAR, {"actual": "9", "last_year": "5"}, Light.NOT, "direction-not", id="not held"
        ),
        pytest.param(
            SHARE, BETTER, YEAR, {"actual": "6", "last_year": "7"}, Light.MET, "direction-met", id="lower"
        ),
        pytest.param(
            EITHER, BETTER, YEAR, {"actual": "6", "last_year": "7"}, Light.UNKNOWN, "no-better", id="which?"
        ),
        pytest.param(SHARE, DOWN, YEAR, {"actual": "6"}, Light.UNKNOWN, "no-last-year", id="first year"),
        pytest.param(
            SHARE, Target(TargetKind.NONE), YEAR, {"actual": "6"}, Light.UNKNOWN, "no-target", id="none"
        ),
        pytest.param(
            SHARE, Target(TargetKind.PENDING), YEAR, {"actual": "6"}, Light.UNKNOWN, "target-awaited", id="p"
        ),
        pytest.param(
            SHARE,
            Target(TargetKind.DELEGATED, owner="nämnd"),
            T1,
            {"forecast": "6"},
            Light.UNKNOWN,
            "target-awaited",
            id="delegated",
        ),
        pytest.param(
            SHARE,
            Target(TargetKind.DIRECTION, text="bli bra"),
            YEAR,
            {"actual": "6"},
            Light.UNKNOWN,
            "target-unclear",
            id="words",
        ),
        pytest.param(
            SHARE,
            replace(MAX, scale=Scale.CITY),
            YEAR,
            {"actual": "6"},
            Light.UNKNOWN,
            "other-scale",
            id="the city's target",
        ),
        pytest.param(SHARE, FIFTY, YEAR, {"actual": "6"}, Light.UNKNOWN, "other-unit", id="pieces for share"),
    ],
)
def test_lights(
    measure: MeasureRow, target: Target, period: Period, values: dict[str, str], expected: Light, rule: str
) -> None:
    proposal = light(measure, target, period, **values)
    assert (proposal.light, proposal.rule) == (expected, rule)
    assert str(proposal.reason).endswith(".")
    assert "%(" not in str(proposal.reason)


def test_the_reason_names_rule_and_figures() -> None:
    reason = str(light(SHARE, MAX, T2, forecast="8.6").reason).replace("\u00a0", " ")
    assert (
        reason
        == "Prognosen för året 8,6 % är 0,6 % från årsmålet högst 8,0 %, inom toleransen 2 procentenheter."
    )


def test_an_improvement_counts_where_the_city_says_so() -> None:
    limits = Thresholds(improvement_is_partly=True)
    assert light(SHARE, MAX, YEAR, limits=limits, actual="12", last_year="13").rule == "improved"
    assert light(SHARE, MAX, YEAR, limits=limits, actual="12", last_year="11").rule == "missed"
    assert light(SHARE, MAX, YEAR, limits=limits, actual="12").rule == "missed"


def test_a_city_may_demand_a_forecast() -> None:
    limits = Thresholds(outcome_when_no_forecast=False)
    assert light(SHARE, MAX, T1, limits=limits, actual="7").rule == "no-forecast"


def test_the_citys_own_value_meets_the_citys_target() -> None:
    target = replace(MAX, scale=Scale.CITY)
    assert light(SHARE, target, YEAR, scale=Scale.CITY, actual="7").light is Light.MET
    assert light(SHARE, MAX, YEAR, scale=Scale.CITY, actual="7").rule == "other-scale"


def test_a_tolerance_is_not_negative() -> None:
    with pytest.raises(Refused):
        Thresholds(partly_percent=D(-1))


def test_a_judgement_that_differs_needs_a_reason() -> None:
    proposal = light(SHARE, MAX, YEAR, actual="12")
    assert not decide(proposal, Light.NOT).differs
    with pytest.raises(JudgementRefused, match="Skriv varför bedömningen är ”Uppfylls”"):
        decide(proposal, Light.MET, "  ")
    assert decide(proposal, Light.MET, " Mätfel i  december. ").reason == "Mätfel i december."


values = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


@given(values, values, values)
def test_coming_nearer_never_makes_the_light_worse(level: D, one: D, other: D) -> None:
    order = [Light.NOT, Light.PARTLY, Light.MET]
    low, high = sorted((one, other))
    worse, better = (propose(Figures(COUNT, at_least(level), YEAR, value)).light for value in (low, high))
    assert order.index(worse) <= order.index(better)


@pytest.mark.parametrize(
    ("period", "words"),
    [("2026", "full year 2026"), ("2026T1", "T1 2026"), ("2026-08", "August 2026"), ("2026H1", "H1 2026")],
)
def test_a_reason_names_its_period_in_the_readers_language(period: str, words: str) -> None:
    english = {"helår %(year)s": "full year %(year)s", "augusti": "August"}
    assert Period.parse(period).named.said(lambda text: english.get(text, text)) == words
    assert str(Period.parse(period).named) == Period.parse(period).label()
