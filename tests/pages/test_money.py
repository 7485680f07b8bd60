"""A table of money as whoever writes, reads, approves and follows up meets it, without script."""

from decimal import Decimal

import pytest
from lxml.html import fromstring

from tertial.foundation.period import Period
from tertial.measures.models import Value
from tertial.measures.rules.deviation import Tolerance
from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.parts import approve, submit
from tertial.reporting.actions.signing import freeze, sign
from tertial.reporting.models import FormVersion
from tests.chains import YEAR, a_value
from tests.money import Asked, asked_about_money, some_money
from tests.pages.test_every_number_leads import FIRST, loose
from tests.reports import unit

PART = "/rapportera/pengar/home/del/1/"
PASTE = f"{PART}klistra/tabell/"


@pytest.fixture
def asked(city) -> Asked:
    some_money()
    return asked_about_money()


def plain(response) -> str:
    return " ".join(response.content.decode().split())


def fields(asked: Asked, **forecasts: str) -> dict[str, str]:
    found = {}
    for name, text in forecasts.items():
        answer = asked.answer(getattr(asked, name))
        found |= {f"{answer.pk}-version": str(answer.version), f"{answer.pk}-forecast": text}
    return found


def test_the_table_shows_what_is_known_and_sums_what_is_typed(asked, signed_in):
    eva = signed_in("eva")
    page = plain(eva.get(PART))
    assert "¤Vard</span>" in page and ">¤Vard, ¤netto<" not in page  # the common end is said once
    assert "mnkr, ¤netto." in page and "Minus i avvikelse betyder underskott." in page
    assert "515,2" in page and "0 av 2 rader" in page
    eva.post(PART, fields(asked, care="313", school="207,9") | {"do": "save"})
    page = plain(eva.get(PART))
    assert "520,9" in page and "−5,7" in page
    assert "går 5,7 mnkr över budget" in page
    assert 'value="313,0"' in page  # as the other figures


def test_a_row_that_cannot_be_read_says_so_and_keeps_the_rest(asked, signed_in):
    eva = signed_in("eva")
    response = eva.post(PART, fields(asked, care="trehundra", school="203") | {"do": "save"})
    assert response.status_code == 422
    assert "inget tal" in plain(response) and 'value="trehundra"' in plain(response)
    assert asked.answer(asked.school).content == {"forecast": "203"}
    assert asked.answer(asked.care).content == {}


def test_parts_that_are_more_than_their_whole_are_told(asked, signed_in):
    eva = signed_in("eva")
    eva.post(PART, fields(asked, care="100", part="150") | {"do": "save"})
    assert "Varav-raderna under ¤Vard är tillsammans 150,0 mnkr" in plain(eva.get(PART))


def test_a_pasted_column_is_shown_before_anything_is_kept(asked, signed_in):
    eva = signed_in("eva")
    response = eva.post(PASTE, {"column": "¤Vard\t312,5\n¤Skola\tcirka 200\n¤Annat\t3\n"})
    page = plain(response)
    assert "<b>312,5</b>" in page and "inget tal" in page and "Raden finns inte" in page
    assert "Använd 1 tal" in page and "2 rader har en förklaring" in page
    assert asked.answer(asked.care).content == {}
    eva.post(PART, fields(asked, care="312,5") | {"do": "save"})
    assert asked.answer(asked.care).content == {"forecast": "312.5"}


def test_the_script_is_told_whether_all_was_understood(asked, signed_in):
    care, school = asked.answer(asked.care), asked.answer(asked.school)
    ask = {"HTTP_X_REQUESTED_WITH": "fetch"}
    said = signed_in("eva").post(PASTE, {"column": "312,5\n203,1", "start": str(care.pk)}, **ask).json()
    assert said == {"whole": True, "fields": {str(care.pk): "312,5", str(school.pk): "203,1"}}
    said = signed_in("eva").post(PASTE, {"column": "312,5\nhej"}, **ask).json()
    assert said["whole"] is False


@pytest.mark.parametrize("column", ["", "\n\n", "x" * 100_000, "\t\t\t", "\x00\x01", "<script>"])
def test_anything_may_be_pasted(asked, signed_in, column):
    response = signed_in("eva").post(PASTE, {"column": column})
    assert response.status_code == 200
    assert '<script>"' not in plain(response)


def test_a_question_without_money_has_nothing_to_paste_in(asked, signed_in):
    assert signed_in("eva").get(f"{PART}klistra/analys/").status_code == 404
    assert signed_in("eva").get("/rapportera/pengar/home/del/99/klistra/tabell/").status_code == 404


def test_who_only_reads_is_led_to_the_part(asked, signed_in):
    assert signed_in("kim").get(PASTE)["Location"] == PART
    assert signed_in("ute").get(PASTE).status_code == 404
    assert "data-figure" not in plain(signed_in("kim").get(PART))


def decided(asked: Asked, eva, care: str = "313", school: str = "207,9") -> None:
    comments = {f"{asked.answer(each).pk}-comment": "¤Fler hushåll." for each in (asked.care, asked.school)}
    eva.post(PART, fields(asked, care=care, school=school) | comments | {"do": "save"})
    submit(by=SYSTEM, report=asked.report())


def test_the_table_stands_in_the_review_the_report_and_what_is_published(asked, signed_in):
    decided(asked, signed_in("eva"))
    review = plain(signed_in("siv").get("/rapportera/pengar/home/granska/"))
    assert "207,9" in review and "−5,7" in review and "¤Fler hushåll." in review
    approve(by=SYSTEM, report=asked.report())
    sign(by=SYSTEM, report=asked.report())
    freeze(by=SYSTEM, report=asked.report())
    page = plain(signed_in("lo").get("/rapportera/pengar/home/las/"))
    for said in (
        "¤Skola",
        "202,2",
        "139,4",
        "207,9",
        "−5,7",
        "¤Fler hushåll.",
        "Summa, mnkr, ¤netto",
        "520,9",
    ):
        assert said in page, said


