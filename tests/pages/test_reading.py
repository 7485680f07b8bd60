"""Pages for reading: what they show, how they search, page and go back in time, and in which language."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tertial.history.actions import record
from tertial.history.models import Event
from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.actions import mergers, units
from tertial.organisation.models import Person, Unit
from tests.cast import a_person, a_unit
from tests.things import a_deputyship

TODAY = timezone.localdate()


def page(client, name: str, query: str = "", **arguments: object) -> str:
    response = client.get(reverse(name, kwargs=arguments) + query)
    assert response.status_code == 200
    return response.content.decode()


def rename(key: str, name: str, description: str = "") -> None:
    unit = Unit.objects.get(key=key)
    units.edit_unit(
        by=SYSTEM, unit=unit, name=name, short_name="", description=description, version=unit.version
    )


# --- start ---


def test_the_start_page_shows_ones_units_and_what_happened_there(city, signed_in):
    rename("home", "¤Nytt hem")
    rename("school", "¤Ny skola")
    text = page(signed_in("eva"), "start")
    assert "Tertial bytte namn från ¤Home till ¤Nytt hem" in text
    assert "¤Ny skola" not in text
    assert reverse("unit", kwargs={"key": "home"}) in text


def test_somebody_without_a_role_is_told_what_to_do(city, signed_in):
    a_person("ny")
    assert "Be en administratör" in page(signed_in("ny"), "start")


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(6, "God morgon, ¤Eva"), (11, "Hej, ¤Eva"), (17, "God kväll, ¤Eva"), (23, "Hej, ¤Eva")],
)
def test_the_greeting_follows_the_clock_in_stockholm(city, signed_in, hour, greeting):
    client = signed_in("eva")
    with time_machine.travel(datetime(2026, 11, 21, hour, 30, tzinfo=UTC), tick=False):
        client.force_login(Person.objects.get(key="eva"))
        assert greeting in page(client, "start")


def test_one_who_stands_in_is_told_for_whom(city, signed_in):
    a_deputyship("siv", "vik")
    assert "¤Siv Prov" in page(signed_in("vik"), "start")


# --- units ---


def test_the_tree_is_shown_as_it_was_on_a_day(city, signed_in):
    units.move_unit(by=SYSTEM, unit=city.home, parent=city.school, on=TODAY)
    unit = page(signed_in("lo"), "unit", key="home")
    assert "¤School" in unit
    assert "Tidigare under" in unit
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert "¤Home" in page(signed_in("lo"), "units", f"?dag={yesterday}")


@pytest.mark.parametrize("day", ["i-går", "2026-02-30", "9999-12-31", "0001-01-01", "%00", "2026-13-01"])
@pytest.mark.parametrize("name", ["units", "unit_versions"])
def test_an_impossible_day_is_404(city, signed_in, name, day):
    arguments = {} if name == "units" else {"key": "home"}
    assert signed_in("lo").get(reverse(name, kwargs=arguments) + f"?dag={day}").status_code == 404


def test_a_merged_unit_is_still_there_and_says_who_took_over(city, signed_in):
    new = a_unit("bada", city.care)
    mergers.merge_units(by=SYSTEM, old=[city.home, city.school], new=new, on=TODAY)
    old = page(signed_in("lo"), "unit", key="home")
    assert "Tas över av" in old
    assert "¤Bada" in old
    assert "¤Home" in page(signed_in("lo"), "unit", key="bada")


@pytest.mark.parametrize(("who", "may"), [("siv", True), ("eva", False), ("ute", False), ("rolf", False)])
def test_ways_to_change_are_shown_to_those_who_may(city, signed_in, who, may):
    assert (reverse("unit_edit", kwargs={"key": "home"}) in page(signed_in(who), "unit", key="home")) is may


def test_the_timeline_tells_in_whose_place(city, signed_in):
    a_deputyship("siv", "vik")
    units.edit_unit(
        by=actor_for(Person.objects.get(key="vik")),
        unit=city.home,
        name="¤Nytt",
        short_name="",
        description="",
        version=1,
    )
    text = page(signed_in("lo"), "unit", key="home")
    assert "¤Vik Prov bytte namn från ¤Home till ¤Nytt" in text
    assert "i stället för ¤Siv Prov" in text


# --- versions ---


@pytest.fixture
def three_versions(city):
    Unit.history.all().delete()
    for day, name, text in [
        (1, "¤Hem", "¤Vi lagar mat."),
        (10, "¤Hem", "¤Vi lagar god mat."),
        (20, "¤Hemmet", "¤Vi lagar god mat."),
    ]:
        with time_machine.travel(datetime(2026, 3, day, 12, tzinfo=UTC), tick=False):
            rename("home", name, text)


@pytest.mark.parametrize(
    ("day", "shows"),
    [
        pytest.param("2026-02-28", "Enheten fanns inte i Tertial då", id="before the first"),
        pytest.param("2026-03-01", "Version 1", id="on the first day"),
        pytest.param("2026-03-09", "Version 1", id="between"),
        pytest.param("2026-03-10", "Version 2", id="on the day of a change"),
        pytest.param("2026-03-25", "Version 3", id="after the last"),
    ],
)
def test_the_text_as_it_stood_on_a_day(three_versions, signed_in, day, shows):
    assert shows in page(signed_in("lo"), "unit_versions", f"?dag={day}", key="home")


def test_what_changed_is_marked_word_by_word(three_versions, signed_in):
    text = page(signed_in("lo"), "unit_versions", "?dag=2026-03-10", key="home")
    assert re.search(r"<ins><span class=\"vh\">Tillagt: </span> ?god ?</ins>", text)
    assert "<del>" not in text


# --- people and search ---


@pytest.fixture
def swedish(city):
    for key, name in [("ake", "¤Åke Ängström"), ("orjan", "¤Örjan Öst"), ("ake2", "¤Ake Angstrom")]:
        person = a_person(key)
        person.name = name
        person.save()
    a_unit("ovik", city.care, name="¤Örnsköldsviks förskola")
    a_unit("orn", city.care, name="¤Orns skola")


@pytest.mark.parametrize("name", ["search", "people"])
@pytest.mark.parametrize(
    ("wanted", "found", "not_found"),
    [
        pytest.param("åke", "¤Åke Ängström", "¤Ake Angstrom", id="å is not a"),
        pytest.param("ÅKE", "¤Åke Ängström", "¤Ake Angstrom", id="capital Å"),
        pytest.param("ÄNGSTRÖM åke", "¤Åke Ängström", "¤Ake Angstrom", id="words in any order"),
        pytest.param("öst", "¤Örjan Öst", "¤Åke Ängström", id="ö"),
        pytest.param("  ängström  ", "¤Åke Ängström", "¤Örjan", id="with blanks"),
        pytest.param("orjan@prov", "¤Örjan Öst", "¤Åke Ängström", id="by e-mail"),
    ],
)
def test_people_are_found(swedish, signed_in, name, wanted, found, not_found):
    text = page(signed_in("lo"), name, f"?q={wanted}")
    assert found in text
    assert not_found not in text


@pytest.mark.parametrize("wanted", ["örnsköldsvik", "ÖRNSKÖLD", "förskola örn"])
def test_units_are_found_whatever_the_case(swedish, signed_in, wanted):
    text = page(signed_in("lo"), "search", f"?q={wanted}")
    assert "¤Örnsköldsviks förskola" in text
    assert "¤Orns skola" not in text
    assert "1 träff" in text


@pytest.mark.parametrize(
    "wanted", ["%25", "_", "%00", "\\", "'", '"', "*", "zzz", "x" * 5000, "🦉", "%F0%28"]
)
@pytest.mark.parametrize("name", ["search", "people"])
def test_odd_words_find_nothing_and_break_nothing(city, signed_in, name, wanted):
    text = page(signed_in("lo"), name, f"?q={wanted}")
    assert "Inga träffar" in text or "Ingen person passar" in text


@pytest.mark.parametrize("leaf", ["2", "0", "-1", "999", "x", "%00", "1e9"])
def test_people_stand_in_leaves_of_fifty(city, signed_in, leaf):
    Person.objects.bulk_create(
        Person(key=f"p{n}", name=f"¤Person {n:03}", email=f"p{n}@prov.example") for n in range(100)
    )
    assert page(signed_in("lo"), "people", f"?sida={leaf}").count('class="rowlink"') <= 50


# --- the log ---


@pytest.fixture
def log(city):
    for day in range(1, 121):
        with time_machine.travel(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day), tick=False):
            by = actor_for(Person.objects.get(key="karin" if day % 2 else "nils"))
            record(by=by, verb="unit.created", kind="unit", key="home", name=f"¤Enhet {day}", unit="home")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("", 120, id="all"),
        pytest.param("?who=karin", 60, id="by whom"),
        pytest.param("?about=Enhet+12", 2, id="about what"),
        pytest.param("?first=2026-05-01", 1, id="from a day"),
        pytest.param("?last=2026-01-02", 1, id="to a day, that day too"),
        pytest.param("?first=2026-02-01&last=2026-02-28&who=nils", 14, id="all at once"),
        pytest.param("?who=ingen", 0, id="nobody"),
        pytest.param("?who=%00", 0, id="a nul character stands in no name"),
        pytest.param("?first=9999-12-31", 120, id="the end of days narrows nothing"),
        pytest.param("?last=0001-01-01", 120, id="the first of days narrows nothing"),
        pytest.param("?first=igår", 120, id="no date narrows nothing"),
        pytest.param("?sida=3", 120, id="the third leaf"),
    ],
)
def test_the_log_is_narrowed(log, signed_in, query, count):
    text = page(signed_in("rolf"), "events", query)
    assert (f"{count} händelser" if count != 1 else "1 händelse") in text or (
        not count and "Inga händelser passar" in text
    )


def test_the_log_stands_in_leaves_newest_first(log, signed_in):
    first = page(signed_in("rolf"), "events")
    assert "¤Enhet 120" in first
    assert "¤Enhet 70<" not in first
    assert "¤Enhet 1<" in page(signed_in("rolf"), "events", "?sida=3").replace("¤Enhet 1 ", "¤Enhet 1<")


# --- language ---


def test_the_language_is_changed_and_kept(city, signed_in):
    client = signed_in("lo")
    assert "Min sida" in page(client, "start")
    client.post(reverse("set_language"), {"language": "en"})
    english = client.get(reverse("start"))
    assert english["Content-Language"] == "en"
    text = english.content.decode()
    assert '<html lang="en"' in text
    assert "My page" in text
    assert "Min sida" not in text
    client.post(reverse("set_language"), {"language": "sv"})
    assert "Min sida" in page(client, "start")
    assert Person.objects.get(key="lo").language == "sv"


def test_no_such_language_changes_nothing(city, signed_in):
    signed_in("lo").post(reverse("set_language"), {"language": "<script>"})
    assert Person.objects.get(key="lo").language == ""
    assert not Event.objects.exists()


def test_changing_language_never_leads_away(city, signed_in):
    response = signed_in("lo").post(
        reverse("set_language"), {"language": "en", "next": "https://ond.example/"}
    )
    assert response.url == reverse("start")


def test_the_log_is_told_in_the_readers_language(city, signed_in):
    rename("home", "¤Nytt")
    Person.objects.filter(key="lo").update(language="en")
    text = page(signed_in("lo"), "unit", key="home")
    assert "bytte namn" not in text
    assert "¤Nytt" in text
