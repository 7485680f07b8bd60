"""A themed round's pages: a board answers, a colleague helps, the city office reads and puts together."""

import re

import pytest

from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person
from tertial.reporting.actions.opening import open_whole
from tertial.reporting.actions.themed import give_question, take_no_part
from tertial.reporting.models import Answer, GivenQuestion, Round
from tests.themes import SAID, Theme, a_theme, answered

ANSWERS = "/rapportera/tema-t2/strand/svar/"


@pytest.fixture
def theme(city) -> Theme:
    return a_theme()


def saving(client, found: Answer, **fields):
    given = {"version": found.version, "request": f"r{fields}"} | fields
    return client.post(f"/rapportera/svar/{found.pk}/fraga/", given)


def test_the_link_in_the_letter_leads_to_the_answers(theme, signed_in):
    response = signed_in("siv").get("/rapportera/tema-t2/strand/")
    assert (response.status_code, response.url) == (302, ANSWERS)


def test_every_question_stands_with_its_last_answer(theme, signed_in):
    page = signed_in("siv").get(ANSWERS).text
    for text in (
        "¤Företagsklimat",
        "¤Läge?",
        "¤Besöken ¤ökade 11 %",
        "Uppdatering T2",
        "Inget nytt sedan",
    ):
        assert text in page  # fmt: skip
    assert page.count("data-answer=") == 3


@pytest.mark.parametrize(
    ("who", "status"), [("siv", 200), ("karin", 200), ("kim", 200), ("ute", 404), ("lo", 404)]
)
def test_a_draft_is_for_those_in_its_line(theme, signed_in, who, status):
    page = signed_in(who).get(ANSWERS)
    assert page.status_code == status
    assert ("data-answer=" in page.text) is (who == "siv")


def test_an_update_is_put_after_the_words_of_before(theme, signed_in):
    found = theme.answer("strand", "2.1")
    response = saving(signed_in("siv"), found, update="¤Nu också elektriker.")
    assert response.status_code == 200
    found.refresh_from_db()
    assert found.text == f"{SAID['2.1']}\n\nUppdatering T2\n\n¤Nu också elektriker."
    page = signed_in("siv").get(ANSWERS).text
    assert "¤Nu också elektriker.</textarea>" in page
    assert saving(signed_in("siv"), found, update="").status_code == 200
    found.refresh_from_db()
    assert found.text == ""


def test_written_anew_and_nothing_new_without_script(theme, signed_in):
    siv, found = signed_in("siv"), theme.answer("strand", "1.2")
    again = siv.post(ANSWERS, {"do": f"whole:{found.pk}"})
    page = siv.get(again.url.partition("#")[0]).text
    assert f'name="{found.pk}-text"' in page
    given = {f"{found.pk}-version": "1", f"{found.pk}-text": "¤Helt nytt.", "do": "save"}
    assert siv.post(ANSWERS, given).status_code == 302
    found.refresh_from_db()
    assert found.text == "¤Helt nytt."
    other = theme.answer("strand", "1.1")
    siv.post(ANSWERS, {"do": f"same:{other.pk}"})
    other.refresh_from_db()
    assert other.is_same
    assert "Det finns något nytt" in siv.get(ANSWERS).text
    siv.post(ANSWERS, {"do": f"other:{other.pk}"})
    other.refresh_from_db()
    assert not other.is_same


def test_one_press_gives_a_question_to_a_colleague_who_writes_only_that(theme, signed_in):
    first, second = theme.answer("strand", "1.1"), theme.answer("strand", "1.2")
    assert signed_in("siv").post(ANSWERS, {"do": f"give:{first.pk}:lo"}).status_code == 302
    lo = signed_in("lo")
    response = lo.get("/rapportera/tema-t2/strand/")
    assert response.url == f"{ANSWERS}#f{first.pk}"
    page = lo.get(ANSWERS)
    assert page.text.count("data-answer=") == 1 and "Klar, säg till" in page.text
    assert saving(lo, first, update="¤Los ord.").status_code == 200
    assert saving(lo, second, update="¤Intrång.").status_code == 423
    assert "¤Strand" in lo.get("/rapportera/").text
    assert lo.post(ANSWERS, {"do": f"ready:{first.pk}"}).status_code == 302
    assert GivenQuestion.objects.get().done_at is not None
    assert lo.get("/rapportera/tema-t2/strand/deltar-inte/").status_code == 403
    assert signed_in("ute").post(ANSWERS, {"do": f"ready:{first.pk}"}).status_code == 404


