"""What deviates in a round: figures that do not reach their targets, and money beyond its budget."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Q

from tertial.foundation.words import N_
from tertial.measures.models import Measure, Target, Value
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import Figures as Weighed
from tertial.measures.rules.light import Light, propose
from tertial.measures.rules.target import Scale, TargetKind, in_words
from tertial.measures.rules.target import Target as TargetRule
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.queries.merged import merged_into
from tertial.reporting.queries.sheet import DEPTH, IS_EXCUSED
from tertial.reporting.rules.below import who_types
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.money import Line, figure_asked
from tertial.reporting.rules.money_row import Figures, make_row, own_or_merged
from tertial.reporting.rules.typed import decimal_of

TARGET = ("measure", "unit", "kind", "low", "high", "way", "scale", "due", "text")


@dataclass(frozen=True)
class Deviation:
    """A figure that is not on its way to the target. `weight` orders them: how far from it, in relation to it."""

    report: Report
    measure: Measure
    value: Decimal
    rule: TargetRule
    light: Light
    comment: str
    weight: Decimal
    place: int  # of the part it stands in
    answer: int
    word: str = ""  # of money: which way it goes

    @property
    def target(self) -> str:
        return in_words(self.rule, self.measure.unit_of_measure, self.measure.decimals)

    @property
    def apart(self) -> Decimal | None:
        """How far from the target, with its sign."""
        return None if self.rule.level is None else self.value - self.rule.level

    @property
    def is_explained(self) -> bool:
        return bool(self.comment.strip())


def deviations(round_: Round, reports: Sequence[Report]) -> list[Deviation]:
    """Figures given that are partly or not on target: the unexplained first, then those farthest away."""
    given = _given(round_, reports)
    measures = Measure.objects.in_bulk({each.measure for each in given})
    about = _About(round_, {each.pk: each for each in reports}, measures)
    values = [each for each in given if each.kind == QuestionKind.VALUE]
    money = [each for each in given if each.kind == QuestionKind.MONEY]
    found = [*_from_targets(about, values), *_from_budgets(about, money)]
    found.sort(key=lambda each: (each.is_explained, -each.weight, each.report.unit.name))
    return found


class _Given(NamedTuple):
    """A figure that somebody has given: columns and no model, for there are thousands."""

    report: int
    kind: str
    question: str
    measure: int
    content: Mapping[str, str]
    comment: str
    text: str
    place: int
    pk: int
    unit: int
    is_excused: bool
    line: tuple[int | None, ...]  # the report above, the one above that, and so on


@dataclass(frozen=True)
class _About:
    """The round, with its reports and measures by their numbers."""

    round: Round
    reports: Mapping[int, Report]
    measures: Mapping[int, Measure]


def _given(round_: Round, reports: Sequence[Report]) -> list[_Given]:
    """Figures somebody has typed, and every row of money: its outcome may be known without a word here.

    The rows of money are of the whole round, for what those below come to together.
    """
    typed = Q(kind=QuestionKind.VALUE.value, part__report__in=reports) & ~Q(content={})
    money = Q(kind=QuestionKind.MONEY.value, part__report__round=round_)
    rows = Answer.objects.filter(typed | money, measure__isnull=False)
    names = ("kind", "question", "measure", "content", "comment", "text", "part__place", "pk")
    whose = ("part__report__unit", "excused")
    line = ["__".join(("part__report", *["above"] * level)) for level in range(1, DEPTH)]
    found = rows.annotate(excused=IS_EXCUSED).values_list("part__report", *names, *whose, *line)
    own = 1 + len(names) + len(whose)
    return [_Given._make((*row[:own], row[own:])) for row in found]


def _from_targets(about: _About, given: Sequence[_Given]) -> Iterator[Deviation]:
    targets = _targets(about)
    asked = {pk: each.row for pk, each in about.measures.items()}
    for each in given:
        report, measure = about.reports[each.report], asked[each.measure]
        rule = targets.get((each.measure, report.unit_id))
        value, forecast = decimal_of(each.content, "value"), decimal_of(each.content, "forecast")
        if rule is None or value is None or rule.kind in (TargetKind.NONE, TargetKind.DIRECTION):
            continue
        light = propose(Weighed(measure, rule, about.round.when, value, forecast, scale=rule.scale)).light
        if light in (Light.PARTLY, Light.NOT):
            level = rule.level
            weight = abs(value - level) / abs(level) if level else Decimal(0)
            yield _deviation(about, each, value, rule, light, weight)


def _from_budgets(about: _About, given: Sequence[_Given]) -> Iterator[Deviation]:
    """Rows of money beyond what the form tolerates, typed or added up from below; a part of a row is in its whole."""
    questions = {each.key: each for _, each in about.round.form_version.form.questions()}
    ledger = _Ledger(about, given) if given else None
    for each in given:
        question, measure = questions.get(each.question), about.measures[each.measure]
        if ledger is None or question is None or each.report not in about.reports:
            continue
        line = ledger.line(each)
        budget, expected = line.against, line.expected
        is_beyond = not question.whole_of(measure.key) and line.is_beyond(question.tolerance)
        if not is_beyond or budget is None or expected is None:
            continue
        is_over = expected > budget
        weight = abs(expected - budget) / abs(budget) if budget else Decimal(1)
        rule, light = TargetRule(TargetKind.MAX, high=budget), Light.NOT if is_over else Light.PARTLY
        word = N_("Underskott") if is_over else N_("Överskott")
        yield _deviation(about, each, expected, rule, light, weight, word)


def _deviation(
    about: _About,
    given: _Given,
    value: Decimal,
    rule: TargetRule,
    light: Light,
    weight: Decimal,
    word: str = "",
) -> Deviation:
    report, measure = about.reports[given.report], about.measures[given.measure]
    comment = given.comment or given.text
    return Deviation(report, measure, value, rule, light, comment, weight, given.place, given.pk, word)


class _Ledger:
    """Budgets of the year and outcomes of the period, of the reports' units and of those below them."""

    def __init__(self, about: _About, given: Sequence[_Given]) -> None:
        self.about = about
        self.asked = figure_asked(about.round.when)
        self.rows: dict[tuple[str, int], dict[int, _Given]] = defaultdict(dict)
        for each in given:
            self.rows[each.question, each.measure][each.report] = each
        self.above: dict[int, int | None] = {}
        for each in given:
            line = [each.report, *(over for over in each.line if over is not None)]
            self.above |= dict(pairwise(line))
        self.known = self._known({each.measure for each in given}, {each.unit for each in given})
        bare = {each.unit for each in given if not self._has_budget(each.unit, each.measure)}
        self.merged = merged_into(bare) if bare else {}
        if olds := {old.pk for found in self.merged.values() for old in found}:
            self.known |= self._known({each.measure for each in given}, olds)

    def _has_budget(self, unit: int, measure: int) -> bool:
        return (unit, measure, ValueKind.BUDGET.value) in self.known

    def _known(
        self, measures: Collection[int], units: Collection[int]
    ) -> dict[tuple[int, int, str], Decimal]:
        when = self.about.round.when
        rows = Value.objects.filter(
            Q(kind=ValueKind.BUDGET.value, period=when.same_year().code)
            | Q(kind=ValueKind.ACTUAL.value, period=when.code),
            unit__in=units,
            measure__in=measures,
            breakdown=WHOLE.code,
            is_current=True,
            value__isnull=False,
        )
        found = rows.values_list("unit_id", "measure_id", "kind", "value")
        return {(unit, measure, kind): value for unit, measure, kind, value in found if value is not None}

    def line(self, row: _Given) -> Line:
        """As it stands in the report's own table."""
        rows = self.rows[row.question, row.measure]
        who = who_types(row.report, {pk: each.is_excused for pk, each in rows.items()}, self.above)
        return make_row(
            self.about.measures[row.measure].row,
            self._figures(row),
            {str(pk): self._figures(rows[pk]) for pk in who},
            is_over=self.asked == "value",
        ).line

    def _figures(self, row: _Given) -> Figures:
        return Figures(
            budget=self._own_or_merged(row, ValueKind.BUDGET),
            actual=self._own_or_merged(row, ValueKind.ACTUAL),
            typed=decimal_of(row.content, self.asked),
            is_excused=row.is_excused,
        )

    def _own_or_merged(self, row: _Given, kind: ValueKind) -> Decimal | None:
        units = (row.unit, *(old.pk for old in self.merged.get(row.unit, ())))
        own, *olds = (self.known.get((unit, row.measure, kind.value)) for unit in units)
        return own_or_merged(own, olds)


def _targets(about: _About) -> dict[tuple[int, int], TargetRule]:
    rows = Target.objects.filter(
        Q(scale=Scale.OWN.value) | Q(unit__kind="council"),
        measure__in=list(about.measures),
        unit__in={each.unit_id for each in about.reports.values()},
        year=about.round.when.year,
    )
    found = {}
    for each in rows.select_related("owner").only(*TARGET, "owner__name"):
        each.measure = about.measures[each.measure_id]
        found[each.measure_id, each.unit_id] = each.rule
    return found
