"""What one does with measures: adding and changing them, formulas, judgements, and targets still to be set."""

from datetime import date

import pytest
from django.utils import timezone
from lxml import etree, html

from tertial.measures.models import ExpectedMeasure, GoalMeasure, Judgement, Measure, Target
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain, a_measure, a_target, a_value

FIELDS = {
    "name": "¤Andel",
    "unit_of_measure": "%",
    "decimals": "1",
    "better": "higher",
    "frequency": "tertial",
    "over_time": "last",
    "over_units": "none",
    "by_sex": "on",
}
RATIO = {"formula_kind": "ratio", "first": "m2", "second": "m4"}


@pytest.fixture
def chain(city: City) -> Chain:
    return a_chain(city)


def post(client, address: str, fields: dict[str, object], status: int = 302) -> str:
    response = client.post(address, fields)
    assert response.status_code == status
    return response.content.decode()


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_measure_is_added_from_a_goal(chain, signed_in):
    post(signed_in("siv"), "/matt/ny/?mal=g1", FIELDS | RATIO | {"owner": "strand", "factor": "1 000"})
    made = Measure.objects.get(name="¤Andel")
    assert made.formula == {"kind": "ratio", "first": "m2", "second": "m4", "factor": "1000"}
    assert (made.by_sex, made.responsible.key) == (True, "strand")
    assert GoalMeasure.objects.filter(goal=chain.goal, measure=made).exists()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"name": ""}, id="no name"),
        pytest.param({"owner": "berg"}, id="another board's"),
        pytest.param({"decimals": "many"}, id="decimals"),
        pytest.param({"low": "9", "high": "1"}, id="limits the wrong way round"),
        pytest.param({"low": "1,662"}, id="a number that can be read in two ways"),
        pytest.param(RATIO | {"second": ""}, id="half a formula"),
        pytest.param(RATIO | {"first": "finns-inte"}, id="a part that is not there"),
    ],
)
def test_a_measure_that_is_refused(chain, signed_in, fields):
    response = signed_in("siv").post("/matt/ny/", FIELDS | {"owner": "strand"} | fields)
    assert response.status_code in (403, 422)
    assert not Measure.objects.filter(name="¤Andel").exists()


def test_the_councils_measure_needs_a_decision(chain, signed_in):
    karin = signed_in("karin")
    post(karin, "/matt/ny/", FIELDS | {"owner": "council"}, 422)
    post(karin, "/matt/ny/", FIELDS | {"owner": "council", "decision": "KF 5"})
    assert Measure.objects.get(name="¤Andel").decision == "KF 5"


def test_a_formula_is_changed(chain, city, signed_in):
    a_measure("m5", city.strand, unit_of_measure="st")
    kim = signed_in("kim")
    assert 'value="ratio" selected' in page(kim, "/matt/m3/andra/")
    changed = FIELDS | {"formula_kind": "difference", "first": "m2", "second": "m5", "version": "1"}
    post(kim, "/matt/m3/andra/", changed)
    assert "¤Mått-m2 − ¤Mått-m5" in page(kim, "/matt/m3/")
    conflict = post(kim, "/matt/m3/andra/", changed | {"second": "m4"}, 409)
    assert "Andra måttet" in conflict


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("m3", id="itself"),
        pytest.param("m5", id="one that is worked out by it"),
        pytest.param("m6", id="one further on"),
    ],
)
def test_a_formula_is_never_built_on_itself(city, chain, signed_in, first):
    for key, below in (("m5", "m3"), ("m6", "m5")):
        a_measure(key, city.strand, formula={"kind": "difference", "first": below, "second": "m1"})
    changed = FIELDS | {"formula_kind": "difference", "first": first, "second": "m1", "version": "1"}
    assert "räknas själv ut av måttet" in post(signed_in("kim"), "/matt/m3/andra/", changed, 422)
    ring = {"kind": "difference", "first": "m6", "second": "m1"}
    Measure.objects.filter(key="m3").update(formula=ring)  # as data from elsewhere might have it
    assert page(signed_in("lo"), "/matt/m3/"), "a ring is not followed"