def test_a_colleague_cannot_say_ready_without_an_answer(theme, signed_in):
    give_question(
        by=SYSTEM, report=theme.report("strand"), question="1.1", person=Person.objects.get(key="lo")
    )
    found = theme.answer("strand", "1.1")
    assert signed_in("lo").post(ANSWERS, {"do": f"ready:{found.pk}"}).status_code == 422


def test_what_cannot_be_kept_stays_on_the_page(theme, signed_in):
    found = theme.answer("strand", "1.1")
    given = {f"{found.pk}-version": "1", f"{found.pk}-text": "x" * 60_001, "do": "save"}
    response = signed_in("siv").post(ANSWERS, given)
    assert response.status_code == 422 and "xxx" in response.text


def test_taking_no_part_and_taking_part_after_all(theme, signed_in):
    siv = signed_in("siv")
    assert siv.post("/rapportera/tema-t2/strand/deltar-inte/", {"reason": ""}).status_code == 422
    assert (
        siv.post("/rapportera/tema-t2/strand/deltar-inte/", {"reason": "¤Inga företag."}).status_code == 302
    )
    page = siv.get(ANSWERS).text
    assert "¤Inga företag." in page and "data-answer=" not in page
    siv.post("/rapportera/tema-t2/strand/deltar-inte/", {"do": "join"})
    assert "data-answer=" in siv.get(ANSWERS).text


def test_what_is_handed_in_is_read_and_not_written(theme, signed_in):
    answered(theme.report("strand"))
    page = signed_in("siv").get(ANSWERS).text
    assert "data-answer=" not in page and "lämnades in av" in page


def test_the_number_of_queries_does_not_grow_with_the_questions(
    theme, signed_in, django_assert_max_num_queries
):
    siv = signed_in("siv")
    siv.get(ANSWERS)
    with django_assert_max_num_queries(40):
        siv.get(ANSWERS)


def test_an_ordinary_report_has_no_such_page(city, signed_in):
    from tests.reports import a_round

    a_round()
    assert signed_in("siv").get("/rapportera/t2/home/svar/").status_code == 404


def test_declined_boards_are_told_apart(theme, signed_in):
    take_no_part(by=SYSTEM, report=theme.report("berg"), reason="¤Nej tack.")
    assert signed_in("ute").get("/rapportera/tema-t2/berg/svar/").text.count("¤Nej tack.") == 1


# --- the city office ---

THEME = "/omgangar/tema-t2/"


@pytest.fixture
def told(theme) -> Theme:
    """Strand has answered, Berg has not."""
    answered(
        theme.report("strand"),
        over={"1.1": "¤Vi besökte 14 företag i höst.\n\nUppdatering T2\n\n¤Och 3 till."},
    )
    return theme


def taking(client, found: Answer, number: int, **more):
    given = {"answer": found.pk, "number": number, "do": "take", "here": f"{THEME}las/?fraga=1.1"} | more
    return client.post(f"{THEME}ta-med/", given)


PAGES = ("las/", "las/?fraga=2.1", "las/?fraga=1.1&visa=andrat", "las/?visa=nytt", "las/?namnd=strand", "vilka/",
         "siffror/", "siffror/?fraga=1.1&visa=nytt", "sammanstall/", "dokument/", "kontakter/", "svar.json", "svar.xlsx")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_city_office_opens_every_page_and_nobody_else(told, signed_in, page):
    assert signed_in("karin").get(THEME + page).status_code == 200
    assert signed_in("siv").get(THEME + page).status_code == 403


@pytest.mark.parametrize("page", ["las/?fraga=9.9", "las/?namnd=inget", "siffror/?fraga=9.9", "dokument.exe"])
def test_what_is_not_there_is_not_found(told, signed_in, page):
    assert signed_in("karin").get(THEME + page).status_code == 404


def test_an_ordinary_round_has_none_of_these(city, signed_in):
    from tests.reports import a_round

    a_round()
    for page in ("las/", "sammanstall/", "dokument/"):
        assert signed_in("karin").get(f"/omgangar/t2/{page}").status_code == 404


