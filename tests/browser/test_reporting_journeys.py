"""The journeys of reporting in a real browser, with no more clicks than they may take. Clicks are the mouse's own."""

import re

import pytest

from tertial.goals.models import Goal
from tertial.measures.models import GoalMeasure, Value
from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.parts import submit
from tertial.reporting.actions.signing import freeze, sign
from tertial.reporting.models import Answer, Reminder, Signature
from tests.browser.conftest import LOOKS
from tests.chains import a_measure
from tests.reports import a_form, a_round, answer, approved, filled, opened, some_goals, unit

HOME = "/rapportera/t2/home/"
COUNT = """
addEventListener("pointerdown", event => {
  if (event.isTrusted) sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")));
}, true);
"""


@pytest.fixture
def told(transactional_db, city):
    return a_round()


@pytest.fixture
def counted(open_window):
    """A window that counts the clicks of a mouse, page after page."""

    def make(who: str, **more):
        window = open_window(who, **more)
        window.page.context.add_init_script(COUNT)
        return window

    return make


def clicks(window) -> int:
    return int(window.page.evaluate("Number(sessionStorage.getItem('clicks'))"))


def saved(page) -> None:
    page.locator("[data-saved-text]").filter(has_text=re.compile(r"Sparat \d\d\.\d\d")).wait_for()


def test_j1_a_unit_reports_within_sixteen_clicks(told, counted):
    window = counted("eva")
    page = window.page
    window.open("/")
    page.get_by_role("link", name=re.compile("Fyll i")).click()
    page.locator("input[data-field=value]").first.fill("13")
    page.get_by_text("lägre än förra rapporten").wait_for()  # 13 is less than T1's 17
    page.locator("textarea[data-field=comment]").first.fill("¤Fyra räknades två gånger i T1.")
    saved(page)
    page.get_by_role("button", name="Talet stämmer").click()
    page.wait_for_url("**/del/1/#f*")
    page.locator("input[data-field=light][value=partly]").check()
    page.locator("textarea[data-field=text]").first.fill("¤Det går framåt.")
    saved(page)
    page.locator("[data-done]").click()
    page.wait_for_url("**/del/2/")
    page.locator("[data-done]").click()
    page.wait_for_url("**/lamna-in/")
    page.locator("main [data-done]").click()
    page.get_by_text("Rapporten är inlämnad").wait_for()
    assert clicks(window) <= 16
    assert told.report("home").state == "submitted"
    assert answer(told.report("home"), "utfall").confirmed


def test_j2_the_office_reminds_the_late_within_three_clicks(told, counted):
    told.round.reports.update(last_day=told.round.when.first)
    window = counted("karin")
    page = window.page
    window.open("/")
    page.get_by_role("link", name=re.compile("Följ")).click()
    page.get_by_role("link", name=re.compile("Påminn 2 försenade")).click()
    assert "¤Siv Prov" in page.inner_text("main")
    page.get_by_role("button", name="Skicka påminnelsen").click()
    page.get_by_text("2 enheter är påminda").wait_for()
    assert clicks(window) <= 3
    assert set(Reminder.objects.values_list("report__unit__key", flat=True)) == {"strand", "berg"}


def test_j2_what_is_ticked_stays_ticked_while_the_overview_is_alive(told, counted):
    window = counted("karin")
    page = window.page
    window.open("/omgangar/t2/?slag=alla")
    page.get_by_label("Välj ¤Home").check()
    page.evaluate(
        "htmx.trigger('#laget', 'htmx:abort'); htmx.ajax('GET', document.querySelector('#laget').getAttribute('hx-get') + '&rapport=' + document.querySelector('#laget input:checked').value, {target: '#laget', swap: 'outerHTML'})"
    )
    page.wait_for_load_state("networkidle")
    assert page.get_by_label("Välj ¤Home").is_checked()
    page.get_by_role("button", name="Påminn de valda").click()
    assert page.get_by_label(re.compile("¤Home")).is_checked()
    assert not page.get_by_label(re.compile("¤Berg")).is_checked()


