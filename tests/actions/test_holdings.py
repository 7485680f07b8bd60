"""Roles: who may give them, where they stop, and the ways round that must not exist."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tertial.history.models import Event
from tertial.organisation.access import SYSTEM, Forbidden, actor_for
from tertial.organisation.actions import holdings, people, units
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Deputyship, Person, RoleHolding, Unit
from tertial.organisation.roles import EVERYWHERE, ROLES, Permission
from tests.cast import SINCE, a_person, a_unit

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def give(by, person, role, unit, **more):
    return holdings.give_role(by=by, person=person, role=role, unit=unit, valid_from=TODAY, **more)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


@pytest.fixture
def local(city):
    """An administrator of one board only."""
    return actor_for(a_person("lokal", "administrator", city.strand))


@pytest.fixture
def stand_in(city):
    """Stands in for the city's administrator."""
    Deputyship.objects.create(
        holder=person("nils"), deputy=a_person("vik"), valid_from=TODAY - DAY, valid_to=TODAY + DAY
    )
    return actor_for(person("vik"))


def test_a_role_is_given_and_told(city, actor):
    holding = give(actor("nils"), person("lo"), "reporter", city.home, valid_to=TODAY + DAY)
    assert (holding.valid_from, holding.valid_to) == (TODAY, TODAY + DAY)
    event = Event.objects.get()
    assert (event.verb, event.unit_key, event.subject_key) == ("role.given", "home", "lo")
    assert actor("lo").may(Permission.REPORT, "home")
    assert not actor("lo").may(Permission.REPORT, "care")


def test_an_ended_role_counts_to_the_day_before(city, actor):
    holdings.end_role(by=actor("nils"), holding=person("eva").holdings.get(), on=TODAY)
    assert person("eva").holdings.get().valid_to == TODAY - DAY
    assert not actor("eva").may(Permission.REPORT, "home")


def test_a_role_that_never_began_is_taken_away(city, actor):
    holding = holdings.give_role(
        by=actor("nils"), person=person("lo"), role="reporter", unit=city.home, valid_from=TODAY + DAY
    )
    holdings.end_role(by=actor("nils"), holding=holding, on=TODAY)
    assert not RoleHolding.objects.filter(person__key="lo", role="reporter").exists()


@pytest.mark.parametrize(
    ("role", "more", "says"),
    [
        pytest.param("kung", {}, "kung", id="no such role"),
        pytest.param("reporter", {"valid_to": TODAY - DAY}, "Sista dagen", id="ends before it begins"),
        pytest.param("reader", {}, "redan rollen", id="held already"),
    ],
)
def test_refused(city, actor, role, more, says):
    with pytest.raises(Refused, match=says):
        give(actor("nils"), person("lo"), role, city.council, **more)
    assert not Event.objects.exists()


# --- ways round ---


@pytest.mark.parametrize("who", ["karin", "siv", "eva", "kim", "rolf", "lo", "ute"])
def test_only_administrators_give_roles(city, actor, who):
    with pytest.raises(Forbidden):
        give(actor(who), person(who), "administrator", city.home)
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", sorted(EVERYWHERE))
def test_a_boards_administrator_gives_no_role_that_counts_everywhere(city, local, role):
    with pytest.raises(Forbidden):
        give(local, local.person, role, city.strand)
    assert not local.person.holdings.filter(role=role).exists()


@pytest.mark.parametrize("where", ["council", "berg", "school"])
def test_a_boards_administrator_gives_no_role_outside_the_board(city, local, where):
    with pytest.raises(Forbidden):
        give(local, local.person, "administrator", getattr(city, where))


def test_a_boards_administrator_gives_roles_inside_it(city, local):
    give(local, person("lo"), "reporter", city.home)
    assert Event.objects.get().actor_key == "lokal"


def test_a_council_made_under_a_board_is_not_the_top_of_the_city(city, local):
    own = units.create_unit(
        by=local, key="egen", name="Egen", kind="council", parent=city.strand, valid_from=TODAY
    )
    give(actor_for(local.person), local.person, "administrator", own)
    again = actor_for(local.person)
    assert not again.may(Permission.GIVE_ROLES)
    assert not again.may(Permission.EDIT_PEOPLE)


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda by, who: people.change_person(by=by, person=who, name=who.name, email="x@y.se", title=""),
            id="change the e-mail",
        ),
        pytest.param(lambda by, who: people.close_person(by=by, person=who), id="close the account"),
        pytest.param(
            lambda by, who: people.create_person(by=by, key="ny", name="Ny", email="ny@y.se"),
            id="add somebody",
        ),
        pytest.param(
            lambda by, who: people.name_deputy(
                by=by, holder=who, deputy=by.person, valid_from=TODAY, valid_to=TODAY
            ),
            id="stand in for the administrator",
        ),
        pytest.param(
            lambda by, who: holdings.end_role(by=by, holding=who.holdings.get(), on=TODAY),
            id="end the administrator's role",
        ),
    ],
)
@pytest.mark.parametrize("who", ["lokal", "karin", "siv", "rolf", "lo"])
def test_nobody_takes_over_the_administrators_account(city, local, who, deed):
    with pytest.raises(Forbidden):
        deed(actor_for(person(who)), person("nils"))
    nils = person("nils")
    assert (nils.email, nils.is_active) == ("nils@prov.example", True)
    assert not Event.objects.exists()


