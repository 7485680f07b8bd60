"""The round as the city office follows it: every report and part with its state, who is late, what deviates.

A number of queries that is the same for ten reports and for four hundred.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from tertial.foundation.words import swedish_order
from tertial.measures.models import Measure, Target
from tertial.measures.rules.light import Figures, Light, propose
from tertial.measures.rules.target import Scale, TargetKind, in_words
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, Exemption, Part, Reminder, Report, Round
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.states import HANDED_IN, State, of_report
from tertial.reporting.rules.typed import decimal_of

COLUMNS_AT_MOST = 12
TARGET = ("measure", "unit", "kind", "low", "high", "way", "scale", "due", "text")


@dataclass(frozen=True)
class Cell:
    """The state of a unit's parts in one section; none of them means that it is not asked."""

    section: str
    state: State | None
    parts: int = 0
    done: int = 0
    is_late: bool = False
    exempt: str = ""


@dataclass(frozen=True)
class Line:
    """A unit's row. `done` of `count` parts are handed in."""

    report: Report
    unit: Unit
    state: State
    cells: tuple[Cell, ...]
    done: int
    count: int
    is_late: bool
    last_change: datetime | None
    changed_by: str
    reminders: tuple[Reminder, ...] = ()
    exempt: str = ""
    below: tuple[int, int] = (0, 0)

    @property
    def is_handed_in(self) -> bool:
        return self.state in HANDED_IN


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

    @property
    def target(self) -> str:
        return in_words(self.rule, self.measure.unit_of_measure, self.measure.decimals)

    @property
    def is_explained(self) -> bool:
        return bool(self.comment.strip())


@dataclass(frozen=True)
class Overview:
    round: Round
    columns: tuple[tuple[str, str], ...]  # section's key and title
    lines: tuple[Line, ...]
    deviations: tuple[Deviation, ...]
    today: date

    @property
    def counts(self) -> dict[State, int]:
        found: dict[State, int] = defaultdict(int)
        for each in self.lines:
            if not each.exempt:
                found[each.state] += 1
        return dict(found)

    @property
    def coverage(self) -> tuple[int, int]:
        """24 of 31: handed in, of those who take part."""
        asked = [each for each in self.lines if not each.exempt]
        return sum(1 for each in asked if each.state in HANDED_IN), len(asked)

    @property
    def late(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.is_late)

    @property
    def unexplained(self) -> tuple[Deviation, ...]:
        return tuple(each for each in self.deviations if not each.is_explained)


def overview(round_: Round, today: date | None = None, kinds: Sequence[str] = ()) -> Overview:
    """Late ones first, then those sent back, those to look at, and the rest; each by name."""
    day = today or timezone.localdate()
    rows = round_.reports.select_related("unit", "round")
    reports = list(rows.filter(unit__kind__in=kinds) if kinds else rows)
    form = round_.form_version.form
    columns = tuple((each.key, each.title) for each in form.sections)[:COLUMNS_AT_MOST]
    loaded = _load(reports)
    lines = [_line(report, columns, loaded, day) for report in reports]
    lines.sort(key=lambda each: (_order(each), swedish_order(each.unit.name)))
    return Overview(round_, columns, tuple(lines), tuple(_deviations(round_, reports)), day)


_RANK = (State.RETURNED, State.SUBMITTED, State.ONGOING, State.NOT_STARTED, State.APPROVED, State.SIGNED)


def _order(line: Line) -> int:
    if line.exempt:
        return 99
    return 0 if line.is_late else 1 + (_RANK.index(line.state) if line.state in _RANK else len(_RANK))


@dataclass(frozen=True)
class _Loaded:
    parts: Mapping[int, Sequence[tuple[str, State]]]
    saved: Mapping[int, datetime]
    reminders: Mapping[int, Sequence[Reminder]]
    exempt: Mapping[tuple[int, str], str]
    below: Mapping[int, tuple[int, int]]


def _load(reports: Sequence[Report]) -> _Loaded:
    pks = [each.pk for each in reports]
    parts: dict[int, list[tuple[str, State]]] = defaultdict(list)
    for report, section, state in Part.objects.filter(report__in=pks).values_list(
        "report", "section", "state"
    ):
        parts[report].append((section, State(state)))
    saved = Answer.objects.filter(part__report__in=pks, saved_at__isnull=False)
    latest = saved.values_list("part__report").annotate(at=Max("saved_at"))
    reminders: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.filter(report__in=pks):
        reminders[reminder.report_id].append(reminder)
    exempt = {(e.report_id, e.section): e.reason for e in Exemption.objects.filter(report__in=pks)}
    return _Loaded(parts, dict(latest), reminders, exempt, _below(pks))


