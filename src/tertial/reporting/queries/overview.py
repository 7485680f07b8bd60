"""The round as the city office follows it: every report and part with its state, who is late, what deviates.

A number of queries that is the same for ten reports and for four hundred.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from tertial.foundation.words import swedish_order
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, Exemption, Part, Reminder, Report, Round
from tertial.reporting.queries.deviations import Deviation, deviations
from tertial.reporting.rules.states import HANDED_IN, State, of_report

COLUMNS_AT_MOST = 12


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
    return Overview(round_, columns, tuple(lines), tuple(deviations(round_, reports)), day)


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
    is_late = not exempt and report.is_late(today)
    parts = loaded.parts.get(report.pk, ())
    cells = tuple(_cell(report, key, parts, loaded, is_late) for key, _ in columns)
    asked = [state for section, state in parts if (report.pk, section) not in loaded.exempt]
    state, saved = State(report.state), loaded.saved.get(report.pk)
    return Line(
        report=report,
        unit=report.unit,
        state=state,
        cells=cells,
        done=sum(1 for each in asked if each in HANDED_IN),
        count=len(asked),
        is_late=is_late,
        last_change=max((each for each in (saved, report.changed_at) if each), default=None),
        changed_by=report.changed_by_name,
        reminders=tuple(loaded.reminders.get(report.pk, ())),
        exempt=exempt,
        below=loaded.below.get(report.pk, (0, 0)),
    )


def _cell(
    report: Report, section: str, parts: Sequence[tuple[str, State]], loaded: _Loaded, is_late: bool
) -> Cell:
    states = [state for key, state in parts if key == section]
    if not states:
        return Cell(section, None)
    exempt = loaded.exempt.get((report.pk, section), "")
    done = sum(1 for each in states if each in HANDED_IN)
    state = of_report(states)
    return Cell(section, state, len(states), done, is_late and state not in HANDED_IN and not exempt, exempt)


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