# --- the last administrator ---


def test_the_last_administrator_is_not_ended(city, actor, local):
    """Another one in a single board does not count: who would give roles in the rest of the city?"""
    with pytest.raises(Refused, match="sista administratören"):
        holdings.end_role(by=actor("nils"), holding=person("nils").holdings.get(), on=TODAY)
    assert person("nils").holdings.get().valid_to is None
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"is_active": False}, id="whose account is closed"),
        pytest.param({"valid_from": TODAY + DAY}, id="who begins tomorrow"),
        pytest.param({"valid_to": TODAY + DAY}, id="who ends tomorrow"),
    ],
)
def test_another_administrator_does_not_count(city, actor, other):
    second = a_person("tva", "administrator", city.council)
    if "is_active" in other:
        second.is_active = False
        second.save()
    else:
        holding = second.holdings.get()
        for name, value in other.items():
            setattr(holding, name, value)
        holding.save()
    with pytest.raises(Refused):
        holdings.end_role(by=actor("nils"), holding=person("nils").holdings.get(), on=TODAY)


def test_one_of_two_administrators_is_ended(city, actor):
    a_person("tva", "administrator", city.council)
    holdings.end_role(by=actor("nils"), holding=person("nils").holdings.get(), on=TODAY)
    assert not actor("nils").may(Permission.GIVE_ROLES)


def test_the_stand_in_does_not_close_the_last_administrator(city, stand_in):
    with pytest.raises(Refused, match="sista administratören"):
        people.close_person(by=stand_in, person=person("nils"))
    assert person("nils").is_active


def test_closing_the_council_does_not_leave_the_city_without_administrator(db):
    council = a_unit("council", kind="council")
    a_person("nils", "administrator", council)
    with pytest.raises(Refused, match="sista administratören"):
        units.close_unit(by=SYSTEM, unit=council, on=TODAY)
    assert Unit.objects.get().valid_to is None


# --- standing in ---


def test_the_stand_in_may_what_the_holder_may_and_the_log_says_in_whose_place(city, stand_in):
    give(stand_in, person("lo"), "reporter", city.home)
    event = Event.objects.get()
    assert (event.actor_key, event.acting_for) == ("vik", "¤Nils Prov")


def test_the_stand_in_gives_nothing_to_themselves(city, stand_in):
    with pytest.raises(Refused, match="dig själv"):
        give(stand_in, stand_in.person, "administrator", city.council)
    with pytest.raises(Refused, match="dig själv"):
        people.name_deputy(
            by=stand_in,
            holder=person("karin"),
            deputy=stand_in.person,
            valid_from=TODAY,
            valid_to=date(2099, 1, 1),
        )
    assert not Event.objects.exists()


def test_a_stand_in_for_a_stand_in_gets_nothing(city, stand_in):
    third = a_person("tredje")
    Deputyship.objects.create(holder=stand_in.person, deputy=third, valid_from=TODAY, valid_to=TODAY)
    assert actor_for(third).held == ()
    with pytest.raises(Forbidden):
        give(actor_for(third), third, "reader", city.home)


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        pytest.param(-2, -1, False, id="ended yesterday"),
        pytest.param(-1, 0, True, id="ends today"),
        pytest.param(0, 1, True, id="begins today"),
        pytest.param(1, 2, False, id="begins tomorrow"),
    ],
)
def test_standing_in_counts_between_its_days(city, first, last, counts):
    Deputyship.objects.create(
        holder=person("nils"),
        deputy=person("lo"),
        valid_from=TODAY + first * DAY,
        valid_to=TODAY + last * DAY,
    )
    assert actor_for(person("lo")).may(Permission.GIVE_ROLES) is counts


def test_standing_in_for_a_closed_account_gives_nothing(city, stand_in):
    nils = person("nils")
    nils.is_active = False
    nils.save()
    assert not actor_for(stand_in.person).may(Permission.GIVE_ROLES)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_an_expired_role_gives_nothing(city, role):
    holder = a_person("fore", role, city.council)
    holding = holder.holdings.get()
    holding.valid_from, holding.valid_to = SINCE, TODAY - DAY
    holding.save()
    assert not any(actor_for(holder).may_anywhere(each) for each in Permission)


@pytest.mark.parametrize("role", sorted(EVERYWHERE))
def test_a_local_administrator_does_not_end_a_role_that_counts_everywhere(city, actor, local, role):
    holding = give(actor("nils"), person("lo"), role, city.home)
    with pytest.raises(Forbidden):
        holdings.end_role(by=local, holding=holding, on=TODAY + DAY)
    assert RoleHolding.objects.get(pk=holding.pk).valid_to is None
