"""Planning a round, changing it, and what the city office does while it is open: remind, excuse, follow, close."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone

from tertial.foundation.period import Period
from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Succession, Unit
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import Permission
from tertial.reporting.actions.carrying import carry_money
from tertial.reporting.actions.moving import held, settle, tell, tell_round
from tertial.reporting.actions.notices import notify, people_with
from tertial.reporting.actions.opening import fill_reports, put_in_line
from tertial.reporting.models import Exemption, FormVersion, Reminder, Report, Round
from tertial.reporting.queries.merged import merged_into
from tertial.reporting.queries.opening import asked
from tertial.reporting.rules.states import HANDED_IN

AGAIN = timedelta(minutes=10)  # within which the same reminder is the same


@action
def plan_round(
    *,
    by: By,
    key: str,
    title: str,
    period: Period,
    form_version: FormVersion,
    units: Sequence[Unit],
    opens_on: date,
    last_days: Mapping[str, date],
    remind_before: int | None = None,
) -> Round:
    """A round that is not open yet. `last_days`: the last day of each kind of unit, from the workplace up.

    `remind_before`: so many days before it, and the day after it, those who have not handed in are reminded.
    """
    acting_for = require(by, Permission.RUN_ROUNDS)
    if not title.strip():
        raise Refused(N_("Skriv vad omgången heter."), field="title")
    if Round.objects.filter(key=key).exists():
        raise Refused(N_("Det finns redan en omgång med det namnet."), field="title")
    _check_days(opens_on, last_days)
    form, chosen = form_version.form, []
    for unit in units:
        if not form.scope.holds(asked(unit)):
            raise Refused(N_("Formuläret ställs inte till %(unit)s."), field="units", unit=unit)
        chosen.append(unit)
    round_ = Round.objects.create(
        key=key,
        title=title.strip(),
        kind=form_version.kind,
        period=period.code,
        form_version=form_version,
        opens_on=opens_on,
        last_days={kind: day.isoformat() for kind, day in last_days.items()},
        remind_before=remind_before,
    )
    round_.units.set(chosen)
    tell_round(by, "round.planned", round_, acting_for)
    return round_


def _check_days(opens_on: date, last_days: Mapping[str, date]) -> None:
    if not last_days:
        raise Refused(N_("Skriv minst en sista dag."), field="last_days")
    if min(last_days.values()) < opens_on:
        raise Refused(N_("En sista dag är före dagen då omgången öppnas."), field="last_days")


@action
def change_round(
    *,
    by: By,
    round_: Round,
    title: str,
    opens_on: date,
    last_days: Mapping[str, date],
    remind_before: int | None = None,
) -> Round:
    """Its name and days. Reports that wait for the same day as their level follow; those given more time keep it."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    _check_days(opens_on, last_days)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    before = {kind: now.last_day(kind) for kind in [*now.last_days, *last_days]}
    now.title, now.opens_on = title.strip() or now.title, opens_on
    now.last_days = {kind: day.isoformat() for kind, day in last_days.items()}
    now.remind_before = remind_before
    now.save(update_fields=["title", "opens_on", "last_days", "remind_before"])
    for kind, day in before.items():
        following = now.reports.filter(unit__kind=kind, last_day=day)
        following.update(last_day=now.last_day(kind))
    tell_round(by, "round.changed", now, acting_for)
    return now