def test_j3_an_approver_approves_and_signs_within_two_clicks_each(told, counted):
    report = filled(SYSTEM, told.report("home"))
    submit(by=SYSTEM, report=report)
    window = counted("siv")
    page = window.page
    window.open(f"{HOME}granska/")
    for left in (1, 0):
        page.get_by_role("button", name=re.compile("Godkänn del")).first.click()
        page.get_by_text(f"{left} av 2 delar att granska").wait_for()
    assert clicks(window) <= 4
    page.get_by_role("link", name="Signera rapporten").click()
    page.get_by_role("button", name="Signera").click()
    page.get_by_text("Signerat.").wait_for()
    assert clicks(window) <= 6
    assert Signature.objects.get().report == report


def test_j3_a_returned_part_takes_one_field_and_the_rest_stays(told, counted):
    report = filled(SYSTEM, told.report("home"))
    submit(by=SYSTEM, report=report)
    window = counted("siv")
    page = window.page
    window.open(f"{HOME}granska/")
    page.get_by_label("Synpunkt, eller skäl om du skickar tillbaka").first.fill("¤Säg varför.")
    page.get_by_role("button", name=re.compile("Skicka tillbaka")).first.click()
    page.get_by_text("skickad tillbaka").wait_for()
    assert clicks(window) <= 2
    assert list(report.parts.values_list("state", flat=True)) == ["returned", "submitted"]


def a_decided_report(told):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    freeze(by=SYSTEM, report=report)
    return report


def test_j6_a_reader_sees_the_verdict_first(told, counted):
    a_decided_report(told)
    window = counted("lo", width=390)
    window.open(f"{HOME}las/")
    page = window.page
    verdict = page.get_by_role("heading", name="I korthet").bounding_box()
    assert verdict is not None and verdict["y"] < 844  # within the first screen of a phone
    assert "Uppfylls" in page.inner_text("table >> nth=0")
    assert clicks(window) == 0


def test_j7_a_figure_leads_to_its_history_in_one_click(told, counted):
    a_decided_report(told)
    window = counted("rolf")
    page = window.page
    window.open(f"{HOME}las/")
    page.get_by_role("link", name=re.compile("41")).click()
    page.get_by_role("heading", name="Så kom talet till").wait_for()
    assert clicks(window) == 1
    assert "Tertialrapport" in page.inner_text("main")  # the round that it was decided in


def test_j8_a_column_from_a_sheet_fills_the_figures_below(transactional_db, city, counted):
    some_goals()
    goal = Goal.objects.get(key="h1")
    for key in ("prognos-a", "prognos-b"):
        measure = a_measure(key, unit("home"), unit_of_measure="mnkr", over_units="none")
        GoalMeasure.objects.create(goal=goal, measure=measure)
    a_form()
    round_ = opened()
    window = counted("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    page.locator("input[data-field=value]").first.focus()
    page.evaluate(
        """() => {
        const data = new DataTransfer();
        data.setData("text/plain", "41\\t\\n12,5\\n1 202,4\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    )
    saved(page)
    page.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('tertial:answer:'))")
    rows = Answer.objects.filter(part__report__round=round_, part__report__unit__key="home", kind="value")
    assert [each.content["value"] for each in rows.order_by("place")] == ["41", "12.5", "1202.4"]
    assert clicks(window) == 0
    assert not Value.objects.filter(measure__key="prognos-a").exists()  # a fact is born at approval


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_the_office_are_usable_in_every_look(told, counted, look):
    scheme, width = look
    window = counted("karin", scheme=scheme, width=width, bypass=True)
    page = window.page
    window.open("/formular/t/")
    page.get_by_role("button", name="Ändra").click()
    page.wait_for_url("**/utkast/")
    paths = (
        *("/formular/", "/formular/t/", "/formular/t/utkast/", "/formular/t/avsnitt/mal/"),
        *("/formular/t/avsnitt/mal/analys/", "/omgangar/", "/omgangar/t2/?slag=alla", "/omgangar/t2/andra/"),
        *("/omgangar/t2/paminn/", "/omgangar/t2/enhet/home/"),
    )
    for path in paths:
        window.open(path)
        window.unfold()
        assert window.violations() == [], path
        assert window.sideways_scroll() <= 0, path
