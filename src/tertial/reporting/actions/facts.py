"""What is born when a part is approved: values, judgements and the news of activities."""

from collections.abc import Iterator, Sequence

from tertial.goals.actions.activities import report_activity
from tertial.measures.actions.judgements import judge
from tertial.measures.actions.reported import ReportedValue, put_reported
from tertial.measures.models import Measure
from tertial.measures.rules.breakdown import Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import Light
from tertial.organisation.access import By
from tertial.reporting.models import Answer, Report
from tertial.reporting.queries.money import MoneyRow
from tertial.reporting.queries.sheet import PartSheet, Row
from tertial.reporting.rules.below import covered
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.typed import decimal_of


def give_birth(by: By, report: Report, parts: Sequence[PartSheet]) -> None:
    """All in the transaction of the approval: either it is approved and the facts are there, or neither."""
    period, rows = report.round.when, [row for part in parts for row in part.rows]
    values = [value for row in rows for value in _values(row)]
    if values:
        put_reported(by=by, unit=report.unit, period=period, values=values, source=str(report.round))
    for part in parts:
        for row in part.rows:
            _judge(by, report, part, row)
            _progress(by, row.answer)


def _values(row: Row) -> Iterator[ReportedValue]:
    answer, measure = row.answer, row.answer.measure
    if row.money is not None and measure is not None:
        yield from _expected(row.money, measure, answer.comment)
    if row.question.kind is not QuestionKind.VALUE or measure is None or row.value is None:
        return
    if answer.is_missing:
        yield ReportedValue(measure, None, comment=answer.comment or answer.text)
        return
    rolled = row.value.rolled
    if rolled is not None and rolled.value is not None:
        yield ReportedValue(measure, rolled.value, numerator=rolled.numerator, denominator=rolled.denominator)
        return
    yield from _typed(answer)


def _expected(money: MoneyRow, measure: Measure, comment: str) -> Iterator[ReportedValue]:
    """The forecast, or the outcome that nobody had delivered; what was delivered is a fact already."""
    expected = money.line.expected
    if expected is None or (money.is_over and not money.figure and money.rolled is None):
        return
    kind = ValueKind.ACTUAL if money.is_over else ValueKind.FORECAST
    below = money.line.below
    some = covered(below) if below and below.lacking else ""
    yield ReportedValue(measure, expected, kind, comment=". ".join(filter(None, (some, comment))))


def _typed(answer: Answer) -> Iterator[ReportedValue]:
    measure, said = answer.measure, answer.content
    if measure is None or (value := decimal_of(said, "value")) is None:
        return
    above, below = decimal_of(said, "numerator"), decimal_of(said, "denominator")
    yield ReportedValue(measure, value, numerator=above, denominator=below, comment=answer.comment)
    for member in ("women", "men"):
        if (part := decimal_of(said, member)) is not None:
            yield ReportedValue(measure, part, breakdown=Breakdown(sex=member).code)
    if (forecast := decimal_of(said, "forecast")) is not None:
        yield ReportedValue(measure, forecast, ValueKind.FORECAST)


def _judge(by: By, report: Report, part: PartSheet, row: Row) -> None:
    light = row.answer.content.get("light")
    goal = part.part.goal
    if row.question.kind is not QuestionKind.JUDGEMENT or not light or goal is None:
        return
    judge(
        by=by,
        subject=goal,
        unit=report.unit,
        period=report.round.when,
        light=Light(light),
        reason=row.answer.comment,
    )


def _progress(by: By, answer: Answer) -> None:
    """Only what the report says is new: an activity may serve several units, and the latest word is the truth."""
    activity, said = answer.activity, answer.content
    if activity is None or not said.get("status"):
        return
    progress = int(said["progress"]) if said.get("progress") else activity.progress
    if (activity.status, activity.progress) == (said["status"], progress):
        return
    report_activity(
        by=by,
        activity=activity,
        status=said["status"],
        progress=progress,
        comment=answer.comment,
        reason=answer.comment,
    )