@action
def remind(*, by: By, reports: Sequence[Report], text: str = "") -> list[Reminder]:
    """Those who have not handed in yet. Who was told stands on the row; who has handed in is left in peace."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    made = []
    rows = Report.objects.select_related("round", "unit").select_for_update(of=("self",)).order_by("pk")
    asked_of = list(rows.filter(pk__in=[each.pk for each in reports]))  # as they are now, for us alone
    since = timezone.now() - AGAIN
    just_now = Reminder.objects.filter(report__in=asked_of, by_name=by.name, text=text.strip(), at__gt=since)
    told = set(just_now.values_list("report", flat=True))  # the same request again, or a button pressed twice
    for report in asked_of:
        if report.state in HANDED_IN or report.pk in told:
            continue
        people = people_with(Permission.REPORT, report.unit.key)
        names = [person.name for person in people]
        notify(people, "reminded", by, report=report, text=text.strip())
        made.append(
            Reminder.objects.create(
                report=report, text=text.strip(), at=timezone.now(), by_name=by.name, to_names=names
            )
        )
        tell(by, "report.reminded", report, acting_for, people=", ".join(names) or "ingen")
    if not made:
        nothing_changed()
    return made


@action
def except_unit(*, by: By, report: Report, reason: str, section: str = "") -> Exemption:
    """The unit takes no part, in the round or in one section, and why. What was written stays."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    if not reason.strip():
        raise Refused(N_("Skriv varför enheten är undantagen."), field="reason")
    now = held(report)
    exemption, _ = Exemption.objects.update_or_create(
        report=now,
        section=section,
        defaults={"reason": reason.strip(), "at": timezone.now(), "by_name": by.name},
    )
    settle(now, by)
    tell(by, "report.excused", now, acting_for, reason=reason.strip())
    return exemption


@action
def include_unit(*, by: By, report: Report, section: str = "") -> Report:
    """Takes part after all."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    now = held(report)
    gone, _ = Exemption.objects.filter(report=now, section=section).delete()
    if not gone:
        nothing_changed()
        return now
    settle(now, by)
    tell(by, "report.included", now, acting_for)
    return now


@action
def give_more_time(*, by: By, report: Report, last_day: date, reason: str) -> Report:
    """A last day of its own, and why."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    if not reason.strip():
        raise Refused(N_("Skriv varför enheten får en annan dag."), field="reason")
    now = held(report)
    if now.last_day == last_day:
        nothing_changed()
        return now
    now.last_day = last_day
    now.save(update_fields=["last_day"])
    tell(by, "report.more_time", now, acting_for, day=last_day.isoformat(), reason=reason.strip())
    return now


@action
def follow_organisation(*, by: By, round_: Round) -> list[Report]:
    """Units merged or split since the round opened: the new one gets a report, which starts from those of the old."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    there = {each.unit_id: each for each in now.reports.select_related("unit")}
    followed = list(Succession.objects.filter(old__in=list(there)).select_related("old", "new"))
    organisation = organisation_on(timezone.localdate())
    new = [each.new for each in followed if each.new_id not in there and each.new.key in organisation.units]
    new = list({unit.pk: unit for unit in new}.values())
    if not new:
        nothing_changed()
        return []
    now.units.add(*new)
    fill_reports(now, new, organisation)
    made = {each.unit_id: each for each in now.reports.filter(unit__in=new).select_related("unit")}
    put_in_line(now, organisation)
    for each in followed:
        if each.new_id in made:
            _lead_over(by, there[each.old_id], made[each.new_id], each)
    whole = merged_into([each.new_id for each in followed])
    carry_money([made[pk] for pk in whole if pk in made])
    tell_round(by, "round.followed", now, acting_for, count=len(made))
    return list(made.values())


def _lead_over(by: By, old: Report, new: Report, followed: Succession) -> None:
    """The old report stays, excused from now on, below the new one, whose answers can be taken from it."""
    old.above = new
    old.save(update_fields=["above"])
    Exemption.objects.get_or_create(
        report=old,
        section="",
        defaults={
            "reason": f"{old.unit.name} gick upp i {new.unit.name} {followed.on.isoformat()}.",
            "at": timezone.now(),
            "by_name": by.name,
        },
    )


@action
def close_round(*, by: By, round_: Round) -> Round:
    """No more reminders; what is not handed in is late for ever, and can still be handed in."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    if now.state == Round.State.CLOSED:
        nothing_changed()
        return now
    if now.state != Round.State.OPEN:
        raise Refused(N_("Omgången är inte öppen."))
    now.state, now.closed_at = Round.State.CLOSED, timezone.now()
    now.save(update_fields=["state", "closed_at"])
    tell_round(by, "round.closed", now, acting_for)
    return now
