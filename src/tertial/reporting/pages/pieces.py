"""Pieces that several report pages share: the list of parts, and the lines of an error summary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tertial.reporting.models import Report
from tertial.reporting.pages.reading import DONE, Mark, mark_of
from tertial.reporting.queries.sheet import PartSheet, ReportSheet
from tertial.reporting.rules.forms import Section
from tertial.reporting.rules.states import OPEN, State


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the list: where it is, what is left and how long that may take."""

    sheet: PartSheet
    address: str
    title: str
    state: str
    said: str
    css: str
    is_here: bool

    @property
    def minutes(self) -> int:
        return self.sheet.minutes


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    lines: list[PartLine]


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the summary at the top, leading to its field."""

    anchor: str
    text: str


def address_of(name: str, report: Report, **more: object) -> str:
    keys = {"round_key": report.round.key, "unit_key": report.unit.key}
    return reverse(name, kwargs=keys | more)


def part_title(part: PartSheet) -> str:
    return f"{part.part.number} {part.part.title}".strip()


def parts_nav(sheet: ReportSheet, here: PartSheet | None = None) -> list[Group]:
    lines = [(each.section, _line(sheet.report, each, here)) for each in sheet.parts]
    groups = groupby(lines, key=lambda pair: _group(pair[0]))
    return [Group(name, [line for _, line in pairs]) for name, pairs in groups]


def _group(section: Section) -> str:
    """Parts of a section asked for each goal stand together under its title."""
    return section.title if section.each.value == "goal" else ""


def _line(report: Report, part: PartSheet, here: PartSheet | None) -> PartLine:
    mark, said, css = _said(part)
    return PartLine(
        sheet=part,
        address=address_of("report_part", report, place=part.part.place),
        title=part_title(part),
        state=mark.state,
        said=said,
        css=css,
        is_here=here is not None and here.part.pk == part.part.pk,
    )


def _said(part: PartSheet) -> tuple[Mark, str, str]:
    """The part's state, what is left of it in words, and how loud it is: what is finished is quiet."""
    if part.exempt:
        return Mark("streck", ""), gettext("Undantagen"), "done"
    given = f" {gettext('Hos %(who)s.') % {'who': part.part.given_to.name}}" if part.part.given_to else ""
    left = sum(1 for row in part.rows if row.lacks)
    if part.state is State.RETURNED:
        return mark_of(part.state), _left(left) or gettext("Kom tillbaka"), "att"
    if part.state not in OPEN:
        mark = mark_of(part.state)
        return mark, mark.word, "done"
    if part.is_done:
        return Mark("klar", gettext(DONE)), gettext(DONE), "done"
    mark = mark_of(part.state)
    words = _left(left) or gettext("Allt är ifyllt")
    minutes = gettext("cirka %(n)s min") % {"n": part.minutes} if part.minutes else ""
    return mark, ", ".join(each for each in (words, minutes) if each) + "." * bool(given) + given, ""


def _left(count: int) -> str:
    text = ngettext("%(n)s sak kvar", "%(n)s saker kvar", count)
    return text % {"n": count} if count else ""


def error_lines(rows: Iterable[tuple[int, str, str]]) -> Sequence[ErrorLine]:
    return [ErrorLine(f"f{pk}-{name}" if name else f"f{pk}", text) for pk, name, text in rows]
