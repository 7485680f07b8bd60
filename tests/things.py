"""Rows that tests need now and then, made with as few words as possible."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from tertial.intake.actions.kept import keep
from tertial.intake.models import Job, Submission
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Deputyship, Person, RoleHolding
from tertial.reporting.actions.forms import start_draft
from tertial.reporting.models import Answer, Attachment, Part
from tests.cast import a_person
from tests.money import WITH_MONEY, some_money
from tests.reports import FORM, a_round

ANSWER, ATTACHMENT = 9000700, 9000701  # numbers that addresses name
FILE = b"%PDF-1.4 prov"


def a_delivery(key: str, state: str) -> Submission:
    return Submission.objects.create(
        key=key,
        kind="units",
        name="¤enheter.csv",
        sha256="0" * 64,
        size=10,
        state=state,
        delivered_by="nils",
        delivered_by_name="¤Nils Prov",
        delivered_at=timezone.now(),
    )


def a_job(key: str, who: str, state: str = "running", **more: object) -> Job:
    now = timezone.now()
    values: dict[str, object] = {"work": "prov", "name": "¤Jobb", "asked_at": now, "seen_at": now, "total": 4}
    return Job.objects.create(key=key, asked_by=who, state=state, **(values | more))


def a_file_of_values(key: str, person: str) -> Submission:
    """Delivered and really kept, with one row that is stopped."""
    content = "Mått;Enhet;Period;Värde\n¤Inget;¤Strand;T2 2026;6\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    made = a_delivery(key, "draft")
    made.kind, made.sha256, made.delivered_by, made.counts = "values", digest, person, {"refused": 1}
    made.save()
    return made


def a_holding(person: str) -> RoleHolding:
    return RoleHolding.objects.filter(person__key=person).select_related("person", "unit")[0]


def a_deputyship(holder: str, deputy: str) -> Deputyship:
    today = timezone.localdate()
    return Deputyship.objects.create(
        holder=Person.objects.get(key=holder),
        deputy=a_person(deputy),
        valid_from=today - timedelta(days=1),
        valid_to=today + timedelta(days=9),
    )


def a_report() -> None:
    """A round that is open, with one answer and one file that addresses can name by their numbers."""
    some_money()
    a_round(WITH_MONEY)
    start_draft(by=SYSTEM, form=FORM)
    first = Answer.objects.filter(part__report__unit__key="home", question="analys").order_by("part__place")[
        0
    ]
    Answer.objects.filter(pk=first.pk).update(id=ANSWER)
    digest = hashlib.sha256(FILE).hexdigest()
    keep(digest, FILE)
    Attachment.objects.create(
        pk=ATTACHMENT,
        part=Part.objects.get(report__unit__key="home", place=1),
        name="¤bilaga.pdf",
        sha256=digest,
        size=len(FILE),
        at=timezone.now(),
        by_name="¤Eva Prov",
    )
