"""People: adding, changing, closing, language and standing in."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tertial.history.models import Event
from tertial.organisation.access import Forbidden
from tertial.organisation.actions import people
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Deputyship, Person
from tests.things import a_deputyship

TODAY = timezone.localdate()


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def test_a_new_person_has_no_password_yet(city, actor):
    made = people.create_person(by=actor("nils"), key="ny", name="  Åsa   Ny ", email="Asa@Prov.Example ")
    assert (made.name, made.email) == ("Åsa Ny", "asa@prov.example")
    assert not made.has_usable_password()
    assert Event.objects.get().verb == "person.created"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"name": "x" * 201}, "name", id="name too long"),
        pytest.param({"email": "asa"}, "email", id="no address"),
        pytest.param({"email": "lo@prov.example"}, "email", id="somebody else's address"),
        pytest.param({"email": "LO@PROV.example"}, "email", id="somebody else's address in capitals"),
        pytest.param({"title": "x" * 201}, "title", id="title too long"),
    ],
)
def test_wrong_values_are_refused_for_new_and_known(city, actor, values, field):
    right = {"name": "Ny", "email": "ny@prov.example", "title": ""} | values
    with pytest.raises(Refused) as caught:
        people.create_person(by=actor("nils"), key="ny", **right)
    assert caught.value.field == field
    with pytest.raises(Refused) as caught:
        people.change_person(by=actor("nils"), person=person("eva"), **right)
    assert caught.value.field == field
    assert not Event.objects.exists()
    assert person("eva").email == "eva@prov.example"


def test_a_taken_key_is_refused(city, actor):
    with pytest.raises(Refused, match="eva"):
        people.create_person(by=actor("nils"), key="eva", name="Ny", email="ny@prov.example")


def test_a_changed_address_is_told_with_the_old_one(city, actor):
    people.change_person(
        by=actor("nils"), person=person("eva"), name="¤Eva Prov", email="ny@prov.example", title="¤titel"
    )
    event = Event.objects.get()
    assert (event.particulars["old_email"], event.particulars["new_email"]) == (
        "eva@prov.example",
        "ny@prov.example",
    )


def test_the_same_values_again_write_nothing(city, actor):
    eva = person("eva")
    people.change_person(by=actor("nils"), person=eva, name=eva.name, email=eva.email, title=eva.title)
    assert not Event.objects.exists()


def test_nobody_closes_their_own_account(city, actor):
    with pytest.raises(Refused):
        people.close_person(by=actor("nils"), person=person("nils"))
    assert person("nils").is_active


def test_a_closed_person_cannot_stand_in(city, actor):
    people.close_person(by=actor("nils"), person=person("lo"))
    with pytest.raises(Refused, match="öppet konto"):
        people.name_deputy(
            by=actor("siv"), holder=person("siv"), deputy=person("lo"), valid_from=TODAY, valid_to=TODAY
        )


def test_language_is_ones_own(city, actor):
    people.choose_language(by=actor("lo"), person=person("lo"), language="en")
    assert person("lo").language == "en"
    with pytest.raises(Forbidden):
        people.choose_language(by=actor("lo"), person=person("siv"), language="en")
    with pytest.raises(Refused):
        people.choose_language(by=actor("lo"), person=person("lo"), language="xx")


@pytest.mark.parametrize(
    ("deputy", "last", "field"),
    [
        pytest.param("siv", TODAY, "deputy", id="oneself"),
        pytest.param("lo", TODAY - timedelta(days=1), "valid_to", id="ends before it begins"),
    ],
)
def test_standing_in_is_refused(city, actor, deputy, last, field):
    with pytest.raises(Refused) as caught:
        people.name_deputy(
            by=actor("siv"), holder=person("siv"), deputy=person(deputy), valid_from=TODAY, valid_to=last
        )
    assert caught.value.field == field


def test_back_earlier_than_planned(city, actor):
    deputyship = a_deputyship("siv", "vik")
    people.end_deputy(by=actor("siv"), deputyship=deputyship, on=TODAY)
    assert Deputyship.objects.get().valid_to == TODAY - timedelta(days=1)


def test_a_deputyship_that_never_began_is_taken_away(city, actor):
    made = people.name_deputy(
        by=actor("siv"),
        holder=person("siv"),
        deputy=person("lo"),
        valid_from=date(2090, 1, 1),
        valid_to=date(2090, 1, 2),
        reason="x",
    )
    people.end_deputy(by=actor("siv"), deputyship=made, on=TODAY)
    assert not Deputyship.objects.exists()
    assert list(Event.objects.values_list("verb", flat=True)) == ["deputy.ended", "deputy.named"]


def test_the_stand_in_cannot_end_or_lengthen_it(city, actor):
    deputyship = a_deputyship("siv", "vik")
    with pytest.raises(Forbidden):
        people.end_deputy(by=actor("vik"), deputyship=deputyship, on=TODAY)
    with pytest.raises(Forbidden):
        people.name_deputy(
            by=actor("vik"),
            holder=person("siv"),
            deputy=person("vik"),
            valid_from=TODAY,
            valid_to=date(2099, 1, 1),
        )
