"""What a board does in a themed follow-up beside answering: gives a question to a colleague, or takes no part."""

from collections.abc import Mapping

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, asked, nothing_changed
from tertial.organisation.access import Actor, By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, Unit
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import held, settle, tell, tell_round
from tertial.reporting.actions.notices import notify, people_with
from tertial.reporting.models import Contact, Exemption, GivenQuestion, Part, Report, Round
from tertial.reporting.rules.states import HANDED_IN


@action
def give_question(*, by: By, report: Report, question: str, person: Person | None) -> GivenQuestion | None:
    """A colleague answers it and is told so; without a person it comes back to those who report."""
    acting_for = require(by, Permission.REPORT, report.unit.key)
    now = held(report)
    asked_about = now.form_version.form.question(question)
    if asked_about is None:
        raise Refused(N_("Frågan finns inte i formuläret."), field="person")
    there = GivenQuestion.objects.filter(report=now, question=question).first()
    if (there.person_id if there else None) == (person.pk if person else None):
        nothing_changed()
        return there
    if person is None:
        GivenQuestion.objects.filter(report=now, question=question).delete()
        tell(by, "report.question_back", now, acting_for, question=question)
        return None
    given, _ = GivenQuestion.objects.update_or_create(
        report=now,
        question=question,
        defaults={"person": person, "at": timezone.now(), "by_name": by.name, "done_at": None},
    )
    notify([person], "given", by, report=now, part=f"{question} {asked_about.text}"[:200])
    tell(by, "report.question_given", now, acting_for, question=question, person=person.name)
    return given


@action
def hand_back(*, by: By, given: GivenQuestion) -> GivenQuestion:
    """The colleague is ready; those who report for the board are told, and can still write in it."""
    report = held(given.report)
    if isinstance(by, Actor) and by.person.pk == given.person_id:
        asked()
        acting_for = ""
    else:
        acting_for = require(by, Permission.REPORT, report.unit.key)
    now = GivenQuestion.objects.select_for_update(of=("self",)).get(pk=given.pk)
    if now.done_at is not None:
        nothing_changed()
        return now
    now.done_at = timezone.now()
    now.save(update_fields=["done_at"])
    notify(people_with(Permission.REPORT, report.unit.key), "answered", by, report=report, part=now.question)
    tell(by, "report.question_done", report, acting_for, question=now.question)
    return now


@action
def take_no_part(*, by: By, report: Report, reason: str) -> Exemption:
    """The board's own answer to the whole follow-up: it takes no part, and why. What was written stays."""
    acting_for = require(by, Permission.REPORT, report.unit.key)
    if not reason.strip():
        raise Refused(N_("Skriv varför ni inte deltar."), field="reason")
    now = held(report)
    if now.state in HANDED_IN:
        raise Refused(N_("Svaren är redan inlämnade. Ta tillbaka dem först."))
    exemption, _ = Exemption.objects.update_or_create(
        report=now,
        section="",
        defaults={"reason": reason.strip(), "at": timezone.now(), "by_name": by.name},
    )
    settle(now, by)
    tell(by, "report.declined", now, acting_for, reason=reason.strip())
    return exemption


@action
def take_part(*, by: By, report: Report) -> Report:
    """After all."""
    acting_for = require(by, Permission.REPORT, report.unit.key)
    now = held(report)
    gone, _ = Exemption.objects.filter(report=now, section="").delete()
    if not gone:
        nothing_changed()
        return now
    settle(now, by)
    tell(by, "report.joined", now, acting_for)
    return now


@action
def set_contacts(*, by: By, round_: Round, people: Mapping[Unit, Person | None]) -> list[Contact]:
    """Whom the city office turns to in each board. In an open round they are told at once."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    there = {each.unit_id: each for each in now.contacts.all()}
    new = []
    for unit, person in people.items():
        known = there.get(unit.pk)
        if (known.person_id if known else None) == (person.pk if person else None):
            continue
        if known is not None:
            gone_parts = Part.objects.filter(report__round=now, report__unit=unit, given_to=known.person_id)
            gone_parts.update(given_to=None)  # what was theirs as the contact goes to the next one
            known.delete()
        if person is not None:
            new.append(Contact(round=now, unit=unit, person=person))
    gone = any(unit.pk in there and person is None for unit, person in people.items())
    if not new and not gone:
        nothing_changed()
        return []
    Contact.objects.bulk_create(new)
    if now.state == Round.State.OPEN:
        tell_contacts(now, by, new)
    tell_round(by, "round.contacts", now, acting_for, count=len(new))
    return new


def tell_contacts(round_: Round, by: By, contacts: list[Contact] | None = None) -> None:
    """Each is told that the round is open; one who may not report for the board is given its parts to write."""
    rows = contacts if contacts is not None else list(round_.contacts.select_related("unit", "person"))
    if not rows:
        return
    units = [each.unit_id for each in rows]
    reports = {
        each.unit_id: each
        for each in Report.objects.filter(round=round_, unit__in=units).select_related("unit", "round")
    }
    for each in rows:
        report = reports.get(each.unit_id)
        if report is None or each.person in people_with(Permission.REPORT, report.unit.key):
            continue  # told already, with everybody who reports
        notify([each.person], "opened", by, report=report)
        Part.objects.filter(report=report, given_to=None).update(given_to=each.person)
