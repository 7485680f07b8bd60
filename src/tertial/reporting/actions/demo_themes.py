"""The demo city's follow-up of its business climate: T1 answered, T2 being put together. Rows are made in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from tertial.foundation.period import Period
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.profile import current_profile
from tertial.organisation.queries import organisation_on
from tertial.reporting.actions.consolidating import add_heading, save_summary, sort_excerpts, take_along
from tertial.reporting.actions.opening import fill_reports
from tertial.reporting.actions.theme_rounds import plan_theme
from tertial.reporting.actions.themed import give_question
from tertial.reporting.models import (
    Answer,
    Contact,
    Excerpt,
    Exemption,
    Notification,
    Part,
    Report,
    Round,
    Summary,
)
from tertial.reporting.rules import theme_sample as sample
from tertial.reporting.rules.sample import pick
from tertial.reporting.rules.states import State
from tertial.reporting.rules.themed import label_for, passages, with_update

OFFICE = "Stadsledningskontoret"
DECLINES = "overformyndarnamnden"
TAKEN = 4  # passages from each question
NOT_YET = "sdn-vindasen"  # beside the board of the tour, which is writing


@dataclass(frozen=True)
class _When:
    period: Period
    opened: int  # days ago
    last: int


ROUNDS = (_When(Period.of_tertial(2026, 1), 170, 149), _When(Period.of_tertial(2026, 2), 24, 3))


@transaction.atomic
def show_themes() -> int:
    """Answers how many boards were asked in the latest round."""
    today = timezone.localdate()
    organisation = organisation_on(today)
    boards = [key for key, unit in organisation.units.items() if unit.kind == "board"]
    units = list(Unit.objects.filter(key__in=boards).order_by("pk"))
    if not units:
        return 0  # a city of one's own that has just been begun
    people = _people(units)
    before: Round | None = None
    for when in ROUNDS:
        round_ = plan_theme(
            by=SYSTEM,
            title=f"{sample.TITLE} {when.period.label()}",
            period=when.period,
            text=sample.FORM,
            units=units,
            opens_on=today - timedelta(days=when.opened),
            last_day=today - timedelta(days=when.last),
            copied=before,
        )
        writing = _Writing(round_, people, is_second=before is not None)
        fill_reports(round_, units, organisation, writing.write)
        round_.state = Round.State.OPEN if before else Round.State.CLOSED
        round_.opened_at = timezone.now() - timedelta(days=when.opened)
        round_.save(update_fields=["state", "opened_at"])
        _decline(round_, people)
        if before is None:
            Contact.objects.bulk_create(
                [
                    Contact(round=round_, unit=unit, person=people[unit.pk])
                    for unit in units
                    if unit.pk in people
                ]
            )
        before = round_
    if before is not None:
        _tell(before)
        _put_together(before)
    return len(units)


def _people(units: Sequence[Unit]) -> dict[int, Person]:
    """Who writes for each board: whoever reports, else approves."""
    rows = RoleHolding.objects.filter(
        unit__in=units, valid_to__isnull=True, role__in=("reporter", "approver")
    )
    found = {}
    for each in rows.select_related("person").order_by(
        "role"
    ):  # approver first, so that a reporter takes over
        found[each.unit_id] = each.person
    return found


@dataclass
class _Writing:
    """Writes each board's answers as its people would have, before the rows are stored."""

    round: Round
    people: Mapping[int, Person]
    is_second: bool
    tour: str = field(default_factory=lambda: current_profile().city.tour_unit)
    before: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The words of the time before, read once for all boards."""
        if self.is_second:
            rows = Answer.objects.filter(part__report__round__kind="themed")
            self.before = dict(rows.values_list("pk", "text"))

    def write(self, report: Report, parts: Sequence[Part], answers: Sequence[Answer]) -> None:
        unit = report.unit
        person = self.people.get(unit.pk)
        name = person.name if person else OFFICE
        if unit.key == DECLINES or (self.is_second and unit.key == NOT_YET):
            return
        half = self.is_second and unit.key == self.tour
        state = State.ONGOING if half else State.SUBMITTED
        when = self._when(report)
        for part in parts:
            part.state = State.NOT_STARTED if half and part.place > 1 else state
            part.moved_at, part.moved_by_name = when, name
            part.moved_by = person.key if person else ""
        for answer in answers:
            if answer.part.state != State.NOT_STARTED and not (half and answer.place > 1):
                self._answer(answer, unit, when, person)
        report.state, report.changed_at, report.changed_by_name = state, when, name
        report.submitted_at = None if half else when

    def _answer(self, answer: Answer, unit: Unit, when: datetime, person: Person | None) -> None:
        short = unit.short_name or unit.name
        words = self.before.get(answer.before_id or 0, "")
        how = sample.how(answer.question, unit.key) if words else "anew"
        if how == "same":
            answer.is_same = True
        elif how == "update":
            addition = sample.update(answer.question, unit.key, short)
            answer.text = with_update(words, label_for(self.round.when, words), addition)
        else:
            key = f"{unit.key}{' nu' if words else ''}" if unit.key not in sample.OWN else unit.key
            answer.text = sample.answer(answer.question, key, short)
        answer.version, answer.saved_at = 2, when
        answer.saved_by, answer.saved_by_name = (person.key, person.name) if person else ("", OFFICE)

    def _when(self, report: Report) -> datetime:
        """Some day before the last, the same every time."""
        last = report.last_day or timezone.localdate()
        day = last - timedelta(days=pick(f"dag {report.unit.key}", 9))
        return timezone.make_aware(datetime.combine(day, time(8 + pick(report.unit.key, 9), 12)))


def _decline(round_: Round, people: Mapping[int, Person]) -> None:
    report = round_.reports.filter(unit__key=DECLINES).first()
    if report is not None:
        person = people.get(report.unit_id)
        Exemption.objects.create(
            report=report,
            reason=sample.DECLINES,
            at=timezone.now() - timedelta(days=12),
            by_name=person.name if person else OFFICE,
        )


def _tell(round_: Round) -> None:
    """The people of the tour have it on their page, and one of them a question of her own."""
    report = round_.reports.select_related("unit", "round").get(unit__key=current_profile().city.tour_unit)
    holders = Person.objects.filter(
        holdings__unit=report.unit, holdings__role__in=("reporter", "approver"), holdings__valid_to=None
    )
    Notification.objects.bulk_create(
        [
            Notification(
                to=person,
                kind="opened",
                round=round_,
                report=report,
                params={
                    "round": round_.title,
                    "unit": report.unit.name,
                    "last_day": report.last_day.isoformat() if report.last_day else "–",
                },
                address=f"/rapportera/{round_.key}/{report.unit.key}/",
                at=round_.opened_at or timezone.now(),
            )
            for person in holders.distinct()
        ]
    )
    emails = [each.email for each in current_profile().demo_people]
    colleague = Person.objects.filter(email__in=emails).exclude(pk__in=holders).order_by("pk").first()
    if colleague is not None:
        give_question(by=SYSTEM, report=report, question="3.2", person=colleague)


def _put_together(round_: Round) -> None:
    """The city office has come half-way: own words on some areas, headings, and passages taken along."""
    for section, text in sample.TOLD.items():
        save_summary(by=SYSTEM, round_=round_, section=section, text=text, version=1)
    Summary.objects.filter(round=round_).update(saved_by_name=OFFICE)
    for section, title, question in sample.SORTED:
        rows = Answer.objects.filter(part__report__round=round_, question=question, is_same=False)
        said = rows.exclude(text="").filter(part__state=State.SUBMITTED).order_by("pk")
        taken = []
        for place, answer in enumerate(said[:TAKEN]):
            found = passages(answer.text)[-1 if place % 2 else 0]
            taken.append(take_along(by=SYSTEM, answer=answer, text=found.text, label=found.label))
        if title:
            heading = add_heading(by=SYSTEM, round_=round_, section=section, title=title)
            sort_excerpts(by=SYSTEM, round_=round_, moved=dict.fromkeys(taken, heading))
    Excerpt.objects.filter(round=round_).update(by_name=OFFICE)
