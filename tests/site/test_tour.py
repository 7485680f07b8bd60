"""The tour of README.md, step by step in the demo city: what a new user is promised, happens."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from tertial.goals.models import Plan
from tertial.intake.models import Submission
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.city import load_city
from tertial.organisation.models import Person, Unit
from tertial.organisation.profile import current_profile
from tertial.organisation.rules.profile import read_profile
from tertial.organisation.rules.profile_part import all_loads
from tertial.reporting.actions.demo import show_rounds
from tertial.reporting.actions.demo_themes import show_themes

ROOT = Path(__file__).resolve().parents[2]
UNIT = "/enheter/sjohagen-ekonomiskt-bistand/"
REPORT = "/rapportera/t2-2026/sjohagen-ekonomiskt-bistand/"
NEW_NAME = "Enheten för ekonomiskt stöd"


@pytest.fixture
def ekstad(db, settings):
    settings.PROFILE = str(ROOT / "profiles/demo")
    settings.DEMO = True
    current_profile.cache_clear()
    load_city(by=SYSTEM, profile=read_profile(ROOT / "profiles/demo"))
    yield
    current_profile.cache_clear()


@pytest.fixture
def a_year(ekstad):
    """What the demo city is filled with: the goal chain, the rounds and the themed follow-up."""
    city = read_profile(ROOT / "profiles/demo")
    for each in all_loads(city):
        each.load(by=SYSTEM, profile=city)
    show_rounds()
    show_themes()


@pytest.fixture
def as_person(ekstad):
    """Sign in by the click that the tour speaks of."""

    def sign_in(name: str) -> Client:
        browser = Client()
        person = Person.objects.get(name=name)
        assert browser.post("/logga-in/demo/", {"email": person.email}).status_code == 302
        return browser

    return sign_in


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_find_a_unit_change_its_name_see_it_and_be_refused(as_person) -> None:
    gustav = as_person("Gustav Norell")
    hits = page(gustav, "/sok/?q=ekonomiskt+bistånd")
    found = re.findall(r"/enheter/[\w-]+/", hits.partition("<h1")[2])
    assert found[0] == UNIT, "the first of many"
    unit = Unit.objects.get(key="sjohagen-ekonomiskt-bistand")
    old = unit.name
    form = {"name": NEW_NAME, "short_name": unit.short_name, "description": unit.description, "version": 1}
    assert gustav.post(f"{UNIT}andra/", form).status_code == 302
    told = f"Gustav Norell bytte namn från {old} till {NEW_NAME}"
    assert told in page(gustav, UNIT)
    assert "<del>" in page(gustav, f"{UNIT}versioner/")

    ludvig = as_person("Ludvig Frisk")
    assert f"{UNIT}andra/" not in page(ludvig, UNIT)
    refused = page(ludvig, f"{UNIT}andra/", status=403)
    assert "får inte ändra enhetens namn och beskrivning" in refused
    assert "Inget har ändrats" in refused


def test_last_years_organisation(as_person) -> None:
    gustav = as_person("Gustav Norell")
    before = page(gustav, "/enheter/?dag=2024-12-31")
    after = page(gustav, "/enheter/?dag=2025-01-01")
    for board in ("/enheter/sdn-ormvik/", "/enheter/sdn-stenbro/"):
        assert board in before
        assert board not in after
    merged = "/enheter/sdn-stenbro-ormvik/"
    assert merged in after
    assert merged not in before


def test_take_in_the_file_of_the_guide_and_undo_it(as_person) -> None:
    jonas = as_person("Jonas Kallio")
    rows = re.search(
        r"```csv\n(.*?)```", (ROOT / "docs/anvandare/filer.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert rows
    before = list(Unit.objects.order_by("key").values("key", "name", "valid_from", "valid_to"))
    file = SimpleUploadedFile("enheter.csv", rows[1].encode())
    assert jonas.post("/inlasning/ny/units/", {"file": file}).status_code == 302
    delivery = Submission.objects.get()
    assert (delivery.counts["new"], delivery.counts["changed"], delivery.counts["refused"]) == (1, 1, 0)
    assert list(Unit.objects.order_by("key").values("key", "name", "valid_from", "valid_to")) == before

    jonas.post(f"/inlasning/{delivery.key}/godkann/")
    assert "Förebyggande arbete" in page(jonas, "/enheter/?dag=2026-01-01")
    assert Unit.objects.get(key="sjohagen-vuxen").name == "Enheten för vuxna"
    jonas.post(f"/inlasning/{delivery.key}/angra/")
    assert list(Unit.objects.order_by("key").values("key", "name", "valid_from", "valid_to")) == before
    assert escape("enheter.csv") in page(jonas, "/handelser/")


def test_a_year_with_reports_figures_plans_and_documents(as_person, a_year) -> None:
    nadia = as_person("Nadia Berggren")
    assert "Tertialrapport 2 2026" in page(nadia, "/")
    report = page(nadia, REPORT)
    assert "Skriv varför" in report, "an activity that lacks its comment"
    assert REPORT.partition("/rapportera")[2] in page(nadia, f"{REPORT}las/")

    farhad = as_person("Farhad Eklöf")
    assert "Påminn" in page(farhad, "/omgangar/t2-2026/")
    themes = [
        path for path in re.findall(r"/omgangar/[\w-]+/", page(farhad, "/omgangar/")) if "t2-2026" in path
    ]
    assert len(set(themes)) == 2, "the second tertial's reports and its themed follow-up"
    measures = re.findall(r"/matt/(?!sa-bedoms|ny/)[\w-]+/", page(farhad, "/matt/"))
    origin = re.search(r"/varde/\d+/", page(farhad, measures[0]))
    assert origin
    assert "Lämnat av" in page(farhad, origin[0])

    milan = as_person("Milan Åkesson")
    assert "Exempelplan som PDF" in page(milan, "/planer/las-in/")
    plan = Plan.objects.get(unit__key="sdn-sjohagen", year=2026, kind="operational")
    assert "Publicera" in page(milan, f"/plan/{plan.key}/")
    assert milan.post(f"/plan/{plan.key}/publicera/").status_code == 302
    assert "Ekstad" in page(Client(), "/oppet/"), "without signing in"
