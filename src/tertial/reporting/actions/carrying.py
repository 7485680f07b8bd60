"""What a unit that others were merged into starts with: the forecasts that they had written."""

from collections import defaultdict
from collections.abc import Sequence

from tertial.reporting.models import Answer, Report
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.money import figure_asked
from tertial.reporting.rules.money_row import sum_of_all
from tertial.reporting.rules.typed import decimal_of


def carry_money(made: Sequence[Report]) -> None:
    """Row by row, where all of them had written one. Who may was asked before."""
    written: dict[tuple[int | None, str, int | None], list[Answer]] = defaultdict(list)
    rows = Answer.objects.filter(kind=QuestionKind.MONEY.value).select_related("part__report__round")
    for old in rows.filter(part__report__above__in=made):
        written[old.part.report.above_id, old.question, old.measure_id].append(old)
    for new in rows.filter(part__report__in=made):
        olds = written[new.part.report_id, new.question, new.measure_id]
        figure = figure_asked(new.part.report.round.when)
        value = sum_of_all([decimal_of(each.content, figure) for each in olds])
        if value is not None:
            Answer.objects.filter(pk=new.pk).update(content={figure: format(value.normalize(), "f")})
