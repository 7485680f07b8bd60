"""Whatever somebody writes is shown as text: no name, title, description or file name becomes markup."""

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tertial.goals.models import Activity, ExpectedResult, Goal, Plan
from tertial.intake.models import Job, Submission
from tertial.measures.models import Judgement, Measure, Target, Value
from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.actions import holdings, people, units
from tertial.organisation.models import Person
from tests.cast import City, a_city
from tests.everything import one_of_each
from tests.pages.test_authorization import PAGES

TODAY = timezone.localdate()
EVIL = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('"><img src=x onerror=alert(1)>', id="quotation"),
    pytest.param("'><svg/onload=alert(1)>", id="apostrophe"),
    pytest.param("{{ 7|add:7 }}{% now 'Y' %}", id="template"),
    pytest.param("%(actor)s {actor} {0.__class__} %s %n", id="formats"),
    pytest.param("javascript:alert(1)//[x](javascript:alert(1))", id="address"),
]


def unescaped(page: str) -> list[str]:
    """Markup that came from what was written; inside attributes it must be quoted."""
    return re.findall(r"<script>alert|<img src=x|<svg/onload|href=\"javascript:|<class &#x27;|<class '", page)


@pytest.fixture(scope="module", params=EVIL)
def made_evil(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[City, str]]:
    """Everything that somebody can write, written; once for all addresses."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("evil"))
    with django_db_blocker.unblock(), transaction.atomic(), files:
        city = a_city()
        write_everything(city, request.param)
        yield city, request.param
        transaction.set_rollback(True)


@pytest.fixture
def city(made_evil: tuple[City, str], db: None) -> City:
    return deepcopy(made_evil[0])


@pytest.fixture
def evil_city(made_evil: tuple[City, str], city: City) -> str:
    return made_evil[1]


def write_everything(city: City, evil: str) -> None:
    units.edit_unit(
        by=actor_for(Person.objects.get(key="karin")),
        unit=city.home,
        name=evil,
        short_name=evil[:60],
        description=f"{evil}\n\n{evil}",
        version=1,
    )
    units.edit_unit(by=SYSTEM, unit=city.care, name=f"{evil} 2", short_name="", description=evil, version=1)
    eva = Person.objects.get(key="eva")
    people.change_person(by=SYSTEM, person=eva, name=evil, email=eva.email, title=evil)
    nils = Person.objects.get(key="nils")
    people.change_person(by=SYSTEM, person=nils, name=evil, email=nils.email, title=evil)
    people.name_deputy(
        by=actor_for(nils), holder=nils, deputy=eva, valid_from=TODAY, valid_to=TODAY, reason=evil
    )
    holdings.give_role(by=actor_for(nils), person=eva, role="reader", unit=city.care, valid_from=TODAY)
    one_of_each(city)
    Job.objects.update(name=evil, text=evil)
    Submission.objects.filter(key="d1").update(
        name=evil,
        changes=[
            {"line": 1, "name": evil, "state": "changed", "changes": [[evil, evil, evil]], "remarks": []}
        ],
        remarks=[{"row": 1, "column": evil, "message": evil, "severity": "error"}],
    )
    evil_chain(city, evil)


def evil_chain(city, evil):
    description = [{"group": evil, "points": [evil]}]
    Goal.objects.update(text=evil, number=evil[:20], description=description, priorities=[evil], tags=[evil])
    ExpectedResult.objects.update(text=evil)
    Plan.objects.update(name=evil)
    Activity.objects.update(text=evil)
    Measure.objects.update(name=evil, unit_of_measure=evil[:40], source=evil, definition=evil)
    Target.objects.update(text=evil, decision=evil[:120])
    Value.objects.filter(pk=9000901).update(
        comment=evil, reason=evil, recorded_by_name=evil, source_place=evil[:80]
    )
    Judgement.objects.update(reason=evil, decided_by_name=evil)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_that_is_written_becomes_markup_on_any_page(evil_city, signed_in, language):
    Person.objects.update(language=language)
    client = signed_in("nils")
    for name, (arguments, allowed, _) in PAGES.items():
        if "nils" in allowed:
            response = client.get(reverse(name, kwargs=arguments))
            assert response.status_code == 200, name
            assert unescaped(response.content.decode(errors="replace")) == [], name


@pytest.mark.parametrize(
    "address",
    [
        "/sok/?q={}",
        "/personer/?q={}",
        "/handelser/?who={}&about={}",
        "/enheter/?dag={}",
        "/finns-inte/{}",
        "/logga-in/?next={}",
        "/ui/?sida={}",
    ],
)
def test_nothing_in_an_address_becomes_markup(evil_city, signed_in, address):
    from urllib.parse import quote

    words = quote(evil_city, safe="")
    response = signed_in("nils").get(address.format(words, words))
    assert response.status_code in (200, 302, 404)
    assert unescaped(response.content.decode()) == []


def test_nothing_in_a_refused_form_becomes_markup(evil_city, signed_in):
    client = signed_in("nils")
    edited = client.post(
        reverse("unit_edit", kwargs={"key": "home"}),
        {"name": "", "short_name": evil_city, "description": evil_city, "version": evil_city},
    )
    conflict = client.post(
        reverse("unit_edit", kwargs={"key": "home"}),
        {"name": f"{evil_city}!", "short_name": "", "description": f"{evil_city} {evil_city}", "version": 1},
    )
    person = client.post(reverse("person_new"), {"name": evil_city, "email": evil_city, "title": evil_city})
    file = client.post(
        reverse("delivery_new", kwargs={"kind": "units"}),
        {
            "file": SimpleUploadedFile(
                "x.csv", f'Namn;Slag\n"{evil_city.replace(chr(34), chr(34) * 2)}";"<b>"\n'.encode()
            )
        },
        follow=True,
    )
    assert [edited.status_code, conflict.status_code, person.status_code] == [422, 409, 422]
    for response in (edited, conflict, person, file):
        assert unescaped(response.content.decode()) == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<p><script>alert(1)</script>", 1, id="markup"),
        pytest.param("<p>&lt;script&gt;alert(1)", 0, id="text"),
        pytest.param('<a href="javascript:alert(1)">', 1, id="address"),
    ],
)
def test_the_search_finds_markup(page, found):
    assert len(unescaped(page)) == found