def test_answers_are_read_beside_each_other(told, signed_in):
    page = signed_in("karin").get(f"{THEME}las/?fraga=1.1").text
    assert "¤Vi besökte 14 företag" in page and "¤Och 3 till." in page and "1 av 2 har svarat" in page
    assert "¤Berg" not in page.partition("<article")[2]


def test_an_excerpt_is_taken_along_and_left_again(told, signed_in):
    karin, found = signed_in("karin"), told.answer("strand", "1.1")
    response = taking(karin, found, 2)
    assert (response.status_code, response.url) == (302, f"{THEME}las/?fraga=1.1#v{found.pk}")
    page = karin.get(f"{THEME}sammanstall/").text
    assert "¤Och 3 till." in page and "¤Strand" in page and "Uppdatering T2" in page
    assert 'aria-pressed="true"' in karin.get(f"{THEME}las/?fraga=1.1").text
    taking(karin, found, 2, do="leave")
    assert 'aria-pressed="true"' not in karin.get(f"{THEME}las/?fraga=1.1").text
    assert taking(karin, found, 9).status_code == 404
    assert taking(signed_in("siv"), found, 1).status_code == 403


def test_the_way_back_is_never_out_of_the_service(told, signed_in):
    response = taking(signed_in("karin"), told.answer("strand", "1.1"), 1, here="//ond.example/")
    assert response.url.startswith(f"{THEME}las/")


def test_figures_are_offered_with_their_sentence(told, signed_in):
    karin = signed_in("karin")
    page = karin.get(f"{THEME}siffror/?fraga=1.1").text
    assert "14 företag" in page and "3 till" not in page
    found = told.answer("strand", "1.1")
    given = {
        "answer": found.pk,
        "sentence": "¤Vi besökte 14 företag i höst.",
        "do": "take",
        "here": f"{THEME}siffror/",
    }
    karin.post(f"{THEME}ta-med/", given)
    assert "Tagen med" in karin.get(f"{THEME}siffror/?fraga=1.1").text


def test_headings_sorting_and_own_words(told, signed_in):
    karin, found = signed_in("karin"), told.answer("strand", "1.1")
    taking(karin, found, 1)
    passage = found.excerpts.get()
    response = karin.post(f"{THEME}sammanstall/", {"do": "heading:1", "ny-1": "¤Det går framåt"})
    heading = told.now.headings.get()
    assert response.url == f"{THEME}sammanstall/#h{heading.pk}"
    given = {
        "do": "sort",
        f"under-{passage.pk}": heading.pk,
        f"was-{passage.pk}": "",
        "1-text": "¤Våra ord.",
        "1-version": "1",
    }
    karin.post(f"{THEME}sammanstall/", given)
    passage.refresh_from_db()
    assert passage.heading == heading and told.now.summaries.get(section="1").text == "¤Våra ord."
    assert karin.post(f"{THEME}sammanstall/", {"do": "heading:1", "ny-1": " "}).status_code == 422
    page = karin.get(f"{THEME}dokument/").text
    for text in ("¤Våra ord.", "¤Det går framåt", "¤Vi besökte 14 företag", "Har inte svarat", "¤Berg"):
        assert text in page, text
    markdown = karin.get(f"{THEME}dokument.md").text
    assert markdown.index("¤Våra ord") < markdown.index("¤Det går framåt") < markdown.index("¤Vi besökte 14")
    karin.post(f"{THEME}dokument/", {"shows_answers": "on"})
    markdown = karin.get(f"{THEME}dokument.md").text
    assert "Svaren i sin helhet" in markdown and "Har inte svarat" not in markdown
    assert karin.get(f"{THEME}dokument.docx").status_code == 404  # made in the background


def summary(client, text, version=1):
    return client.post(f"{THEME}sammanstall/1/", {"text": text, "version": version, "request": text})


def test_two_who_write_a_summary_lose_nothing(told, signed_in):
    karin = signed_in("karin")
    assert summary(karin, "¤Karins ord.").json()["version"] == 2
    save = summary(karin, "¤Andra ord.")
    assert save.status_code == 409
    page = karin.get(save.json()["address"])
    assert "¤Karins" in page.text and "¤Andra" in page.text
    karin.post(save.json()["address"], {"do": "both", "text": "¤Båda.", "version": "2"})
    assert told.now.summaries.get().text == "¤Båda."
    earlier = karin.get(f"{THEME}sammanstall/1/versioner/").text
    assert "Karins" in earlier and "Andra" in earlier
    assert summary(signed_in("siv"), "¤Intrång").status_code == 403


