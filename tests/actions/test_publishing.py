"""What is given out: frozen, numbered, kept when the next one fails, withdrawn with a reason, never deleted."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tertial.foundation.words import Refused as Unprintable
from tertial.goals.models import Goal, Plan
from tertial.history.models import Event
from tertial.intake.actions import jobs
from tertial.intake.models import Job
from tertial.organisation.access import SYSTEM, Actor, Forbidden
from tertial.organisation.actions.refusal import Refused
from tertial.publishing.actions import making, publishing
from tertial.publishing.actions.making import make
from tertial.publishing.models import Edition, EditionFile, Publication
from tertial.publishing.queries.publications import content_of, document_of_edition, open_publications, shown
from tertial.publishing.rules.frozen import checksum
from tests.actions.report_examples import signed
from tests.cast import City
from tests.chains import a_chain, a_goal
from tests.publications import a_published_plan, made, opened, published_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(city: City) -> Plan:
    a_chain(city)
    return Plan.objects.get(key="p1")


def changed(plan: Plan, text: str = "¤Ett nytt mål") -> Plan:
    a_goal(f"ny{Goal.objects.count()}", plan, "board", "9.9", text=text)
    return plan


def test_an_edition_is_frozen_data_files_sums_and_who(plan: Plan) -> None:
    edition = a_published_plan(plan)
    assert (edition.state, edition.number) == (Edition.State.READY, 1)
    assert edition.sha256 == checksum(edition.data)
    files = {each.kind: each for each in edition.files.all()}
    assert list(files) == ["pdf", "docx", "html", "md", "txt", "json"]
    for each in files.values():
        assert hashlib.sha256(content_of(each)).hexdigest() == each.sha256
    assert content_of(files["pdf"]).startswith(b"%PDF")
    told = list(Event.objects.filter(subject_kind="publication").values_list("verb", flat=True))
    assert sorted(told) == ["publication.asked", "publication.made"]


def test_what_is_given_out_stays_when_the_plan_changes(plan: Plan) -> None:
    edition = a_published_plan(plan)
    before = document_of_edition(edition)
    changed(plan)
    assert document_of_edition(Edition.objects.get(pk=edition.pk)) == before
    second = a_published_plan(plan)
    assert second.number == 2
    assert shown(second.publication) == second
    assert Edition.objects.filter(publication=edition.publication, state="ready").count() == 2


def test_the_same_is_not_given_out_twice(plan: Plan) -> None:
    a_published_plan(plan)
    with pytest.raises(Refused, match="Inget har ändrats"):
        publishing.publish_plan(by=SYSTEM, plan=plan, in_background=False)


def test_while_one_is_made_nobody_starts_another(plan: Plan) -> None:
    first = publishing.publish_plan(by=SYSTEM, plan=plan)
    assert publishing.publish_plan(by=SYSTEM, plan=plan) == first
    assert Job.objects.count() == 1


def test_the_one_before_stays_when_the_next_fails(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    first = a_published_plan(plan)
    second = publishing.publish_plan(by=SYSTEM, plan=changed(plan), in_background=False)

    def fails(*args: object) -> None:
        raise Unprintable("Det gick inte.")

    monkeypatch.setattr(making, "files", fails)
    with pytest.raises(Unprintable):
        make(second)
    second.refresh_from_db()
    assert (second.state, second.problem, second.number) == ("failed", "Det gick inte.", None)
    assert shown(first.publication) == first
    monkeypatch.undo()
    assert a_published_plan(plan).number == 2


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_work_that_ended_without_a_document_is_not_waited_for(plan: Plan, how: str) -> None:
    edition = publishing.publish_plan(by=SYSTEM, plan=plan)
    Job.objects.filter(key=edition.job).update(state=how, text="¤Ett fel")
    publishing.settle_fallen(by=SYSTEM)
    edition.refresh_from_db()
    assert edition.state == Edition.State.FAILED
    assert edition.problem == ("¤Ett fel" if how == "failed" else "Avbrutet")
    assert made(publishing.publish_plan(by=SYSTEM, plan=plan, in_background=False)).number == 1


def test_somebody_who_asks_again_does_not_wait_for_what_has_fallen(plan: Plan) -> None:
    edition = publishing.publish_plan(by=SYSTEM, plan=plan)
    jobs.cancel(Job.objects.get(key=edition.job))
    assert publishing.publish_plan(by=SYSTEM, plan=plan) != edition


def test_stopping_ends_the_work_too(plan: Plan) -> None:
    edition = publishing.publish_plan(by=SYSTEM, plan=plan)
    publishing.stop(by=SYSTEM, edition=edition)
    assert Job.objects.get(key=edition.job).state == Job.State.CANCELLED
    assert make(edition) == 0
    with pytest.raises(Refused):
        publishing.stop(by=SYSTEM, edition=edition)


def test_withdrawing_needs_a_reason_and_deletes_nothing(plan: Plan) -> None:
    first = a_published_plan(plan)
    second = a_published_plan(changed(plan))
    with pytest.raises(Refused, match="varför"):
        publishing.withdraw(by=SYSTEM, edition=second, reason="  ")
    publishing.withdraw(by=SYSTEM, edition=second, reason="¤Fel siffra")
    assert shown(Publication.objects.get()) == first
    assert EditionFile.objects.filter(edition=second).count() == 6
    assert a_published_plan(changed(plan, "¤Rättat")).number == 3  # a number is never used again


@pytest.mark.parametrize(
    ("is_open", "days", "seen"), [(True, -1, True), (True, 0, True), (True, 1, False), (False, -1, False)]
)
def test_who_may_read_and_from_when_are_two_things(plan: Plan, is_open: bool, days: int, seen: bool) -> None:
    publication = a_published_plan(plan).publication
    day = timezone.localdate() + timedelta(days=days)
    publishing.set_open(by=SYSTEM, publication=publication, is_open=is_open, launched_on=day)
    assert list(open_publications()) == ([publication] if seen else [])
    status = Client().get(f"/oppet/{publication.key}/").status_code
    assert status == (200 if seen else 404)


def test_opening_needs_a_day(plan: Plan) -> None:
    with pytest.raises(Refused, match="vilken dag"):
        publishing.set_open(by=SYSTEM, publication=a_published_plan(plan).publication, is_open=True)


def test_a_report_is_given_out_as_it_was_signed(city: City) -> None:
    report = signed()
    edition = made(publishing.publish_report(by=SYSTEM, report=report, in_background=False))
    signature = report.signatures.get()
    assert edition.data["sha256"] == signature.sha256
    assert document_of_edition(edition).signatures[0].name == signature.signed_by_name


def test_a_report_that_nobody_has_signed_is_not_given_out(city: City) -> None:
    from tests.actions.report_examples import home

    with pytest.raises(Refused, match="inte signerad"):
        publishing.publish_report(by=SYSTEM, report=home(), in_background=False)
    assert not Publication.objects.exists()


def test_whoever_only_reads_gives_nothing_out(plan: Plan, actor: Callable[[str], Actor]) -> None:
    edition = a_published_plan(plan)
    with pytest.raises(Forbidden):
        publishing.publish_plan(by=actor("rolf"), plan=plan)
    with pytest.raises(Forbidden):
        publishing.withdraw(by=actor("rolf"), edition=edition, reason="¤Nej")
    with pytest.raises(Forbidden):
        publishing.set_open(
            by=actor("rolf"), publication=edition.publication, is_open=True, launched_on=date(2026, 1, 1)
        )


def test_the_plans_page_offers_only_what_one_may(plan: Plan, signed_in: Callable[[str], Client]) -> None:
    reads, owns = (signed_in(key).get("/plan/p1/").content.decode() for key in ("rolf", "siv"))
    assert "/plan/p1/publicera/" in owns
    assert "/plan/p1/publicera/" not in reads
    assert "/plan/p1/forhandsvisa/" in reads


def test_open_pages_cost_the_same_however_much_is_open(
    plan: Plan, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    opened(a_published_plan(plan).publication)
    opened(published_measures(2026).publication)
    for address in ("/oppet/", "/oppet/flode.xml"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert Client().get(address).status_code == 200