@pytest.mark.parametrize(
    ("key", "told"),
    [
        pytest.param("m1", "redan värden", id="it has values"),
        pytest.param("m4", "redan värden", id="it is a part with values"),
    ],
)
def test_what_is_reported_does_not_become_a_formula(chain, signed_in, key, told):
    formula = {"formula_kind": "ratio", "first": "m2", "second": "m2", "version": "1"}
    assert told in post(signed_in("kim"), f"/matt/{key}/andra/", FIELDS | formula, 422)


def test_a_measure_ends_and_is_still_read(chain, signed_in):
    siv = signed_in("siv")
    assert "räknas ut av måttet" in post(siv, "/matt/m2/avsluta/", {"on": f"{YEAR}-06-30"}, 422)
    post(siv, "/matt/m1/avsluta/", {"on": f"{YEAR}-06-30"})
    assert f"avslutades {YEAR}-06-30" in page(siv, "/matt/m1/")
    late = {"period": f"helår {YEAR + 1}", "kind": "actual", "sex": "total", "value": "6"}
    assert "avslutades" in post(siv, "/matt/m1/varde/?enhet=strand", late, 422)


def test_a_measure_is_tied_and_taken_away(chain, signed_in):
    siv = signed_in("siv")
    post(siv, "/mal/m/g1/indikator/", {"measure": "m4"})
    post(siv, "/mal/m/g1/indikator/m4/bort/", {})
    assert not GoalMeasure.objects.filter(measure__key="m4").exists()


def test_a_measure_is_judged_beside_its_proposal(chain, signed_in):
    siv, address = signed_in("siv"), f"/matt/m1/bedom/?enhet=strand&period={YEAR}T2&mal=g1"
    assert "når årsmålet" in page(siv, address)
    assert "Skriv varför" in post(siv, address, {"light": "not"}, 422)
    post(siv, address, {"light": "not", "reason": "¤Osäkra tal"})
    made = Judgement.objects.get(measure=chain.share, is_current=True)
    assert (made.light, made.proposed, made.period) == ("not", "met", f"{YEAR}T2")
    for shown in (f"/mal/m/g1/?period={YEAR}T2", f"/matt/m1/?enhet=strand&period={YEAR}T2"):
        assert "¤Osäkra tal" in page(siv, shown)


@pytest.mark.parametrize("lacking", ["owner", "due"])
def test_a_target_to_be_set_says_who_and_when(chain, signed_in, lacking):
    kim, address = signed_in("kim"), f"/matt/m4/arsmal/?enhet=strand&ar={YEAR}"
    posted = {"year": str(YEAR), "kind": "pending", "owner": "strand", "due": f"{YEAR}-04-30"}
    post(kim, address, {name: value for name, value in posted.items() if name != lacking}, 422)
    post(kim, address, posted)
    made = Target.objects.get(measure__key="m4")
    assert (made.kind, made.owner.key, made.due) == ("pending", "strand", date(YEAR, 4, 30))
    assert "¤Mått-m4" in page(kim, "/arsmal/vantar/?enhet=strand")
    assert "¤Mått-m4" not in page(kim, "/arsmal/vantar/?enhet=berg")


def test_a_target_that_is_delegated_is_set_by_whom_it_was_given(chain, signed_in):
    address = f"/matt/m4/arsmal/?enhet=strand&ar={YEAR}"
    given = {"year": str(YEAR), "kind": "delegated", "owner": "strand", "due": f"{YEAR}-04-30"}
    post(signed_in("karin"), address, given)
    post(signed_in("kim"), address, {"year": str(YEAR), "kind": "min", "low": "600", "version": "1"})
    assert "¤Mått-m4" not in page(signed_in("lo"), "/arsmal/vantar/")


def test_the_citys_target_is_for_the_whole_city_by_decision(chain, signed_in):
    karin, address = signed_in("karin"), f"/matt/m4/arsmal/?enhet=council&ar={YEAR}"
    posted = {"year": str(YEAR), "kind": "max", "low": "700", "scale": "city"}
    post(karin, address, posted, 422)
    post(karin, address, posted | {"decision": "KF 6"})
    made = Target.objects.get(measure__key="m4")
    assert (made.scale, made.unit.key, made.decision) == ("city", "council", "KF 6")
    assert signed_in("kim").get(address).status_code == 403


