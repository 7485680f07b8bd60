"""A round in the small city: Strand's board with a goal and figures, its department and workplace below it."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from tertial.foundation.period import Period
from tertial.goals.models import Activity, Goal, Plan
from tertial.measures.models import GoalMeasure, Measure
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.reporting.actions.answers import Saved, save_answer
from tertial.reporting.actions.forms import publish_form
from tertial.reporting.actions.opening import open_whole
from tertial.reporting.actions.parts import approve, submit
from tertial.reporting.actions.rounds import plan_round
from tertial.reporting.models import Answer, FormVersion, Report, Round
from tertial.reporting.rules.forms import Choice, Each, Form, Items, Question, QuestionKind, Section, When
from tertial.reporting.rules.typed import Typed
from tests.chains import YEAR, a_goal, a_measure, a_plan, a_target, a_value, an_activity

T2 = Period.of_tertial(YEAR, 2)
T1 = Period.of_tertial(YEAR, 1)
UNITS = ("strand", "care", "home", "berg")

FORM = Form(
    "t",
    "¤Tertialrapport",
    sections=(
        Section(
            "mal",
            "¤Mål",
            (
                Question(
                    "utfall",
                    "¤Utfall",
                    QuestionKind.VALUE,
                    required=(When.ALWAYS,),
                    comment=(When.MISSING, When.DEVIATES, When.JUMPS),
                ),
                Question("bedomning", "¤Bedöm", QuestionKind.JUDGEMENT, required=(When.ALWAYS,)),
                Question("analys", "¤Analys", required=(When.ALWAYS,), word_limit=20),
                Question("aktiviteter", "¤Aktiviteter", QuestionKind.ITEMS, items=Items.ACTIVITIES),
            ),
            each=Each.GOAL,
        ),
        Section(
            "slut",
            "¤Sammanfattning",
            (
                Question("summa", "¤Viktigast"),
                Question(
                    "budget",
                    "¤Budgeten?",
                    QuestionKind.CHOICE,
                    choices=(Choice("ja", "¤Ja"), Choice("nej", "¤Nej")),
                ),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Told:
    """What the round is about."""

    round: Round
    goal: Goal
    share: Measure
    count: Measure
    activity: Activity

    def report(self, unit: str) -> Report:
        rows = Report.objects.select_related("round", "unit", "form_version")
        return rows.get(round=self.round, unit__key=unit)


def a_form(form: Form = FORM) -> FormVersion:
    return publish_form(by=SYSTEM, form=form)


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def _plan(key: str, of: Unit) -> Plan:
    """The unit's plan of the year: the one it has already, where the chain is there too."""
    return Plan.objects.filter(unit=of, year=YEAR).first() or a_plan(key, of)


def some_goals() -> tuple[Goal, Measure, Measure, Activity]:
    """Strand has a goal with a share of its own and a count that its workplace counts; home's goal serves it."""
    strand, home = unit("strand"), unit("home")
    goal = a_goal("s1", _plan("ps", strand), "board", "1.1")
    own = a_goal("h1", _plan("ph", home), "unit", "1", goal)
    share = a_measure("share", strand, over_units="none")
    count = a_measure("count", strand, unit_of_measure="st", decimals=0, over_units="sum", is_cumulative=True)
    for measure in (share, count):
        GoalMeasure.objects.create(goal=goal, measure=measure)
    GoalMeasure.objects.create(goal=own, measure=count)
    a_target(share, strand, "min", low=90)
    a_target(count, home, "min", low=40)
    a_value(share, strand, T1.code, "91")
    a_value(count, home, T1.code, "17")
    a_value(share, strand, T2.code, "92")
    activity = an_activity("akt", own, home)
    return goal, share, count, activity


def planned(key: str = "t2", period: Period = T2, form: Form = FORM, **more: Any) -> Round:
    given: dict[str, Any] = {
        "by": SYSTEM,
        "key": key,
        "title": f"¤Tertialrapport {period.label()}",
        "period": period,
        "form_version": a_form(form),
        "units": [unit(each) for each in UNITS],
        "opens_on": period.last,
        "last_days": {"unit": dt.date(YEAR, 9, 4), "board": dt.date(YEAR, 9, 18)},
    }
    return plan_round(**(given | more))


def opened(key: str = "t2", period: Period = T2, **more: Any) -> Round:
    round_ = planned(key, period, **more)
    for _done, _total in open_whole(round_):
        pass
    round_.refresh_from_db()
    return round_


def a_round(form: Form = FORM) -> Told:
    goal, share, count, activity = some_goals()
    return Told(opened(form=form), goal, share, count, activity)


def answer(report: Report, question: str, **more: Any) -> Answer:
    return Answer.objects.filter(part__report=report, question=question, **more).get()


def write(by: Any, report: Report, question: str, *, request: str = "", **typed: Any) -> Saved:
    found = answer(report, question, **({"measure__key": typed.pop("measure")} if "measure" in typed else {}))
    saved = save_answer(by=by, answer=found, typed=Typed(**typed), version=found.version, request=request)
    assert isinstance(saved, Saved)
    return saved


def filled(by: Any, report: Report) -> Report:
    """Everything that is required, written."""
    for found in Answer.objects.filter(part__report=report):
        typed = {
            "value": Typed(content={"value": "41"}),
            "judgement": Typed(content={"light": "met"}),
            "text": Typed(text="¤Det går bra."),
            "choice": Typed(content={"choice": "ja"}),
            "items": Typed(content={"status": "ongoing", "progress": "60"}),
        }[found.kind]
        if found.is_fetched and found.kind == "value":
            continue
        save_answer(by=by, answer=found, typed=typed, version=found.version)
    report.refresh_from_db()
    return report


def as_seen(page: str) -> dict[str, str]:
    """What a page says that its reader has seen, for its form to send along."""
    return dict(re.findall(r'<input type="hidden" name="(seen[^"]*)" value="([^"]*)"', page))


def approved(by: Any, report: Report) -> Report:
    filled(by, report)
    submit(by=by, report=report)
    return approve(by=by, report=report)
