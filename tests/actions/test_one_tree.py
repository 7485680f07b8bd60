"""No page and no file breaks the tree, today or on any later day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tertial.intake.actions import deliveries as intake
from tertial.organisation.actions import units
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.queries import organisation_on
from tests.cast import SINCE
from tests.delivering import receive

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_ring_that_would_close_later_is_refused(city, actor):
    karin = actor("karin")
    units.move_unit(by=karin, unit=city.care, parent=city.school, on=after(60))
    with pytest.raises(Refused, match="ring"):
        units.move_unit(by=karin, unit=city.school, parent=city.care, on=after(10))
    assert set(organisation_on(after(90)).line("care")) == {"care", "school", "berg", "council"}


def test_a_unit_does_not_begin_before_what_it_stands_under(city, actor):
    with pytest.raises(Refused, match="finns först från") as caught:
        units.create_unit(
            by=actor("nils"),
            key="x",
            name="X",
            kind="unit",
            parent=city.care,
            valid_from=SINCE - timedelta(days=1),
        )
    assert caught.value.field == "valid_from"
    assert not Unit.objects.filter(key="x").exists()


def test_a_closed_unit_is_not_closed_again_on_a_later_day(city, actor):
    units.close_unit(by=actor("karin"), unit=city.school, on=after(-5))
    with pytest.raises(Refused):
        units.close_unit(by=actor("karin"), unit=Unit.objects.get(key="school"), on=after(5))
    assert "school" not in organisation_on(TODAY).units


def leave_later(by, city):
    units.move_unit(by=by, unit=city.home, parent=city.school, on=after(50))


def close_later(by, city):
    units.close_unit(by=by, unit=city.home, on=after(50))


@pytest.mark.parametrize("first", [leave_later, close_later])
def test_a_unit_is_not_closed_before_those_under_it_have_left(city, actor, first):
    first(actor("karin"), city)
    with pytest.raises(Refused, match="¤Home"):
        units.close_unit(by=actor("karin"), unit=city.care, on=after(5))
    assert organisation_on(after(10)).parents["home"] == "care"


def test_a_file_does_not_close_a_unit_over_the_heads_of_others(city, actor):
    text = f"Nyckel;Namn;Slag;Överordnad;Till\nstrand;¤Strand;board;council;{after(30)}\n"
    delivery = receive(actor("nils"), "units", text)
    assert [(each["row"], each["column"]) for each in delivery.remarks] == [(2, "Till")]
    with pytest.raises(Refused):
        intake.accept(by=actor("nils"), delivery=delivery)
    assert organisation_on(after(40)).parents["care"] == "strand"


def test_an_undo_does_not_make_a_ring(city, actor):
    nils = actor("nils")
    moved = receive(nils, "units", "Nyckel;Namn;Slag;Överordnad\nhome;¤Home;unit;school\n")
    moved = intake.accept(by=nils, delivery=moved)
    units.move_unit(by=nils, unit=city.care, parent=city.home, on=TODAY)
    with pytest.raises(Refused, match="ring"):
        intake.withdraw(by=nils, delivery=moved)
    assert organisation_on(TODAY).parents["home"] == "school"


def test_a_move_offers_only_units_that_may_stand_above(signed_in):
    page = signed_in("nils").get("/enheter/berg/flytta/").content.decode()
    assert 'value="council"' in page
    assert 'value="care"' not in page


def test_a_remark_names_kinds_as_the_city_does(city, actor):
    delivery = receive(actor("nils"), "units", "Nyckel;Namn;Slag;Överordnad\nny;Ny;board;home\n")
    (remark,) = delivery.remarks
    assert (remark["params"]["kind"], remark["params"]["above"]) == ("Nämnd", "Enhet")
    assert "Kommunfullmäktige" in remark["params"]["allowed"]
