"""Units: naming, moving, closing, merging, splitting – and that last year stays last year."""

from datetime import date

import pytest

from tertial.history.models import Event
from tertial.organisation.access import Forbidden
from tertial.organisation.actions import mergers, units
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Placement, Succession, Unit
from tertial.organisation.queries import organisation_on
from tests.cast import a_unit

NEW_YEAR = date(2027, 1, 1)
LAST_YEAR = date(2026, 12, 31)


def rename(by, unit, name, version=1):
    return units.edit_unit(by=by, unit=unit, name=name, short_name="", description="", version=version)


def test_the_manager_renames_a_unit_and_the_log_says_so(city, actor):
    rename(actor("siv"), city.home, "¤Hemtjänst Norr")
    event = Event.objects.get()
    assert (event.verb, event.actor_key, event.subject_key) == ("unit.renamed", "siv", "home")
    assert event.particulars == {"old": "¤Home", "new": "¤Hemtjänst Norr"}


def test_a_role_counts_below_its_unit_and_nowhere_else(city, actor):
    with pytest.raises(Forbidden):
        rename(actor("ute"), city.home, "Kapad")
    assert not Event.objects.exists()
    assert Unit.objects.get(key="home").name == "¤Home"


def test_the_same_name_again_writes_nothing(city, actor):
    rename(actor("siv"), city.home, "¤Home")
    assert not Event.objects.exists()


def test_the_second_of_two_editors_is_told(city, actor):
    rename(actor("siv"), city.home, "Först")
    with pytest.raises(units.SomebodyElseWasFirst) as caught:
        rename(actor("karin"), city.home, "Sedan", version=1)
    assert caught.value.current.name == "Först"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_is_needed(city, actor, name):
    with pytest.raises(Refused):
        rename(actor("siv"), city.home, name)


def test_moving_keeps_last_years_organisation(city, actor):
    units.move_unit(by=actor("karin"), unit=city.home, parent=city.berg, on=NEW_YEAR)
    assert organisation_on(LAST_YEAR).parents["home"] == "care"
    assert organisation_on(NEW_YEAR).parents["home"] == "berg"


def test_a_unit_cannot_move_under_itself(city, actor):
    with pytest.raises(Refused, match="under sig själv"):
        units.move_unit(by=actor("karin"), unit=city.strand, parent=city.home, on=NEW_YEAR)


def test_moving_needs_the_right_in_both_places(city, actor):
    with pytest.raises(Forbidden):
        units.move_unit(by=actor("siv"), unit=city.home, parent=city.berg, on=NEW_YEAR)


def test_a_unit_with_units_below_is_not_closed(city, actor):
    with pytest.raises(Refused, match="¤Home"):
        units.close_unit(by=actor("karin"), unit=city.care, on=LAST_YEAR)


def test_closing_ends_placement_and_roles(city, actor):
    units.close_unit(by=actor("karin"), unit=city.home, on=LAST_YEAR)
    assert "home" in organisation_on(LAST_YEAR).units
    assert "home" not in organisation_on(NEW_YEAR).units
    assert Placement.objects.get(unit=city.home).valid_to == LAST_YEAR
    assert city.home.holdings.get().valid_to == LAST_YEAR


def test_two_boards_merge_and_their_units_follow(city, actor):
    new = a_unit("nya", city.council, "board")
    mergers.merge_units(by=actor("karin"), old=[city.strand, city.berg], new=new, on=NEW_YEAR)
    after = organisation_on(NEW_YEAR)
    assert {after.parents["care"], after.parents["school"]} == {"nya"}
    assert not {"strand", "berg"} & set(after.units)
    before = organisation_on(LAST_YEAR)
    assert before.parents["care"] == "strand"
    assert set(Succession.objects.values_list("old__key", "new__key")) == {("strand", "nya"), ("berg", "nya")}


def test_a_unit_is_split_in_two(city, actor):
    north, south = a_unit("norr", city.care), a_unit("soder", city.care)
    mergers.split_unit(by=actor("karin"), old=city.home, new=[north, south], on=NEW_YEAR)
    assert "home" not in organisation_on(NEW_YEAR).units
    assert set(city.home.successors.values_list("new__key", flat=True)) == {"norr", "soder"}
    assert Event.objects.get().verb == "unit.split"


def test_a_button_pressed_twice_makes_one_unit(city, actor):
    def make(key):
        return units.create_unit(
            by=actor("nils"), key=key, name="Ny", kind="unit", parent=city.care, valid_from=date(2026, 1, 1)
        )

    make("ny")
    with pytest.raises(Refused, match="heter Ny under ¤Care"):
        make("ny-2")
    assert Unit.objects.filter(name="Ny").count() == 1
