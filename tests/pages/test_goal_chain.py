"""The pages of the goal chain: what they show, what they refuse, and how many questions they ask the database."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tertial.goals.models import Activity, Goal, Plan
from tertial.measures.models import GoalMeasure, Judgement, Value
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain, a_goal, a_measure, a_plan, a_target, a_value, an_activity

GOAL = f"/mal/m/g1/?period={YEAR}T2"


@pytest.fixture
def chain(city: City) -> Chain:
    return a_chain(city)


def shown(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def queries(client, address: str) -> int:
    client.get(address)  # what is cached once is cached now
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_goal_page_tells_all(chain, signed_in):
    page = shown(signed_in("lo"), GOAL)
    for words in (
        "¤Mål-top",  # the chain above
        "¤Mål-g2",  # the goals below
        "Målet är inte bedömt ännu",
        "¤Punkt",
        "5 Jämställda liv",
        "6,3\u00a0%",
        "högst 8\u00a0%",
        "högst 2,7\u00a0%",
        "prognos",
        "0,6 lägre än helår 2025",
        "¤Aktivitet-a2",
        "1 försenade",
        "¤Resultat",
        reverse("value", args=[9000901]),
    ):
        assert words in page, words


def test_a_judgement_shows_in_its_own_period(chain, signed_in):
    page = shown(signed_in("lo"), f"/mal/m/g1/?period={YEAR}T1")
    assert "Målet uppfylls delvis" in page
    assert "¤Orsak" in page


def test_a_computed_number_leads_to_its_parts(chain, signed_in):
    page = shown(signed_in("lo"), f"/matt/m3/raknat/?enhet=strand&period={YEAR}T2")
    assert "¤Mått-m2 ÷ ¤Mått-m4 × 100" in page
    assert "31 ÷ 620 × 100 = 5,0\u00a0%" in page


def test_a_formula_may_build_on_another(city, chain, signed_in):
    """m5 = m3 − m1, and m3 = m2 ÷ m4 × 100: every step leads to the next."""
    formula = {"kind": "difference", "first": "m3", "second": "m1"}
    measure = a_measure("m5", city.strand, formula=formula)
    GoalMeasure.objects.create(goal=chain.goal, measure=measure, place=9)
    client = signed_in("lo")
    page = shown(client, f"/matt/m5/raknat/?enhet=strand&period={YEAR}T2")
    assert "5 \u2212 6,3 = \u22121,3\u00a0%" in page
    assert f"/matt/m3/raknat/?enhet=strand&amp;period={YEAR}T2" in page
    assert reverse("value", args=[9000901]) in page
    assert "\u22121,3\u00a0%" in shown(client, GOAL)
    assert "\u22121,3\u00a0%" in shown(client, "/matt/?q=m5")
    assert "¤Stran" in shown(client, "/matt/m5/"), "the units are those of what people report"


NUMBERS = f"/matt/m1/?enhet=strand&period={YEAR}T2"


@pytest.mark.parametrize("page", [NUMBERS, f"/matt/m3/?enhet=strand&period={YEAR}T2", GOAL, "/matt/"])
def test_every_number_of_a_table_leads_to_where_it_comes_from(chain, signed_in, page):
    client = signed_in("lo")
    found = set(re.findall(r'<a class="src[^"]*" href="([^"]+)"', shown(client, page)))
    assert found
    for address in found:
        assert "Så kom talet till" in shown(client, address.replace("&amp;", "&")), address


def test_numbers_beside_the_pictures_are_among_them(chain, signed_in):
    page = shown(signed_in("lo"), NUMBERS)
    for about in (
        "enhet=strand&amp;period=2024",
        f"hela=ja&amp;period={YEAR}T2",
        f"enhet=berg&amp;period={YEAR}T2",
        f"enhet=strand&amp;period={YEAR}T2&amp;del=women%2Ftotal",
    ):
        assert f"/matt/m1/tal/?{about}" in page, about


@pytest.mark.parametrize(
    "about", ["period=2026T9", "enhet=borta", "slag=gissat", "del=hastar", "period=1999"]
)
def test_a_number_that_is_not_there(chain, signed_in, about):
    shown(signed_in("lo"), f"/matt/m1/tal/?{about}", 404)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/mal/m/finns-inte/", id="no such goal"),
        pytest.param("/mal/m/g1/?period=2026T9", id="no such period"),
        pytest.param("/mal/m/g1/?period=2020T1", id="another year"),
        pytest.param("/mal/m/g1/?enhet=finns-inte", id="no such unit"),
        pytest.param("/mal/1066/", id="no such year"),
        pytest.param("/varde/77777/", id="no such value"),
        pytest.param("/matt/m1/raknat/", id="not computed"),
        pytest.param("/matt/m1/?period=aldrig", id="no period at all"),
        pytest.param("/plan/p1/jamfor/p1/", id="with itself"),
    ],
)
def test_what_is_not_there(chain, signed_in, address):
    shown(signed_in("lo"), address, 404)


def test_the_tree_narrows(chain, signed_in):
    page = shown(signed_in("lo"), f"/mal/{YEAR}/?etikett=equality")
    assert "1 av 3 mål" in page
    assert "¤Mål-top" in page, "the goals above are shown for the way"
    assert "¤Mål-g2" not in page


def test_two_edit_a_goal_and_nothing_is_lost(chain, signed_in):
    fields = {"number": "1.1", "description": "", "priorities": "", "version": "1"}
    first = signed_in("siv").post("/mal/m/g1/andra/", fields | {"text": "Sivs ord"})
    assert first.status_code == 302
    second = signed_in("kim").post("/mal/m/g1/andra/", fields | {"text": "Kims ord"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Sivs" in page
    assert "Kims" in page
    assert 'name="version" value="2"' in page
    again = signed_in("kim").post("/mal/m/g1/andra/", fields | {"text": "Kims ord", "version": "2"})
    assert again.status_code == 302
    assert Goal.objects.get(key="g1").text == "Kims ord"
    assert "Sivs ord" in shown(signed_in("lo"), "/mal/m/g1/versioner/").replace("<del>", "")


def test_two_add_expected_results_and_nothing_is_lost(chain, signed_in):
    address, seen = "/mal/m/g1/resultat/", "¤Resultat"
    sivs = {"results": "¤Resultat\n¤Sivs rad", "seen": seen}
    assert signed_in("siv").post(address, sivs).status_code == 302
    kims = {"results": "¤Resultat\n¤Kims rad", "seen": seen}
    second = signed_in("kim").post(address, kims)
    page = second.content.decode()
    assert second.status_code == 409
    assert "¤Kims rad" in page
    assert "¤Siv Prov" in page
    form = second.context["form"]
    assert [each.text for each in Goal.objects.get(key="g1").expected.all()] == ["¤Resultat", "¤Sivs rad"]
    both = {"results": "¤Resultat\n¤Sivs rad\n¤Kims rad", "seen": form.initial["seen"]}
    assert signed_in("kim").post(address, both).status_code == 302
    kept = Goal.objects.get(key="g1").expected.all()
    assert [each.text for each in kept] == ["¤Resultat", "¤Sivs rad", "¤Kims rad"]
    assert kept[0].value == 8, "a line that stands as it did keeps its level"


def test_the_council_goal_needs_a_decision(chain, signed_in):
    fields = {"number": "1", "text": "Nytt", "description": "", "priorities": "", "version": "1"}
    karin = signed_in("karin")
    assert karin.post("/mal/m/top/andra/", fields).status_code == 422
    assert karin.post("/mal/m/top/andra/", fields | {"decision": "KF 2026/9"}).status_code == 302


def test_a_judgement_that_differs_needs_its_reason(chain, signed_in):
    siv, address = signed_in("siv"), f"/mal/m/g1/bedom/?period={YEAR}T2"
    refused = siv.post(address, {"light": "not"})
    assert refused.status_code == 422
    assert "Skriv varför du bedömer något annat" in refused.content.decode()
    assert siv.post(address, {"light": "not", "reason": "För få"}).status_code == 302
    made = Judgement.objects.get(goal=chain.goal, period=f"{YEAR}T2", is_current=True)
    assert (made.light, made.proposed, made.reason) == ("not", "partly", "För få")


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        pytest.param({"status": "cancelled"}, 422, id="cancelled without a reason"),
        pytest.param({"status": "ongoing", "progress": "140"}, 422, id="more than all"),
        pytest.param({"status": "flying"}, 422, id="no such status"),
        pytest.param({"status": "cancelled", "reason": "Görs inte"}, 302, id="cancelled"),
        pytest.param({"status": "done"}, 302, id="done"),
    ],
)
def test_reporting_an_activity(chain, signed_in, posted, status):
    assert signed_in("eva").post("/aktiviteter/a1/lage/", posted).status_code == status
    assert Activity.objects.get(key="a1").status == (posted["status"] if status == 302 else "ongoing")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("", 3, id="all"),
        pytest.param("?enhet=strand", 3, id="a board and what is below"),
        pytest.param("?enhet=berg", 0, id="another board"),
        pytest.param("?lage=late", 1, id="late"),
        pytest.param("?ansvarig=eva", 1, id="a person's"),
        pytest.param("?mal=g1&lage=done", 1, id="a goal's, done"),
        pytest.param(f"?slutar={YEAR}-03-01", 1, id="until a day"),
    ],
)
def test_activities_narrow(chain, signed_in, query, count):
    response = signed_in("lo").get(f"/aktiviteter/{query}")
    assert response.context["count"] == count


@pytest.mark.parametrize("typed", ["1,662", "NaN", "1e400", "åtta", ""])
def test_a_value_that_is_no_number_is_kept_and_told(chain, signed_in, typed):
    posted = {"period": f"T1 {YEAR}", "kind": "actual", "sex": "total", "value": typed}
    response = signed_in("siv").post("/matt/m1/varde/?enhet=strand", posted)
    assert response.status_code == 422
    assert not Value.objects.filter(period=f"{YEAR}T1").exists()


def test_a_correction_is_a_new_row_with_a_reason(chain, signed_in):
    siv, address = signed_in("siv"), "/matt/m1/varde/?enhet=strand"
    posted = {"period": f"T2 {YEAR}", "kind": "actual", "sex": "total", "value": "6,1"}
    assert siv.post(address, posted).status_code == 422
    response = siv.post(address, posted | {"reason": "Räknat om"})
    assert response.status_code == 302
    page = shown(siv, response.url)
    for words in ("6,1\u00a0%", "Räknat om", "6,3\u00a0%", "6,5\u00a0%", "Skrivet på sidan"):
        assert words in page
    assert "Talet gäller inte längre" in shown(siv, "/varde/9000901/")


def test_a_target_is_set_and_told(chain, signed_in):
    posted = {"year": str(YEAR), "kind": "max", "low": "7,5", "version": "1"}
    assert signed_in("kim").post("/matt/m1/arsmal/?enhet=strand", posted).status_code == 302
    assert "högst 7,5\u00a0%" in shown(signed_in("lo"), "/matt/m1/?enhet=strand")
    stale = signed_in("siv").post("/matt/m1/arsmal/?enhet=strand", posted | {"low": "9"})
    assert stale.status_code == 409


def test_waiting_targets_are_late_first(chain, signed_in):
    page = shown(signed_in("lo"), "/arsmal/vantar/")
    assert "¤Mått-m3" in page
    assert "Försenat" in page


def test_years_are_compared_by_what_they_continue(chain, signed_in):
    response = signed_in("lo").get("/plan/p0/jamfor/p1/")
    assert [(each.before.key, each.after.key) for each in response.context["pairs"]] == [("g0", "g1")]


def test_years_are_compared_with_results_indicators_targets_and_activities(city, chain, signed_in):
    before = Goal.objects.get(key="g0")
    GoalMeasure.objects.create(goal=before, measure=chain.share)
    a_target(chain.share, city.strand, "max", year=YEAR - 1, high=Decimal(9))
    an_activity("a0", before, city.home, text="¤Gjord i fjol", status="done", progress=100)
    response = signed_in("lo").get("/plan/p1/jamfor/p0/")
    (pair,) = response.context["pairs"]
    rows = {(each.what, each.name): (each.before, each.after) for each in pair.changes}
    assert rows["Beskrivning", ""] == ("", "¤Grupp:\n- ¤Punkt")
    assert rows["Förväntade resultat", ""] == ("", "¤Resultat")
    old, new = rows["Indikator", "¤Mått-m1"]
    assert old == "högst 9,0\u00a0%"
    assert new == "högst 8,0\u00a0%; hela kommunen: högst 2,7\u00a0%"
    assert rows["Indikator", "¤Mått-m2"] == ("", "50\u00a0st")
    assert rows["Aktivitet", "¤Gjord i fjol"][0].endswith("klar")
    assert rows["Aktivitet", "¤Aktivitet-a1"] == ("", "1 januari – 31 december")
    titles = [title for title, _found in pair.activities]
    assert titles == ["Nya aktiviteter", "Aktiviteter som inte finns kvar"]
    assert ("Målets text", "") not in rows, "the text is the same"


def test_a_plan_is_copied_once(chain, signed_in):
    kim = signed_in("kim")
    assert kim.post("/plan/p1/kopiera/", {"year": str(YEAR + 1)}).status_code == 302
    assert Plan.objects.get(year=YEAR + 1).goals.get().continues == chain.goal
    assert kim.post("/plan/p1/kopiera/", {"year": str(YEAR + 1)}).status_code == 422


def test_search_finds_goals_measures_and_activities(chain, signed_in):
    client = signed_in("lo")
    assert "/mal/m/g1/" in shown(client, "/sok/?q=Mål-g1")
    assert "/matt/m2/" in shown(client, "/sok/?q=Mått-m2")
    assert "/aktiviteter/a2/" in shown(client, "/sok/?q=Aktivitet-a2")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        pytest.param("¤Punkt", "/mal/m/g1/", id="a goal's description"),
        pytest.param("¤grupp ¤insats", "/mal/m/g1/", id="words in different places, in any case"),
        pytest.param("¤Resultat", "/mal/m/g1/", id="an expected result"),
        pytest.param("¤Definition", "/matt/m1/", id="a measure's definition"),
        pytest.param("¤Källa", "/matt/m1/", id="its source"),
        pytest.param("¤Not", "/varde/9000901/", id="a comment to a value"),
        pytest.param("¤Orsak", "/mal/m/g1/", id="the reason of a judgement"),
        pytest.param("¤MÅTT-M1", "/matt/m1/", id="large letters"),
        pytest.param("¤SDN 7", "/plan/p0/", id="the case number of a decision"),
        pytest.param(f"¤plan {YEAR}", "/plan/p1/", id="a plan and its year"),
    ],
)
def test_search_goes_through_all_texts(chain, signed_in, words, address):
    assert f'href="{address}"' in shown(signed_in("lo"), f"/sok/?q={words}")


def test_search_finds_what_was_said_of_an_activity(chain, signed_in):
    said = {"status": "ongoing", "progress": "50", "comment": "¤Lokalen är försenad"}
    assert signed_in("eva").post("/aktiviteter/a1/lage/", said).status_code == 302
    assert "¤Lokalen är försenad" in shown(signed_in("lo"), "/sok/?q=FÖRSENAD+¤lokalen")
    assert "¤Lokalen" not in shown(signed_in("lo"), "/sok/?q=¤tomten")


def test_search_asks_no_more_when_there_is_more(city, chain, signed_in):
    client = signed_in("lo")
    before = queries(client, "/sok/?q=¤")
    more_of_everything(city, chain, 12)
    assert queries(client, "/sok/?q=¤") <= before


def test_own_page_has_own_activities_and_goals(chain, signed_in):
    page = shown(signed_in("eva"), "/")
    assert "¤Aktivitet-a1" in page
    assert "¤Aktivitet-a2" not in page, "somebody else answers for it"


def more_of_everything(city: City, chain: Chain, count: int) -> None:
    plan = chain.goal.plan
    for number in range(count):
        below = a_plan(f"x{number}", city.school, YEAR + 1 + number)
        a_goal(f"x{number}", below, "unit", str(number), chain.goal)
        measure = a_measure(f"x{number}", city.strand)
        GoalMeasure.objects.create(goal=chain.goal, measure=measure, place=10 + number)
        a_value(measure, city.strand, f"T2 {YEAR}", "4")
        a_target(measure, city.strand, "max", high=Decimal(8))
        an_activity(f"x{number}", chain.goal, city.home)
    assert plan.pk


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param(GOAL, 20, id="goal"),
        pytest.param(f"/mal/{YEAR}/", 12, id="chain"),
        pytest.param(f"/mal/{YEAR}/utskrift/", 12, id="printed chain"),
        pytest.param("/matt/", 14, id="measures"),
        pytest.param("/matt/m1/", 16, id="measure"),
        pytest.param("/aktiviteter/", 12, id="activities"),
        pytest.param("/varde/9000901/", 10, id="origin"),
        pytest.param("/enheter/strand/", 26, id="unit"),
    ],
)
def test_questions_do_not_grow(city, chain, signed_in, address, most):
    client = signed_in("siv")
    few = queries(client, address)
    more_of_everything(city, chain, 8)
    assert queries(client, address) == few
    assert few <= most


def test_activities_end_when_asked(chain, signed_in):
    posted = {"text": "Ny ordalydelse", "start": f"{YEAR}-05-01", "end": f"{YEAR}-04-01", "version": "1"}
    assert signed_in("kim").post("/aktiviteter/a1/andra/", posted).status_code == 422
    fine = posted | {"end": f"{YEAR}-06-30"}
    assert signed_in("kim").post("/aktiviteter/a1/andra/", fine).status_code == 302
    assert Activity.objects.get(key="a1").end == date(YEAR, 6, 30)
