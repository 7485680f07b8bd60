"""Rows that tests need now and then, made with as few words as possible."""

from datetime import timedelta

from django.utils import timezone

from tertial.intake.models import Job, Submission
from tertial.organisation.models import Deputyship, Person, RoleHolding
from tests.cast import a_person


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