def _below(pks: Sequence[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for above, state in Report.objects.filter(above__in=pks).values_list("above", "state"):
        if above is None:
            continue
        done, count = found.get(above, (0, 0))
        found[above] = (done + (state in HANDED_IN), count + 1)
    return found


def _line(report: Report, columns: Sequence[tuple[str, str]], loaded: _Loaded, today: date) -> Line:
    exempt = loaded.exempt.get((report.pk, ""), "")
    is_past = report.last_day is not None and report.last_day < today
    parts = loaded.parts.get(report.pk, ())
    cells = tuple(_cell(report, key, parts, loaded, is_past and not exempt) for key, _ in columns)
    asked = [state for section, state in parts if (report.pk, section) not in loaded.exempt]
    state, saved = State(report.state), loaded.saved.get(report.pk)
    return Line(
        report=report,
        unit=report.unit,
        state=state,
        cells=cells,
        done=sum(1 for each in asked if each in HANDED_IN),
        count=len(asked),
        is_late=is_past and state not in HANDED_IN and not exempt,
        last_change=max((each for each in (saved, report.changed_at) if each), default=None),
        changed_by=report.changed_by_name,
        reminders=tuple(loaded.reminders.get(report.pk, ())),
        exempt=exempt,
        below=loaded.below.get(report.pk, (0, 0)),
    )


def _cell(
    report: Report, section: str, parts: Sequence[tuple[str, State]], loaded: _Loaded, is_past: bool
) -> Cell:
    states = [state for key, state in parts if key == section]
    if not states:
        return Cell(section, None)
    exempt = loaded.exempt.get((report.pk, section), "")
    done = sum(1 for each in states if each in HANDED_IN)
    state = of_report(states)
    return Cell(section, state, len(states), done, is_past and state not in HANDED_IN and not exempt, exempt)


def _deviations(round_: Round, reports: Sequence[Report]) -> list[Deviation]:
    """Figures given that are partly or not on target: the unexplained first, then those farthest away."""
    by_pk = {each.pk: each for each in reports}
    given = Answer.objects.filter(
        part__report__in=list(by_pk), kind=QuestionKind.VALUE.value, measure__isnull=False
    ).exclude(content={})
    rows = [
        _Given(*row)
        for row in given.values_list(
            "part__report", "measure", "content", "comment", "text", "part__place", "pk"
        )
    ]
    measures = Measure.objects.in_bulk({each.measure for each in rows})
    targets, period = _targets(round_, reports, measures), round_.when
    asked = {pk: each.row for pk, each in measures.items()}
    found = []
    for each in rows:
        report, measure = by_pk[each.report], asked[each.measure]
        rule = targets.get((each.measure, report.unit_id))
        value, forecast = decimal_of(each.content, "value"), decimal_of(each.content, "forecast")
        if rule is None or value is None or rule.kind in (TargetKind.NONE, TargetKind.DIRECTION):
            continue
        light = propose(Figures(measure, rule, period, value, forecast, scale=rule.scale)).light
        if light in (Light.PARTLY, Light.NOT):
            level = rule.level
            weight = abs(value - level) / abs(level) if level else Decimal(0)
            comment = each.comment or each.text
            about = measures[each.measure]
            found.append(Deviation(report, about, value, rule, light, comment, weight, each.place, each.pk))
    found.sort(key=lambda each: (each.is_explained, -each.weight, each.report.unit.name))
    return found


class _Given(NamedTuple):
    """A figure that somebody has given: columns and no model, for there are thousands."""

    report: int
    measure: int
    content: Mapping[str, str]
    comment: str
    text: str
    place: int
    pk: int


def _targets(
    round_: Round, reports: Sequence[Report], measures: Mapping[int, Measure]
) -> dict[tuple[int, int], TargetRule]:
    rows = Target.objects.filter(
        Q(scale=Scale.OWN.value) | Q(unit__kind="council"),
        measure__in=list(measures),
        unit__in={each.unit_id for each in reports},
        year=round_.when.year,
    )
    found = {}
    for each in rows.select_related("owner").only(*TARGET, "owner__name"):
        each.measure = measures[each.measure_id]
        found[each.measure_id, each.unit_id] = each.rule
    return found


def delivered(round_: Round, today: date | None = None) -> dict[str, int]:
    """Expected, in time and late; whoever has more time is in time until that day has passed."""
    day = today or timezone.localdate()
    excused = set(Exemption.objects.filter(report__round=round_, section="").values_list("report", flat=True))
    expected = on_time = late = 0
    for report in round_.reports.all():
        if report.pk in excused:
            continue
        expected += 1
        came = timezone.localdate(report.submitted_at) if report.submitted_at else None
        if came is not None and (report.last_day is None or came <= report.last_day):
            on_time += 1
        elif report.last_day is not None and (came or day) > report.last_day:
            late += 1
    return {"rapporter-forvantade": expected, "rapporter-i-tid": on_time, "rapporter-sena": late}
