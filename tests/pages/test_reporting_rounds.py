"""What the city office does with forms and rounds in the web."""

import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tertial.foundation.period import Period
from tertial.measures.models import Value
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Deputyship, Person
from tertial.reporting.actions.parts import submit
from tertial.reporting.actions.rounds import except_unit
from tertial.reporting.actions.signing import freeze, sign
from tertial.reporting.models import FormVersion, Mail, Notification, Reminder, Round
from tertial.reporting.rules.forms import When
from tertial.reporting.tasks import REMINDERS
from tests.reports import T2, a_round, answer, approved, filled, planned, write

ROUND = "/omgangar/t2/"
DRAFT = "/formular/t/utkast/"


@pytest.fixture
def told(city):
    return a_round()


@pytest.fixture
def office(signed_in):
    return signed_in("karin")


def seen() -> str:
    return FormVersion.objects.get(key="t", is_draft=True).made_at.isoformat()


def question(**more: object) -> dict[str, object]:
    return {"seen": seen(), "text": "¤Vad har ni lärt er?", "kind": "text"} | more


def test_a_form_is_changed_in_a_copy_and_given_out(told, office):
    assert office.post("/formular/t/", {"do": "change"}).url == DRAFT
    home = "/formular/t/avsnitt/slut/ny/"
    assert office.post(home, question(required="on", words="50")).url == DRAFT
    assert "¤Vad har ni lärt er?" in office.get(DRAFT).text
    assert "¤Vad har ni lärt er?" not in office.get("/formular/t/").text
    assert office.post(DRAFT, {"do": "publish", "seen": seen()}).url == "/formular/t/"
    form = FormVersion.objects.get(key="t", number=2, is_draft=False).form
    asked = form.question("vad-har-ni-lärt-er")
    assert (asked.required, asked.word_limit) == ((When.ALWAYS,), 50)
    assert told.round.form_version.number == 1  # the round goes on with what it asked


def test_an_open_round_takes_the_new_version_and_keeps_what_is_answered(told, office):
    filled(SYSTEM, told.report("home"))
    office.post("/formular/t/", {"do": "change"})
    office.post("/formular/t/avsnitt/slut/ny/", question())
    office.post(DRAFT, {"do": "publish"})
    new = FormVersion.objects.get(key="t", number=2)
    page = office.get(f"{ROUND}andra/")
    assert page.status_code == 200
    given = {
        "title": told.round.title,
        "opens_on": told.round.opens_on,
        "form_version": new.pk,
        "last_unit": "2026-12-01",
        "last_board": "2026-12-02",
    }
    assert office.post(f"{ROUND}andra/", given).status_code == 302
    report = told.report("home")
    assert report.form_version == new and report.last_day.isoformat() == "2026-12-01"
    assert answer(report, "analys").text == "¤Det går bra."
    assert answer(report, "vad-har-ni-lärt-er").text == ""


def test_two_who_change_the_same_form_lose_nothing(told, office):
    office.post("/formular/t/", {"do": "change"})
    old = question()
    office.post("/formular/t/avsnitt/slut/ny/", question(text="¤Den första"))
    response = office.post("/formular/t/avsnitt/slut/ny/", old)
    assert response.status_code == 422
    assert "¤Vad har ni lärt er?" in response.text  # what was typed is still there


def test_a_choice_without_choices_is_refused_at_its_field(told, office):
    office.post("/formular/t/", {"do": "change"})
    response = office.post("/formular/t/avsnitt/slut/ny/", question(kind="choice", choices="¤Ja"))
    assert response.status_code == 422 and "Skriv minst två val" in response.text


def test_pieces_are_moved_and_taken_away(told, office):
    office.post("/formular/t/", {"do": "change"})
    office.post(DRAFT, {"do": "down:mal:utfall", "seen": seen()})
    office.post(DRAFT, {"do": "remove:slut", "seen": seen()})
    form = FormVersion.objects.get(key="t", is_draft=True).form
    assert [each.key for _, each in form.questions()] == ["bedomning", "utfall", "analys", "aktiviteter"]
    assert office.post(DRAFT, {"do": "dance:mal", "seen": seen()}).status_code == 404


def test_the_overview_is_filtered_by_state_and_name(told, office):
    filled(SYSTEM, told.report("home"))
    everything = office.get(f"{ROUND}?slag=alla").text
    assert "¤Home" in everything and "¤Berg" in everything
    assert "¤Home" not in office.get(f"{ROUND}?slag=board").text
    late = office.get(f"{ROUND}?slag=alla&lage=godkanda").text
    assert "rapportera/t2/home/" not in late
    assert "rapportera/t2/berg/" not in office.get(f"{ROUND}?slag=alla&q=hom").text


