"""Telling people: in the service at once, and in one letter that gathers what is new.

Texts are the profile's (`notices.toml`). Letters are written to the outbox by the worker after the transaction, so
that nothing is sent of what was rolled back, and sent from there; without an e-mail server they stay and are seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from tertial.history.actions import action, record
from tertial.organisation.access import By, require_self
from tertial.organisation.models import Person, RoleHolding, valid_on
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import ROLES, Permission
from tertial.reporting.models import Mail, MailChoice, Notification, Report
from tertial.reporting.queries.people import with_deputies, writers_of
from tertial.reporting.queries.profile import texts
from tertial.reporting.rules.letters import News, letter

MOST_TRIES = 5
LETTERS = 200  # a turn


def people_with(permission: Permission, unit: str, *, near: bool = True) -> list[Person]:
    """Those who hold a role that permits it, on the unit itself; where nobody does, on the nearest one above.

    With those who stand in for them today.
    """
    today = timezone.localdate()
    able = [role.key for role in ROLES.values() if permission in role.permits]
    for key in organisation_on(today).line(unit) if near else [unit]:
        found = RoleHolding.objects.filter(
            valid_on(today), role__in=able, unit__key=key, person__is_active=True
        )
        people = list(Person.objects.filter(holdings__in=found).distinct().order_by("name"))
        if people:
            return with_deputies(people)
    return []


def notify(
    to: Iterable[Person],
    kind: str,
    by: By | None,
    *,
    report: Report,
    **params: str,
) -> None:
    """One row for each person but the one who did it."""
    now = timezone.now()
    Notification.objects.bulk_create(
        [
            _notification(person, kind, by, now, report, **params)
            for person in {each.pk: each for each in to}.values()
            if by is None or person.key != by.key
        ]
    )


def _notification(
    to: Person, kind: str, by: By | None, at: datetime, report: Report, **params: str
) -> Notification:
    words = {
        "who": by.name if by else "",
        "round": report.round.title,
        "unit": report.unit.name,
        "last_day": report.last_day.isoformat() if report.last_day else "–",
    }
    return Notification(
        to=to,
        kind=kind,
        round=report.round,
        report=report,
        params=words | params,
        address=f"/rapportera/{report.round.key}/{report.unit.key}/",
        at=at,
    )


def notify_many_writers(reports: Sequence[Report], kind: str, by: By | None) -> None:
    """Those who report for each of many units, found with two queries however many they are."""
    writers, now = writers_of([report.unit.key for report in reports]), timezone.now()
    Notification.objects.bulk_create(
        [
            _notification(person, kind, by, now, report)
            for report in reports
            for person in writers[report.unit.key]
        ],
        batch_size=500,
    )


def notify_writers(report: Report, kind: str, to: list[Person] | None, by: By, **params: str) -> None:
    """Those who report for the unit, and the colleagues who were given parts."""
    if to is None:
        given = Person.objects.filter(parts_given__report=report)
        to = list(
            {each.pk: each for each in (*people_with(Permission.REPORT, report.unit.key), *given)}.values()
        )
    notify(to, kind, by, report=report, **params)


def notify_approvers(report: Report, by: By) -> None:
    notify(people_with(Permission.APPROVE, report.unit.key), "submitted", by, report=report)


@action
def choose_mail(*, by: By, person: Person, wants: bool) -> MailChoice:
    """Letters, or only what is seen in the service."""
    require_self(by, person, Permission.EDIT_PEOPLE)
    choice, _ = MailChoice.objects.update_or_create(person=person, defaults={"wants": wants})
    record(
        by=by, verb="mail.chosen", kind="person", key=person.key, name=person.name,
        choice="att få" if wants else "att slippa",
    )  # fmt: skip
    return choice


def mark_read(person: Person) -> int:
    """Seen: a person's own are quiet from now on, and not put in a letter."""
    return Notification.objects.filter(to=person, read_at__isnull=True).update(read_at=timezone.now())


def write_letters() -> int:
    """One letter for each person who has something new and wants letters. The worker does this after commit."""
    waiting = Notification.objects.select_related("to", "round", "report__unit").filter(
        mail__isnull=True, read_at__isnull=True, to__is_active=True
    )
    by_person: dict[int, list[Notification]] = defaultdict(list)
    unwilling = set(MailChoice.objects.filter(wants=False).values_list("person", flat=True))
    for each in waiting.order_by("at", "id")[:5000]:
        if each.to_id not in unwilling:
            by_person[each.to_id].append(each)
    for rows in by_person.values():
        _write(rows)
    return len(by_person)


def _write(rows: list[Notification]) -> None:
    person, words = rows[0].to, texts()
    with transaction.atomic():
        mine = list(
            Notification.objects.select_for_update(of=("self",)).filter(
                pk__in=[each.pk for each in rows], mail__isnull=True
            )
        )
        if not mine:
            return
        news = [News(each.kind, each.params, f"{settings.ADDRESS}{each.address}") for each in mine]
        written = letter(words, person.name, news)
        mail = Mail.objects.create(
            to=person,
            address=person.email,
            subject=written.subject,
            body=written.body,
            made_at=timezone.now(),
        )
        Notification.objects.filter(pk__in=[each.pk for each in mine]).update(mail=mail)


def send_letters() -> int:
    """Hand the outbox to the e-mail server, one by one; one that fails waits for the next turn."""
    if settings.DEMO or not getattr(settings, "EMAIL_HOST", "") or "console" in settings.EMAIL_BACKEND:
        return 0  # shown on the outbox page instead
    sent = 0
    for mail in Mail.objects.filter(sent_at__isnull=True, tries__lt=MOST_TRIES).order_by("made_at")[:LETTERS]:
        claimed = Mail.objects.filter(pk=mail.pk, sent_at__isnull=True, tries=mail.tries).update(
            tries=mail.tries + 1
        )
        if claimed:
            sent += _send(mail)
    return sent


def _send(mail: Mail) -> int:
    try:
        send_mail(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.address])
    except OSError as error:
        Mail.objects.filter(pk=mail.pk).update(error=str(error)[:400])
        return 0
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="")
    return 1
