"""Who takes part in an activity and how, the goals it serves, and lists that count what they do not read."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertial.goals.models import Activity, ActivityUnit
from tertial.goals.pages.rows import urgent_first
from tertial.goals.queries import Wanted, activities_for, front_of
from tertial.goals.rules.activity import counts
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain, an_activity
from tests.exploring import examples

UNITS, GOALS = "/aktiviteter/a1/enheter/", "/aktiviteter/a1/mal/"


@pytest.fixture
def chain(city: City) -> Chain:
    return a_chain(city)


def parts() -> dict[str, str]:
    return dict(ActivityUnit.objects.filter(activity__key="a1").values_list("unit__key", "part"))


def test_units_take_part_in_stated_ways(chain, signed_in):
    kim = signed_in("kim")
    for unit, part in (("school", "support"), ("care", "consulted"), ("strand", "lead")):
        assert kim.post(UNITS, {"unit": unit, "part": part}).status_code == 302
    expected = {"home": "together", "school": "support", "care": "consulted", "strand": "lead"}
    assert parts() == expected, "who led before goes on together"
    page = kim.get("/aktiviteter/a1/").content.decode()
    for words in ("Med stöd av", "I samråd med", "Tillsammans med", "Ansvarig"):
        assert words in page
    assert kim.post(f"{UNITS}care/bort/").status_code == 302
    assert "care" not in parts()


def test_somebody_always_leads(chain, signed_in):
    kim = signed_in("kim")
    kim.post(f"{UNITS}home/bort/")
    assert kim.post(UNITS, {"unit": "home", "part": "support"}).status_code == 422
    assert parts() == {"home": "lead"}


def test_one_activity_serves_several_goals_without_being_copied(chain, signed_in):
    kim = signed_in("kim")
    before = Activity.objects.count()
    assert kim.post(GOALS, {"goal": "g2"}).status_code == 302
    assert Activity.objects.count() == before
    for goal in ("g1", "g2"):
        assert "¤Aktivitet-a1" in kim.get(f"/mal/m/{goal}/").content.decode()
    kim.post(f"{GOALS}g1/bort/")
    kim.post(f"{GOALS}g2/bort/")
    assert Activity.objects.get(key="a1").reasons.get().goal.key == "g2", "the last one stays"


def test_another_person_answers_for_it(chain, signed_in):
    fields = {"text": "¤Aktivitet-a1", "start": f"{YEAR}-01-01", "end": f"{YEAR}-12-31", "version": "1"}
    response = signed_in("kim").post("/aktiviteter/a1/andra/", fields | {"responsible": "siv"})
    assert response.status_code == 302
    assert Activity.objects.get(key="a1").responsible.key == "siv"


def test_two_edit_an_activity_and_nothing_is_lost(chain, signed_in):
    address = "/aktiviteter/a1/andra/"
    fields = {"start": f"{YEAR}-01-01", "end": f"{YEAR}-12-31", "responsible": "eva", "version": "1"}
    sivs = fields | {"text": "Sivs ord", "responsible": ""}
    assert signed_in("siv").post(address, sivs).status_code == 302
    second = signed_in("kim").post(address, fields | {"text": "Kims ord"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Sivs" in page
    assert "Kims" in page
    assert "¤Siv Prov" in page
    assert "¤Eva Prov" in page, "the person one had chosen"
    assert 'name="version" value="2"' in page
    again = signed_in("kim").post(address, fields | {"text": "Kims ord", "version": "2"})
    assert again.status_code == 302
    assert Activity.objects.get(key="a1").text == "Kims ord"
    texts = list(Activity.objects.get(key="a1").history.values_list("text", flat=True))
    assert "Sivs ord" in texts


def test_saying_how_it_goes_does_not_disturb_who_writes_the_text(chain, signed_in):
    told = signed_in("siv").post("/aktiviteter/a1/lage/", {"status": "ongoing", "progress": "55"})
    assert told.status_code == 302
    fields = {"text": "Nytt", "start": f"{YEAR}-01-01", "end": f"{YEAR}-12-31", "version": "1"}
    assert signed_in("siv").post("/aktiviteter/a1/andra/", fields).status_code == 302
    assert Activity.objects.get(key="a1").progress == 55


def test_the_list_says_whose_it_is(chain, signed_in):
    page = signed_in("lo").get("/aktiviteter/?ansvarig=eva&mal=g1").content.decode()
    assert "¤Eva Prov, 1.1 ¤Mål-g1</h2>" in page


def test_one_word_for_what_is_cancelled(chain, signed_in):
    eva = signed_in("eva")
    eva.post("/aktiviteter/a1/lage/", {"status": "cancelled", "reason": "¤Pengar"})
    page = eva.get("/aktiviteter/a1/").content.decode()
    assert "rapporterade Avbruten" in page
    assert "Utgår" not in page


STATES = {
    "open": lambda standing: standing.is_open,
    "soon": lambda standing: standing.is_soon_due,
    "late": lambda standing: standing.status == "late",
    "done": lambda standing: standing.status == "done",
    "cancelled": lambda standing: standing.status == "cancelled",
}
days = st.none() | st.dates(date(YEAR - 1, 1, 1), date(YEAR + 1, 12, 31))


@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(days, st.integers(0, 100), st.sampled_from(Activity.Status.values)), max_size=6))
@pytest.mark.django_db
def test_the_front_says_the_same_as_the_whole_list(city, chain, rows):
    Activity.objects.filter(key__startswith="h").delete()
    for number, (end, progress, status) in enumerate(rows):
        more = {"done_on": date(YEAR, 3, 1)} if status == "done" else {}
        if status == "cancelled":
            more = {"cancelled_on": date(YEAR, 3, 1), "reason": "¤"}
        a = {"start": None, "end": end, "progress": progress, "status": status}
        an_activity(f"h{number}", chain.goal, city.home, **a, **more)
    today = timezone.localdate()
    keys = ["strand", "care", "home"]
    whole = activities_for(Wanted(units=keys), today)
    front = front_of(Wanted(units=keys), today, 4)
    assert front.counts == counts(info.standing for info in whole)
    first = [row.activity.end for row in urgent_first(whole)[:4]]
    assert [info.activity.end for info in front.first] == first
    for state, is_in in STATES.items():
        asked = activities_for(Wanted(units=keys, state=state), today)
        wanted = {info.activity.key for info in whole if is_in(info.standing)}
        assert {info.activity.key for info in asked} == wanted, state