def test_those_ticked_are_reminded_and_it_shows_on_their_row(told, office):
    home = told.report("home")
    page = office.get(f"{ROUND}paminn/?rapport={home.pk}")
    assert "¤Eva Prov" in page.text  # whom it goes to is seen before it is sent
    assert office.post(f"{ROUND}paminn/", {"reports": [home.pk], "text": "¤Tack!"}).status_code == 302
    assert Reminder.objects.get().report == home
    assert Notification.objects.filter(kind="reminded", to__key="eva").count() == 1
    assert "Påmind" in office.get(f"{ROUND}?slag=alla").text
    assert not Mail.objects.exists()  # letters are the worker's
    assert (
        office.post(f"{ROUND}paminn/", {"reports": [home.pk], "text": "¤Tack!"}).status_code == 302
    )  # twice
    assert (
        Reminder.objects.count() == Notification.objects.filter(kind="reminded", to__key="eva").count() == 1
    )


def test_who_stands_in_is_told_what_the_one_away_is(told, office):
    eva, lo = (Person.objects.get(key=key) for key in ("eva", "lo"))
    days = {"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2020, 12, 31)}
    gone = Deputyship.objects.create(holder=eva, deputy=lo, **days)
    for text, count in (("¤Förut", 0), ("¤Nu", 1)):
        office.post(f"{ROUND}paminn/", {"reports": [told.report("home").pk], "text": text})
        assert Notification.objects.filter(kind="reminded", to=lo).count() == count
        Deputyship.objects.filter(pk=gone.pk).update(valid_to=dt.date(2999, 1, 1))
    page = office.get(f"{ROUND}paminn/").text
    assert f"{eva.name}, {lo.name}" in page


def test_a_round_reminds_by_itself_once_before_and_once_after(told, office, monkeypatch):
    given = {"title": told.round.title, "opens_on": told.round.opens_on, "remind_before": "3"}
    given |= {
        "form_version": told.round.form_version.pk,
        "last_unit": "2026-09-04",
        "last_board": "2026-09-18",
    }
    assert office.post(f"{ROUND}andra/", given).status_code == 302
    assert 'value="3"' in office.get(f"{ROUND}andra/").text
    Round.objects.update(opened_at=dt.datetime(2026, 8, 31, 9, tzinfo=dt.UTC))
    filled(SYSTEM, told.report("berg"))
    submit(by=SYSTEM, report=told.report("berg"))
    except_unit(by=SYSTEM, report=told.report("strand"), reason="¤Ny")

    def on(day: int, hour: int = 10) -> int:
        """How many are reminded when the worker has its turn then, and has it again."""
        at = dt.datetime(2026, 9, day, hour, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda: at)
        before = Reminder.objects.count()
        REMINDERS.do()
        REMINDERS.do()
        return Reminder.objects.count() - before

    assert [on(1, hour=5), on(1), on(2), on(4), on(5), on(6)] == [0, 1, 0, 0, 1, 0]
    assert {each.report.unit.key for each in Reminder.objects.select_related("report__unit")} == {"home"}
    office.post(f"{ROUND}andra/", given | {"remind_before": ""})
    assert Round.objects.get().remind_before is None


def test_a_planned_round_says_whom_it_asks_until_when_and_that_there_are_no_goals(told, office):
    next_year = Period.of_tertial(T2.year + 1, 2)
    days = {"unit": next_year.last, "board": next_year.last}
    planned("nasta", next_year, remind_before=3, last_days=days)
    page = " ".join(office.get("/omgangar/nasta/").text.split())
    assert "Den går till 4 enheter" in page and "0 av 0" not in page
    assert "påminns 3 dagar före sista dagen" in page
    rows = re.findall(r'<th scope="row">(\w+)</th><td class="r num" data-l="Antal">(\d+)</td>', page)
    assert dict(rows) == {"Nämnd": "2", "Avdelning": "1", "Enhet": "1"}
    assert f"Ingen plan för {next_year.year} har mål än" in page
    planned("i-ar")
    assert "har mål än" not in office.get("/omgangar/i-ar/").text


def test_more_time_an_exemption_and_back(told, office):
    page = f"{ROUND}enhet/home/"
    given = {"deed": "more_time", "last_day": "2026-12-24"}
    assert office.post(page, given).status_code == 422
    office.post(page, given | {"reason": "¤Chefen är sjuk"})
    assert told.report("home").last_day.isoformat() == "2026-12-24"
    assert "tid till 2026-12-24: ¤Chefen är sjuk" in office.get("/rapportera/t2/home/oversikt/").text
    assert office.post(page, {"deed": "exempt", "reason": ""}).status_code == 422
    office.post(page, {"deed": "exempt", "reason": "¤Ny enhet"})
    assert "¤Ny enhet" in office.get(page).text
    book = CalamineWorkbook.from_filelike(io.BytesIO(office.get(f"{ROUND}xlsx/").content))
    head, *rows = book.get_sheet_by_name("Rapporter").to_python()
    row = next(
        each for each in (dict(zip(head, row, strict=True)) for row in rows) if each["Enhet"] == "¤Home"
    )
    assert (row["Läge"], row["Undantag"], row["Försenad"], row["Slag"]) == (
        "Undantagen",
        "¤Ny enhet",
        "nej",
        "Enhet",
    )
    assert "Ej påbörjad" not in row.values()
    office.post(page, {"deed": "include"})
    assert not told.report("home").exemptions.exists()


def test_an_address_without_its_unit_lists_my_reports_of_the_round(told, signed_in):
    page = signed_in("eva").get("/rapportera/t2/")
    assert told.round.title in page.text and "rapportera/t2/home/" in page.text
    assert "Du har ingen rapport i den här omgången" in signed_in("karin").get("/rapportera/t2/").text
    assert signed_in("eva").get("/rapportera/t3/").status_code == 404


def test_the_workbook_tells_how_far_from_the_target_as_a_number(told, office):
    write(SYSTEM, told.report("strand"), "utfall", measure="share", content={"value": "50"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(office.get(f"{ROUND}xlsx/?slag=alla").content))
    head, row = book.get_sheet_by_name("Avvikelser").to_python()
    found = dict(zip(head, row, strict=True))
    assert (found["Utfall eller prognos"], found["Skillnad"]) == (50, -40)


def test_a_closed_round_is_figures_of_ordinary_measures(told, office):
    office.post(f"{ROUND}avsluta/")
    assert Round.objects.get().state == Round.State.CLOSED
    assert "Omgången avslutades" in office.get(ROUND).text
    found = Value.objects.get(measure__key="rapporter-forvantade", is_current=True)
    assert (found.value, found.unit.kind) == (4, "council")


def test_the_report_leads_from_a_figure_to_its_history(told, signed_in):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    freeze(by=SYSTEM, report=report)
    value = Value.objects.get(unit=report.unit, measure__key="count", period="2026T2", is_current=True)
    page = signed_in("rolf").get("/rapportera/t2/home/las/").text
    assert f'href="/varde/{value.pk}/"' in page


def test_what_was_corrected_after_signing_is_told_with_both_figures(told, signed_in):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    Value.objects.filter(unit=report.unit, measure__key="count", period="2026T2").update(value=43)
    page = signed_in("siv").get("/rapportera/t2/home/signera/").text
    assert "1 värde har ändrats sedan rapporten signerades" in page
    assert "41" in page and "43" in page


def test_a_report_above_starts_in_what_was_handed_in_below(told, signed_in):
    filled(SYSTEM, told.report("home"))
    signed_in("eva").post("/rapportera/t2/home/lamna-in/")
    page = "/rapportera/t2/care/del/1/"
    assert "Börja i enheternas svar" in signed_in("siv").get(page).text
    assert signed_in("siv").post(page, {"do": "below"}).status_code == 302
    texts = told.report("care").parts.values_list("answers__text", flat=True)
    assert any(text and text.endswith("(¤Home)") for text in texts)


def test_whoever_runs_rounds_sees_those_that_go_on_first(told, signed_in):
    told.report("berg").exemptions.create(reason="¤Ny", at=told.round.opened_at, by_name="¤Karin")
    page = signed_in("karin").get("/").text
    assert "0 av 3" in page
    assert "Omgångar som pågår" not in signed_in("eva").get("/").text


def test_a_new_round_begins_from_the_one_a_year_before(told, office):
    empty = office.get("/omgangar/ny/?fran=")
    assert empty.context["form"].initial == {"form": ""}
    before = told.round
    page = office.get(f"/omgangar/ny/?fran={before.key}")
    given = page.context["form"].initial
    assert given["period"] == f"T2 {before.when.year + 1}" and str(before.when.year + 1) in given["title"]
    assert (given["opens_on"] - before.opens_on).days == 364  # the same weekday
    assert set(given["kinds"]) == set(before.units.values_list("kind", flat=True))
    posted = given | {
        name: str(value) for name, value in given.items() if name.startswith(("last_", "opens"))
    }
    assert office.post("/omgangar/ny/", {k: v for k, v in posted.items() if v is not None}).status_code == 302
    assert Round.objects.count() == 2