@pytest.mark.parametrize("kind", ["min", "max", "band", "number"])
def test_a_target_without_its_level_is_told(chain, city, signed_in, kind):
    measure = a_measure("m6", city.strand)
    GoalMeasure.objects.create(goal=chain.goal, measure=measure, place=9)
    a_value(measure, city.strand, f"T2 {YEAR}", "4")
    a_target(measure, city.strand, kind)
    assert "säger ingen nivå" in page(signed_in("lo"), f"/mal/m/g1/?period={YEAR}T2")


@pytest.mark.parametrize("name", ["historik", "enheter", "kon"])
def test_pictures_leave_the_page(chain, signed_in, name):
    lo, asked = signed_in("lo"), f"?enhet=strand&period={YEAR}T2"
    svg = lo.get(f"/matt/m1/diagram/{name}.svg{asked}")
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml")
    root = etree.fromstring(svg.content)
    shapes = [node for node in root.iter() if not node.get("fill") and not node.get("stroke")]
    bare = {etree.QName(node).localname for node in shapes}
    assert bare <= {"svg", "title", "desc", "text", "rect"}, "lines and curves would not be seen"
    png = lo.get(f"/matt/m1/diagram/{name}.png{asked}")
    assert png.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("file", ["historik.pdf", "annat.svg"])
def test_pictures_that_are_not_there(chain, signed_in, file):
    assert signed_in("lo").get(f"/matt/m1/diagram/{file}").status_code == 404


def test_pictures_speak_the_readers_language(chain, signed_in):
    lo = signed_in("lo")
    lo.cookies["django_language"] = "en"
    pages = [page(lo, f"/matt/m1/?enhet=strand&period={YEAR}T2"), page(lo, f"/mal/m/g1/?period={YEAR}T2")]
    words = " ".join(
        " ".join(node.itertext())
        for each in pages
        for node in html.fromstring(each).iter("{http://www.w3.org/2000/svg}svg", "svg")
    )
    assert "Target" in words
    for swedish in ("Årsmål", "har minskat", "Kvinnor", "Högst", "helår", "saknas"):
        assert swedish not in words
    assert "Prognos" not in pages[1]
    assert "når årsmålet" not in pages[1]


def test_an_expected_result_gets_its_light_from_an_indicator(chain, signed_in):
    kim, result = signed_in("kim"), chain.goal.expected.get()
    address, names = (
        "/mal/m/g1/resultat/nivaer/",
        [f"{n}-{result.pk}" for n in ("direction", "value", "measure")],
    )
    post(kim, address, dict(zip(names, ("", "6,0", "m1"), strict=True)), 422)
    post(kim, address, dict(zip(names, ("max", "åtta", "m1"), strict=True)), 422)
    post(kim, address, dict(zip(names, ("max", "4", "m1"), strict=True)))
    shown = page(kim, f"/mal/m/g1/?period={YEAR}T2")
    assert "Utfallet hittills 6,3\u00a0% är 2,3\u00a0% från årsmålet högst 4,0\u00a0%" in shown
    unknown = page(kim, f"/mal/m/g1/?period={YEAR}")
    assert "Utfallet för helår 2026 saknas" in unknown


def test_the_copy_sees_results_in_the_same_indicator(chain, signed_in):
    ExpectedMeasure.objects.create(expected=chain.goal.expected.get(), measure=chain.share)
    post(signed_in("siv"), "/plan/p1/kopiera/", {"year": YEAR + 1, "measures": "on"})
    assert ExpectedMeasure.objects.filter(expected__goal__continues=chain.goal).count() == 1


def test_a_goal_is_read_as_it_read_on_a_day(chain, signed_in):
    siv = signed_in("siv")
    fields = {"number": "1.1", "text": "¤Nya ord", "description": "", "priorities": "", "version": "1"}
    post(siv, "/mal/m/g1/andra/", fields)
    today = timezone.localdate()
    assert '<p class="prewrap">¤Nya ord</p>' in page(siv, f"/mal/m/g1/versioner/?dag={today}")
    assert "Målet fanns inte 2019-01-01" in page(siv, "/mal/m/g1/versioner/?dag=2019-01-01")