def test_every_figure_of_the_table_leads_to_its_origin(asked, signed_in):
    for n, each in enumerate(Value.objects.order_by("pk")):
        Value.objects.filter(pk=each.pk).update(value=FIRST + n)
    assert loose(signed_in("eva").get(PART).content.decode()) == []
    decided(asked, signed_in("eva"), "61 900,7", "61 901,7")
    assert loose(signed_in("siv").get("/rapportera/pengar/home/granska/").content.decode()) == []
    approve(by=SYSTEM, report=asked.report())
    page = signed_in("siv").get("/rapportera/pengar/home/las/").content.decode()
    assert loose(page) == []


def test_a_forecast_leads_to_whoever_wrote_it_and_a_sum_to_its_parts(asked, signed_in):
    signed_in("eva").post(PART, fields(asked, school="207,9") | {"do": "save"})
    page = plain(signed_in("siv").get(f"/rapportera/svar/{asked.answer(asked.school).pk}/versioner/"))
    assert "207,9" in page and "Skrivet av ¤Eva Prov" in page
    page = plain(signed_in("siv").get(f"/rapportera/svar/{asked.answer(asked.school, 'care').pk}/versioner/"))
    assert "Sammanlagt ur rapporterna" in page and "¤Home" in page and "207,9" in page


def test_a_long_table_takes_no_more_questions_to_the_database(
    asked, signed_in, django_assert_max_num_queries
):
    eva = signed_in("eva")
    eva.get(PART)
    with django_assert_max_num_queries(34):
        eva.get(PART)


def test_of_a_year_that_is_over_the_outcome_is_read_once(city, signed_in):
    care, _part, school = some_money()
    for measure in (care, school):
        a_value(measure, unit("home"), str(YEAR), "314.9")
    asked = asked_about_money(Period.of_year(YEAR))
    page = plain(signed_in("eva").get("/rapportera/pengar/home/las/"))
    assert "314,9" in page and "Året beräknas till" not in page
    assert "Året beräknas till" not in plain(signed_in("siv").get("/rapportera/pengar/home/granska/"))
    assert asked.answer(care).content == {}


def test_the_form_editor_takes_a_table_of_money_and_shows_its_rows(asked, signed_in):
    office = signed_in("karin")
    office.post("/formular/e/", {"do": "change"})
    draft = FormVersion.objects.get(key="e", is_draft=True)
    home = "/formular/e/avsnitt/ekonomi/tabell/"
    assert 'value="1"' in plain(office.get(home))
    typed = {
        "seen": draft.made_at.isoformat(),
        "text": "¤Pengar",
        "kind": "money",
        "measures": "netto-vard, netto-vard-del\nnetto-skola\nfinns-inte",
        "within": "netto-vard-del: netto-vard",
        "percent": "2,5",
        "amount": "0,5",
    }
    assert office.post(home, typed).status_code == 302
    question = FormVersion.objects.get(key="e", is_draft=True).form.question("tabell")
    assert question.measures == ("netto-vard", "netto-vard-del", "netto-skola", "finns-inte")
    assert question.tolerance == Tolerance(Decimal("2.5"), Decimal("0.5"))
    assert 'value="2,5"' in plain(office.get(home))  # as it was typed
    page = plain(office.get("/formular/e/utkast/"))
    assert "mer än 2,5 procent eller 0,5" in page and "4 rader" in page
    assert "¤Vard-del, ¤netto" in page and "finns-inte" in page and "Indikatorn finns inte" in page
    assert "Innan formuläret kan ges ut" not in page
    type(asked.school).objects.filter(pk=asked.school.pk).update(unit_of_measure="tkr")
    page = plain(office.get("/formular/e/utkast/"))
    assert "de flesta är i mnkr, men inte netto-skola (tkr)" in page and "Ge ut som ny version" not in page


def test_it_is_filled_pasted_explained_and_handed_in_without_script(asked, signed_in):
    """Only what the pages themselves hold is posted, as a browser without script does."""
    eva = signed_in("eva")
    shown = eva.post(PASTE, {"column": "¤Vard\t313\n¤Skola\t207,9"})
    response = eva.post(PART, hidden(shown) | {"do": "save"})
    assert response.status_code == 302
    page = eva.get(PART)
    assert "går 5,7 mnkr över budget" in plain(page)
    refused = eva.post(PART, hidden(page) | {"do": "done"})
    assert refused.status_code == 422 and "1 sak behöver rättas" in plain(refused)
    words = {f"{asked.answer(asked.school).pk}-comment": "¤Fler hushåll."}
    response = eva.post(PART, hidden(eva.get(PART)) | words | {"do": "done"})
    assert response.status_code == 302 and response.url.endswith("/lamna-in/")
    assert "Allt är ifyllt." in plain(eva.get(response.url))
    eva.post(response.url)
    assert asked.report().state == "submitted"
    assert asked.answer(asked.school).content == {"forecast": "207.9"}


def hidden(response) -> dict[str, str]:
    """The fields of the page's forms, as they stand."""
    page = fromstring(response.content.decode())
    fields = {each.get("name"): each.get("value", "") for each in page.xpath("//main//input[@name]")}
    fields |= {each.get("name"): each.text or "" for each in page.xpath("//main//textarea[@name]")}
    return {name: value for name, value in fields.items() if name[:1].isdigit()}
