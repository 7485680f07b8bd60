"""When it does not go well, the page says what happened, what to do and the number for whoever helps."""

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation

from tertial.site.pages import errors


def text(response) -> str:
    return response.content.decode()


def test_server_error_needs_no_database_and_no_context():
    """This test has no database: any query would be an error in it."""
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Något gick fel hos oss" in text(response)


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "429.html", "500.html"]
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_error_pages_stand_on_their_own(name, language):
    with translation.override(language):
        page = get_template(name).render()
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1


@pytest.mark.django_db
def test_the_number_in_the_log_is_on_the_page():
    response = Client().get("/finns-inte/")
    assert response.status_code == 404
    assert response["X-Request-Id"] in text(response)


def test_signed_in_keep_their_navigation(signed_in):
    assert 'id="meny"' in text(signed_in("lo").get("/finns-inte/"))


def test_a_form_that_is_too_old_says_so(city):
    response = Client(enforce_csrf_checks=True).post("/logga-in/", {"login": "x"})
    assert response.status_code == 403
    assert "Formuläret är för gammalt" in text(response)


def test_a_button_whose_session_ended_leads_to_a_page_that_says_so(signed_in, city):
    """Signed out meanwhile, one signs in again and is sent on to the button's own address."""
    sent = Client().post("/personer/lo/stang/")
    back = sent["Location"].partition("next=")[2]
    page = signed_in("nils").get(back)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Inget har gjorts" in text(page)
    assert page["X-Request-Id"] in text(page)
    assert Client().get("/logga-in/demo/").status_code == 405


@pytest.mark.django_db
def test_what_is_far_too_large_is_not_even_received(settings):
    """Also from somebody who has not signed in: otherwise anybody could fill the disk."""
    settings.UPLOAD_MAX_BYTES = 1000
    answer = Client().post("/logga-in/", {"login": "x" * 3000})
    assert answer.status_code == 413
    assert "Dela den i flera" in text(answer)
    assert Client().post("/logga-in/", {"login": "x"}).status_code == 200
