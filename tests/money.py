"""A round that asks Strand and its parts about money: what is budgeted, what it has cost, and a part of a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from decimal import Decimal

from tertial.foundation.period import Period
from tertial.measures.models import Measure
from tertial.measures.rules.deviation import Tolerance
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.rules.forms import Form, Question, QuestionKind, Section, When
from tests.cast import a_unit
from tests.chains import YEAR, a_measure, a_value
from tests.reports import FORM, T2, UNITS, opened, unit

ROWS = ("netto-vard", "netto-vard-del", "netto-skola", "netto-annat")
MONEY = Question(
    "tabell",
    "¤Pengar",
    QuestionKind.MONEY,
    required=(When.ALWAYS,),
    comment=(When.DEVIATES, When.JUMPS),
    measures=(*ROWS, "¤finns-inte"),
    within=(("netto-vard-del", "netto-vard"),),
    tolerance=Tolerance(Decimal(1), Decimal(1)),
)
WITH_MONEY = changed(FORM, sections=(*FORM.sections, Section("ekonomi", "¤Ekonomi", (MONEY,))))
ONLY_MONEY = Form("e", "¤Ekonomirapport", sections=(Section("ekonomi", "¤Ekonomi", (MONEY,)),))


@dataclass(frozen=True)
class Asked:
    round: Round
    care: Measure
    part: Measure
    school: Measure

    def report(self, of: str = "home") -> Report:
        return Report.objects.select_related("round", "unit", "form_version").get(
            round=self.round, unit__key=of
        )

    def answer(self, measure: Measure, of: str = "home") -> Answer:
        return Answer.objects.get(part__report=self.report(of), measure=measure)


def some_money(of: str = "home") -> tuple[Measure, Measure, Measure]:
    """Care with a part of it, and a school. The fourth row is another unit's."""
    strand = unit("strand")
    care, part, school, other = (
        a_measure(
            key,
            strand,
            name=f"¤{key.removeprefix('netto-').capitalize()}, ¤netto",
            unit_of_measure="mnkr",
            decimals=1,
            better="lower",
            is_cumulative=True,
            over_units="sum",
        )
        for key in ROWS
    )
    ledger = ((care, "313.0", "205.1"), (part, "150.0", "99.0"), (school, "202.2", "139.4"))
    for measure, budget, actual in ledger:
        a_value(measure, unit(of), str(YEAR), budget, kind="budget")
        a_value(measure, unit(of), T2.code, actual)
    a_value(care, unit(of), str(YEAR), "312.0", kind="forecast")
    a_value(school, unit(of), str(YEAR), "203.0", kind="forecast")
    a_value(other, unit("berg"), str(YEAR), "9.0", kind="budget")
    return care, part, school


def a_second_unit(care: Measure, school: Measure) -> Unit:
    """Beside the first, below the same department, with a budget of its own."""
    other = a_unit("dag", unit("care"))
    for measure, budget in ((care, "100.0"), (school, "50.0")):
        a_value(measure, other, str(YEAR), budget, kind="budget")
    return other


def asked_about_money(period: Period = T2, form: Form = ONLY_MONEY, units: Sequence[str] = UNITS) -> Asked:
    last = {"unit": date(YEAR + 1, 1, 20)}
    return Asked(
        opened("pengar", period, form=form, last_days=last, units=[unit(each) for each in units]),
        *Measure.objects.filter(key__in=ROWS[:3]).order_by("pk"),
    )
