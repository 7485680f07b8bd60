"""What a person is told to do in rounds: nothing where the unit is excused, and why something came back."""

import datetime as dt

import pytest
from django.utils import timezone

from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Deputyship, Person
from tertial.reporting.actions.parts import approve, return_report, submit
from tertial.reporting.actions.rounds import except_unit, give_more_time, include_unit
from tertial.reporting.actions.signing import correct_after_freeze, freeze, sign
from tertial.reporting.models import Report
from tertial.reporting.queries.mine import going
from tertial.reporting.queries.overview import overview
from tests.reports import Told, a_round, filled, write

LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def told(city) -> Told:
    found = a_round()
    give_more_time(by=SYSTEM, report=found.report("home"), last_day=LONG_AGO, reason="¤För provet")
    return found


def test_who_is_excused_is_neither_late_nor_asked(told, signed_in):
    page = signed_in("eva").get("/rapportera/").text
    assert "Försenad" in page and "Fyll i" in page
    except_unit(by=SYSTEM, report=told.report("home"), reason="¤Ny enhet")
    page = signed_in("eva").get("/rapportera/").text
    assert "Undantagen" in page and "¤Ny enhet" in page
    assert "Försenad" not in page and "Fyll i" not in page
    include_unit(by=SYSTEM, report=told.report("home"))
    assert "Fyll i" in signed_in("eva").get("/rapportera/").text


def test_who_stands_in_sees_whose_place_it_is(told, signed_in):
    eva, lo = (Person.objects.get(key=key) for key in ("eva", "lo"))
    days = {"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2999, 12, 31)}
    Deputyship.objects.create(holder=eva, deputy=lo, **days)
    page = " ".join(signed_in("lo").get("/").text.split())
    assert f"Rapportör, i stället för {eva.name}" in page and "/rapportera/t2/home/" in page
    assert "Fyll i" in page


def test_a_section_that_is_excused_is_not_waited_for(told, signed_in):
    """All that is asked is approved: the report is to be signed."""
    report = told.report("care")
    except_unit(by=SYSTEM, report=report, reason="¤Inget här", section="mal")
    write(SYSTEM, report, "summa", text="¤Allt.")
    assert "0 av 1 delar" in signed_in("siv").get("/rapportera/").text
    submit(by=SYSTEM, report=report)
    approve(by=SYSTEM, report=report)
    assert "/rapportera/t2/care/signera/" in signed_in("siv").get("/rapportera/").text


def test_what_came_back_says_why_also_when_it_is_late(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    submit(by=SYSTEM, report=report)
    return_report(by=SYSTEM, report=report, reason="¤Skriv varför kostnaden ökar.")
    for address in ("/", "/rapportera/"):
        page = signed_in("eva").get(address).text
        assert "Åter för komplettering" in page and "¤Skriv varför kostnaden ökar." in page
        assert "Komplettera" in page
    submit(by=SYSTEM, report=report)
    assert "¤Skriv varför" not in signed_in("eva").get("/rapportera/").text


def test_what_came_in_time_is_not_late_when_it_is_sent_back_or_corrected(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    Report.objects.filter(pk=report.pk).update(last_day=timezone.localdate())
    submit(by=SYSTEM, report=report)
    approve(by=SYSTEM, report=report)
    sign(by=SYSTEM, report=report)
    freeze(by=SYSTEM, report=report)
    correct_after_freeze(by=SYSTEM, report=report, reason="¤Fel tal.")
    yesterday = timezone.now() - dt.timedelta(days=1)
    Report.objects.filter(pk=report.pk).update(last_day=yesterday.date(), submitted_at=yesterday)
    for who, address in (("eva", "/rapportera/"), ("eva", "/"), ("siv", "/rapportera/t2/home/oversikt/")):
        page = signed_in(who).get(address).text
        assert "Försenad" not in page and "Åter för komplettering" in page
    assert "¤Fel tal." in signed_in("eva").get("/rapportera/t2/home/del/1/").text  # why, at its place
    assert "¤Fel tal." in signed_in("eva").get("/rapportera/").text
    seen = overview(told.round)
    assert "home" not in {each.unit.key for each in seen.late}
    late = next(each.late for each in going() if each.round == told.round)
    assert late == len(seen.late)
    Report.objects.filter(pk=report.pk).update(submitted_at=timezone.now())
    assert "Försenad" in signed_in("eva").get("/rapportera/").text
    assert (
        next(each.late for each in going() if each.round == told.round)
        == len(overview(told.round).late)
        == late + 1
    )