def test_queries_do_not_grow_with_the_boards(told, signed_in, django_assert_max_num_queries):
    karin = signed_in("karin")
    karin.get(f"{THEME}las/")
    for page, most in (
        ("las/", 30),
        ("sammanstall/", 32),
        ("vilka/", 34),
        ("siffror/", 30),
        ("dokument/", 36),
    ):
        with django_assert_max_num_queries(most):
            karin.get(THEME + page)


def test_a_theme_is_copied_in_one_page(told, signed_in):
    karin = signed_in("karin")
    page = karin.get("/omgangar/tema/ny/?fran=tema-t2").text
    assert "1.1 ¤Läge?" in page and "checked" in page
    given = {"title": "¤Näringsliv", "period": f"{told.now.when.year}", "opens_on": "2026-12-01", "last_day": "2026-12-20",
             "units": ["strand", "berg"], "text": "# 1 ¤Klimat\n1.1 ¤Läge?\n1.2 ¤Mer?\n"}  # fmt: skip
    seen = karin.post("/omgangar/tema/ny/?fran=tema-t2", given | {"do": "look"})
    assert seen.status_code == 200 and "¤Mer?" in seen.text
    made = karin.post("/omgangar/tema/ny/?fran=tema-t2", given | {"do": "save"})
    assert made.status_code == 302 and made.url.endswith("/kontakter/")
    assert karin.post(made.url, {"p-strand": "¤Lo Prov <lo@prov.example>", "p-berg": ""}).status_code == 302
    assert "lo@prov.example" in karin.get(made.url).text
    assert karin.post(made.url, {"p-strand": "ingen alls"}).status_code == 422
    key = made.url.split("/")[2]
    assert karin.post(f"/omgangar/{key}/oppna/").status_code == 302
    assert list(open_whole(Round.objects.get(key=key)))
    assert "¤Vi besökte 14 företag" in signed_in("siv").get(f"/rapportera/{key}/strand/svar/").text


def test_boards_are_marked_all_at_once_or_none_and_what_is_typed_stays(city, signed_in):
    karin, given = (
        signed_in("karin"),
        {"title": "¤Näringsliv", "period": "T9", "units": ["strand"], "text": "1.1 ¤Läge?"},
    )
    for mark, marked in (("all", {"strand", "berg"}), ("none", set())):
        seen = karin.post("/omgangar/tema/ny/", given | {"mark": mark})
        assert seen.status_code == 200 and "¤Näringsliv" in seen.text and "1.1 ¤Läge?" in seen.text
        boxes = re.findall(r'<input type="checkbox"[^>]*name="units"[^>]*>', seen.text)
        assert {re.search('value="([^"]+)"', each)[1] for each in boxes if "checked" in each} == marked
        assert "Skriv perioden" not in seen.text, "nothing is judged before it is sent"


def test_figures_are_folded_by_board_and_the_one_asked_for_is_open(told, signed_in):
    karin = signed_in("karin")
    folded = karin.get(f"{THEME}siffror/").text
    assert 'id="n-strand"' in folded and '<details class="more" open>' not in folded
    asked = karin.get(f"{THEME}siffror/?namnd=strand").text
    assert re.search(r'id="n-strand"><details class="more" open>', asked)
    assert f'value="{THEME}siffror/?namnd=strand#n-strand"' in asked


def test_a_form_that_cannot_be_read_says_why(city, signed_in):
    given = {
        "title": "¤A",
        "period": "T2 2026",
        "opens_on": "2026-09-01",
        "last_day": "2026-09-20",
        "units": ["strand"],
    }
    for text, said in (
        ("", "Skriv minst en fråga"),
        ("Bara ord.", "Skriv minst en fråga"),
        ("1.1 A?\n1.1 B?", "nummer 1.1"),
    ):
        response = signed_in("karin").post("/omgangar/tema/ny/", given | {"text": text, "do": "save"})
        assert response.status_code == 422 and said in response.text
