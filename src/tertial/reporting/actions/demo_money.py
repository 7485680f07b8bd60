"""The tables of money in the demo city's reports: forecasts near the ledger's, and words where they are not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tertial.foundation.period import Period, PeriodKind
from tertial.measures.models import Value
from tertial.measures.rules.aggregate import adds_up
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.deviation import deviation
from tertial.organisation.queries import Organisation
from tertial.reporting.models import Answer
from tertial.reporting.queries.sheet import ReportSheet
from tertial.reporting.rules import sample
from tertial.reporting.rules.forms import Form, QuestionKind
from tertial.reporting.rules.money import Line, total
from tertial.reporting.rules.states import State

MONEY = ("budgethallning", "ekonomi-analys")  # said after what the table comes to
Key = tuple[int, int, str]  # unit, measure, kind


@dataclass
class DemoLedger:
    """What is known of a period's money: budgets and forecasts of the year, outcomes of the period."""

    period: Period
    form: Form
    is_open: bool
    organisation: Organisation
    added_up: set[tuple[str, int]] = field(default_factory=set)  # unit, measure: units below it have the row
    known: dict[Key, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        year = self.period.same_year().code
        named = {key for _, question in self.form.questions() for key in question.measures}
        rows = Value.objects.filter(
            measure__key__in=named, period__in={year, self.period.code}, is_current=True, value__isnull=False
        )
        for unit, key, measure, kind, period, value in rows.values_list(
            "unit_id", "unit__key", "measure_id", "kind", "period", "value"
        ):
            if value is not None and (kind != ValueKind.ACTUAL or period == self.period.code):
                self.known[unit, measure, kind] = value
                self.added_up |= {(above, measure) for above in self.organisation.line(key)[1:]}

    def write(self, answers: Sequence[Answer]) -> None:
        """Types the forecasts of one report; sums of units are told when those have written."""
        for answer in answers:
            measure, is_begun = answer.measure, answer.part.state != State.NOT_STARTED
            if answer.kind != QuestionKind.MONEY or measure is None or not is_begun:
                continue
            is_sum = adds_up(measure.row) and (answer.part.report.unit.key, measure.pk) in self.added_up
            if is_sum or self.period.kind is PeriodKind.YEAR:
                continue
            expected = self._forecast(answer)
            answer.content = {} if expected is None else {"forecast": format(expected.normalize(), "f")}

    def _forecast(self, answer: Answer) -> Decimal | None:
        """In T1 what the facts say; in the open round a step on from there, and some rows not written yet."""
        before = self._of(answer, ValueKind.FORECAST)
        if before is None or not self.is_open:
            return before
        measure = answer.measure.key if answer.measure else ""
        seed = f"{answer.part.report.unit.key} {measure}"
        if answer.part.state == State.ONGOING and sample.pick(seed, 4) == 0:
            return None
        return sample.forecast(seed, before)

    def _of(self, answer: Answer, kind: ValueKind) -> Decimal | None:
        return self.known.get((answer.part.report.unit_id, answer.measure_id or 0, kind.value))


def why(line: Line) -> str:
    is_under = deviation(line.against or Decimal(0), line.expected or Decimal(0)) > 0
    return sample.ROW_UNDER if is_under else sample.ROW_OVER


def tell_sums(sheet: ReportSheet) -> None:
    """What its people write of what the table comes to, once those below have written too."""
    rows = [row for part in sheet.parts for row in part.rows]
    tables = [row.money for row in rows if row.money]
    choice, text = sample.budget_kept(total(each.line for each in tables).deviation or Decimal(0))
    for row in rows:
        if row.question.key in MONEY and row.answer.is_answered:
            is_choice = row.answer.kind == QuestionKind.CHOICE
            changed = {"content": {"choice": choice}} if is_choice else {"text": text}
            Answer.objects.filter(pk=row.answer.pk).update(**changed)
