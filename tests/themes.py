"""A themed follow-up in the small city: Strand and Berg answered in T1, and are asked again in T2."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tertial.foundation.period import Period
from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.consolidating import add_heading, save_summary, sort_excerpts, take_along
from tertial.reporting.actions.parts import submit
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.rules.forms import Form, FormKind, Question, Section, When
from tests.chains import YEAR
from tests.reports import opened, write

T1, T2 = Period.of_tertial(YEAR, 1), Period.of_tertial(YEAR, 2)
FORM = Form(
    "naringsliv",
    "¤Näringsliv",
    FormKind.THEMED,
    "¤Svara ¤kort.",
    (
        Section(
            "1",
            "¤Företagsklimat",
            (
                Question("1.1", "¤Läge?", instruction="¤Kort.", required=(When.ALWAYS,)),
                Question("1.2", "¤Nytt?", required=(When.ALWAYS,)),
            ),
            number="1",
        ),
        Section("2", "¤Kompetens", (Question("2.1", "¤Behov?", required=(When.ALWAYS,)),), number="2"),
    ),
)
SAID = {
    "1.1": "¤Besöken ¤ökade 11 %.\n\n¤Tillstånd\n\n¤Väntan ¤är 18 %.",
    "1.2": "¤Ett ¤torg ¤byggs ¤om.",
    "2.1": "¤Kockar ¤svetsare ¤behövs.",
}


@dataclass(frozen=True)
class Theme:
    before: Round
    now: Round

    def report(self, unit: str, round_: Round | None = None) -> Report:
        rows = Report.objects.select_related("round", "unit", "form_version")
        return rows.get(round=round_ or self.now, unit__key=unit)

    def answer(self, unit: str, question: str) -> Answer:
        return Answer.objects.get(part__report=self.report(unit), question=question)


def a_theme_round(
    key: str, period: Period, units: tuple[str, ...] = ("strand", "berg"), **more: Any
) -> Round:
    from tests.reports import unit

    return opened(
        key,
        period,
        form=FORM,
        title=f"¤Näringsliv {period.label()}",
        units=[unit(each) for each in units],
        opens_on=period.last,
        last_days={"board": dt.date(YEAR, 11, 28)},
        **more,
    )


def answered(report: Report, by: Any = SYSTEM, over: dict[str, str] | None = None) -> Report:
    """Every question answered, and handed in."""
    for question, text in (SAID | (over or {})).items():
        write(by, report, question, text=text)
    report.refresh_from_db()
    return submit(by=by, report=report)


def a_theme() -> Theme:
    before = a_theme_round("tema-t1", T1)
    theme = Theme(before, before)
    for unit in ("strand", "berg"):
        answered(theme.report(unit, before))
    return Theme(before, a_theme_round("tema-t2", T2))


QUESTION = 8000710  # the number of Strand's first answer, for addresses


def a_theme_put_together() -> Theme:
    """Berg has answered, Strand writes; the city office has a heading, a passage, and two texts of one summary."""
    theme = a_theme()
    answered(theme.report("berg"))
    Answer.objects.filter(pk=theme.answer("strand", "1.1").pk).update(id=QUESTION)
    heading = add_heading(by=SYSTEM, round_=theme.now, section="1", title="¤Framåt")
    excerpt = take_along(by=SYSTEM, answer=theme.answer("berg", "1.2"), text=SAID["1.2"])
    sort_excerpts(by=SYSTEM, round_=theme.now, moved={excerpt: heading})
    take_along(by=SYSTEM, answer=theme.answer("berg", "2.1"), text=SAID["2.1"])
    for text in ("¤Ord 1.", "¤Ord 2."):
        save_summary(by=SYSTEM, round_=theme.now, section="1", text=text, version=1)
    return theme
