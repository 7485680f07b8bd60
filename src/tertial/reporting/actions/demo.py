"""The demo city's rounds: last year and T1 frozen, T2 in the middle. Rows are made in bulk, so that it starts fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.words import N_
from tertial.history.sizes import learn_sizes
from tertial.measures.rules.light import Light
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.profile import current_profile
from tertial.organisation.queries import Organisation, organisation_on
from tertial.reporting.actions.demo_money import DemoLedger, tell_sums, why
from tertial.reporting.actions.forms import latest_or_published
from tertial.reporting.actions.opening import fill_reports, put_in_line
from tertial.reporting.actions.rounds import plan_round
from tertial.reporting.models import Answer, Note, Notification, Part, Reminder, Report, Round, Signature
from tertial.reporting.queries.sealed import document_of
from tertial.reporting.queries.sheet import report_sheet
from tertial.reporting.rules import sample
from tertial.reporting.rules.document import canonical, sum_of
from tertial.reporting.rules.forms import Form, QuestionKind
from tertial.reporting.rules.states import HANDED_IN, OPEN, State, of_report

CAME = HANDED_IN | {State.RETURNED}
BOARDS = ("executive", "board", "company")
RETURNED = N_("Skriv varför kostnaden ökar, och vad ni gör åt det.")


@dataclass(frozen=True)
class _Plan:
    key: str
    title: str
    period: Period
    form: str
    opened: int  # days ago
    last: int  # days ago, for the boards


ROUNDS = (
    _Plan("ar-2025", "Verksamhetsberättelse 2025", Period.of_year(2025), "ar", 300, 270),
    _Plan("t1-2026", "Tertialrapport 1 2026", Period.of_tertial(2026, 1), "tertial-1", 150, 130),
    _Plan("t2-2026", "Tertialrapport 2 2026", Period.of_tertial(2026, 2), "tertial-2", 21, 2),
)


@transaction.atomic
def show_rounds() -> int:
    """Answers how many reports were made."""
    today = timezone.localdate()
    organisation = organisation_on(today)
    units = _units(organisation)
    if not units:
        return 0  # a city of one's own that has just been begun
    names = _names(units)
    count = 0
    for plan in ROUNDS:
        is_open = plan is ROUNDS[-1]
        is_year = plan.period.kind is PeriodKind.YEAR  # workplaces write in tertials only
        chosen = [unit for unit in units if unit.kind in BOARDS] if is_year else units
        last = {kind: today - timedelta(days=plan.last) for kind in BOARDS}
        last |= {
            kind: today - timedelta(days=plan.last + 6) for kind in ("unit", "department", "administration")
        }
        round_ = plan_round(
            by=SYSTEM,
            key=plan.key,
            title=plan.title,
            period=plan.period,
            form_version=latest_or_published(by=SYSTEM, key=plan.form),
            units=chosen,
            opens_on=today - timedelta(days=plan.opened),
            last_days=last,
        )
        writing = _Writing(round_, names, organisation, is_open)
        count += fill_reports(round_, chosen, organisation, writing.write)
        learn_sizes(Report, Part, Answer)
        put_in_line(round_, organisation)
        for report in round_.reports.select_related("round", "unit", "form_version"):
            _complete(report)
        _sign(round_, names)
        round_.state = Round.State.OPEN if is_open else Round.State.CLOSED
        round_.opened_at = timezone.now() - timedelta(days=plan.opened)
        round_.save(update_fields=["state", "opened_at"])
        if is_open:
            _news(round_)
    return count


def _units(organisation: Organisation) -> list[Unit]:
    """Every board and company, and all that stands below the board of the tour."""
    tour = current_profile().city.tour_unit
    below = {unit.key for _, unit in organisation.walk(tour)} if tour in organisation.units else set()
    boards = {key for key, unit in organisation.units.items() if unit.kind in BOARDS}
    return list(Unit.objects.filter(key__in=boards | below).order_by("pk"))


def _names(units: Sequence[Unit]) -> dict[int, str]:
    """Who writes for each unit: somebody who may."""
    rows = RoleHolding.objects.filter(
        unit__in=units, valid_to__isnull=True, role__in=("approver", "reporter")
    )
    return {each.unit_id: each.person.name for each in rows.select_related("person")}


@dataclass
class _Writing:
    """Writes each report as its people would have, before the rows are stored."""

    round: Round
    names: Mapping[int, str]
    organisation: Organisation
    is_open: bool
    place: int = 0

    def write(self, report: Report, parts: Sequence[Part], answers: Sequence[Answer]) -> None:
        unit, name = report.unit, self.names.get(report.unit_id, "Tertial")
        state = sample.state(self.place, unit.kind) if self.is_open else State.FROZEN
        self.place += 1
        when = _when(report)
        states = _states(parts, state)
        if self.is_open and unit.key == current_profile().city.tour_unit:
            states = [self._of_tour(part, now) for part, now in zip(parts, states, strict=True)]
        for part, now in zip(parts, states, strict=True):
            if now is not State.NOT_STARTED:
                part.state, part.moved_at, part.moved_by_name = now, when, name
        self.ledger.write(answers)
        for answer in answers:
            if answer.part.state != State.NOT_STARTED:
                self._answer(answer, when, name)
        report.state = of_report(State(each.state) for each in parts)
        report.changed_at, report.changed_by_name = when, name
        report.submitted_at = when if report.state in CAME else None

    def _of_tour(self, part: Part, state: State) -> State:
        """The board's controller is in the middle of the money."""
        if part.section != "ekonomi":
            return state
        holding = RoleHolding.objects.filter(
            unit=part.report.unit, role="controller", valid_to__isnull=True, person__email__in=demo_emails()
        )
        found = holding.select_related("person").first()
        part.given_to = found.person if found else None
        return State.ONGOING

    def _answer(self, answer: Answer, when: datetime, name: str) -> None:
        unit, part = answer.part.report.unit, answer.part
        seed = f"{self.round.key} {unit.key} {part.title} {answer.question}"
        _one(answer, seed, sample.light(f"{unit.key} {part.title}"))
        if answer.kind == QuestionKind.CHOICE:
            question = self.form.question(answer.question)
            choices = question.choices if question else ()
            answer.content = {"choice": choices[min(1, sample.pick(seed, len(choices)))].key}
        answer.version, answer.saved_at, answer.saved_by_name = 2, when, name

    @cached_property
    def ledger(self) -> DemoLedger:
        return DemoLedger(self.round.when, self.form, self.is_open, self.organisation)

    @cached_property
    def form(self) -> Form:
        return self.round.form_version.form


def _states(parts: Sequence[Part], state: State) -> list[State]:
    """Of a report that goes on some is handed in and some not begun; of one sent back the first part came back."""
    if state is State.ONGOING:
        steps = (State.ONGOING, State.NOT_STARTED, State.SUBMITTED)
        picked = [sample.pick(f"del {each.report.unit.key} {each.title}", len(steps)) for each in parts]
        return [State.ONGOING if each.place == 1 else steps[n] for each, n in zip(parts, picked, strict=True)]
    if state is State.RETURNED:
        return [State.RETURNED if each.place == 1 else State.APPROVED for each in parts]
    return [state] * len(parts)


def _when(report: Report) -> datetime:
    """A day or some before the last, the same every time."""
    last = report.last_day or timezone.localdate()
    back = 1 + sample.pick(report.unit.key, 5)
    noon = datetime.combine(last - timedelta(days=back), datetime.min.time().replace(hour=9))
    return timezone.make_aware(noon + timedelta(minutes=sample.pick(report.key, 420)))


def _sign(round_: Round, names: Mapping[int, str]) -> None:
    rows = round_.reports.filter(state__in=[State.SIGNED, State.FROZEN])
    signed = rows.select_related("unit", "round", "form_version")
    Signature.objects.bulk_create([_signature(each, names.get(each.unit_id, "Tertial")) for each in signed])


def _complete(report: Report) -> None:
    """What is handed in lacks nothing: figures that are not there are said to be missing, deviations explained."""
    sheet, changed = report_sheet(report), set()
    tell_sums(sheet)
    for part, row, lack in sheet.lacks:
        if part.state in OPEN:
            continue
        if lack.field == "value":
            row.answer.is_missing, row.answer.comment = True, sample.LATER
        elif lack.field == "comment":
            row.answer.comment = why(row.money.line) if row.money else sample.why(f"{report.key} {row.label}")
        changed.add(row.answer)
    Answer.objects.bulk_update(changed, ["is_missing", "comment"])


def _one(answer: Answer, seed: str, light: Light) -> None:
    match QuestionKind(answer.kind):
        case QuestionKind.JUDGEMENT:
            answer.content = {"light": light.value}
        case QuestionKind.TEXT:
            answer.text = sample.prose(answer.question, seed, light)
        case _:
            pass


def _signature(report: Report, name: str) -> Signature:
    text = canonical(document_of(report))
    signed = report.changed_at or timezone.now()
    is_frozen = report.state == State.FROZEN
    return Signature(
        report=report,
        number=1,
        document=text,
        sha256=sum_of(text),
        signed_at=signed,
        signed_by_name=name,
        decision=f"§ {3 + sample.pick(report.key, 20)}",
        frozen_at=signed + timedelta(days=9) if is_frozen else None,
        frozen_by_name="Stadsledningskontoret" if is_frozen else "",
    )


def demo_emails() -> list[str]:
    """Of those whom somebody who tries the demo can be."""
    return [each.email for each in current_profile().demo_people]


def _news(round_: Round) -> None:
    """Notes on what came back, reminders to some who are late, and news for the people of the tour."""
    now = timezone.now()
    reports = list(round_.reports.select_related("unit", "round"))
    back = Part.objects.filter(report__round=round_, state=State.RETURNED)
    said = {
        "text": RETURNED,
        "is_return": True,
        "at": now - timedelta(hours=20),
        "by_name": "Stadsledningskontoret",
    }
    Note.objects.bulk_create([Note(part=part, **said) for part in back])
    late = [
        each
        for each in reports
        if each.state in (State.NOT_STARTED, State.ONGOING) and each.unit.kind in BOARDS
    ]
    Reminder.objects.bulk_create(
        [
            Reminder(report=each, at=now - timedelta(days=1), by_name="Stadsledningskontoret", text="")
            for each in late[::2]
        ]
    )
    people = Person.objects.filter(email__in=demo_emails())
    mine = {each.unit.key: each for each in reports}
    held = RoleHolding.objects.filter(person__in=people, valid_to__isnull=True, unit__key__in=mine)
    Notification.objects.bulk_create(
        [
            Notification(
                to=holding.person,
                kind="opened",
                round=(report := mine[holding.unit.key]).round,
                report=report,
                params={
                    "round": report.round.title,
                    "unit": report.unit.name,
                    "last_day": report.last_day.isoformat() if report.last_day else "–",
                },
                address=f"/rapportera/{report.round.key}/{report.unit.key}/",
                at=report.round.opened_at or now,
            )
            for holding in held.select_related("person", "unit")
        ]
    )
