"""What every answer carries, and what one meets when it goes wrong."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tertial.organisation.models import Person
from tertial.publishing.exports.html import STYLE
from tertial.publishing.pages.answers import policy_of
from tests.cast import City
from tests.pages.test_authorization import PAGES
from tests.pages.test_pseudo_language import DOCUMENTS, someone_for


@pytest.fixture
def city(everything: City) -> City:
    return everything


@pytest.fixture
def client_of_nils(city, signed_in):
    return signed_in("nils")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_carries_the_headers(client_of_nils, name):
    response = client_of_nils.get(reverse(name, kwargs=PAGES[name][0]))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    if name in DOCUMENTS and response.status_code == 200:
        assert policy == of_a_document(STYLE)
    else:
        assert "script-src 'self'" in policy
        assert "form-action 'self'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert re.fullmatch(r"[0-9a-f]{12}", response["X-Request-Id"])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_needs_what_its_policy_forbids(client_of_nils, name):
    """No script or style in the page itself: the browser would not run it."""
    response = client_of_nils.get(reverse(name, kwargs=PAGES[name][0]))
    page = without_what_is_permitted(
        response.content.decode(errors="replace"), response["Content-Security-Policy"]
    )
    shown = re.sub(r"<pre.*?</pre>", "", page, flags=re.S)
    assert not re.search(r"<script(?![^>]*\bsrc=)", shown)
    assert not re.search(r"<style|\sstyle=\"|\son[a-z]+=\"", shown)
    assert not re.search(r"(?:src|action)=\"(?:https?:)?//", shown)


def without_what_is_permitted(page: str, policy: str) -> str:
    """Less the style sheets whose checksums the policy names."""

    def kept(found: re.Match[str]) -> str:
        return "" if checksum(found[1]) in policy else found[0]

    return re.sub(r"<style>(.*?)</style>", kept, page, flags=re.S)


def checksum(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def of_a_document(style: str) -> str:
    """Its own sheet and the pictures in it, and nothing else: no script, no form, nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src {checksum(style)}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox allow-popups"
    )


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_may_use_its_own_stylesheet_and_nothing_else(city, signed_in, name):
    response = signed_in(someone_for(name)).get(reverse(name, kwargs=PAGES[name][0]))
    page = response.content.decode()
    assert response.status_code == 200 and response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Security-Policy"] == of_a_document(STYLE)
    assert page.count("<style") == 1
    assert not re.search(r"<script|<link|<iframe|<object|<embed|<form|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize(
    ("page", "policy"),
    [
        pytest.param(
            "<head><title>¤</title><style>p{}</style></head><body><p>¤</p>",
            of_a_document("p{}"),
            id="published with another sheet than that of today",
        ),
        pytest.param(
            "<head><style>p{}</style></head><body><style>b{}</style>",
            of_a_document("p{}"),
            id="a sheet in the text is not permitted",
        ),
        pytest.param(
            "<head></head><body><style>b{}</style></head>",
            of_a_document("").replace(checksum(""), "'none'"),
            id="no sheet in the head",
        ),
    ],
)
def test_the_policy_of_a_document_names_the_sheet_in_its_head(page, policy):
    assert policy_of(page.encode()) == policy


@pytest.mark.parametrize("address", ["/halsa/", "/logga-in/", "/finns-inte/"])
def test_so_do_the_open_ones(db, address):
    response = Client().get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Request-Id"]


def test_a_request_id_from_outside_is_not_believed(db):
    response = Client(headers={"X-Request-Id": "evil\nid"}).get("/halsa/")
    assert "evil" not in response["X-Request-Id"]


def test_cookies_are_not_for_scripts(city):
    client = Client()
    client.post(reverse("account_login"), {"login": "lo@prov.example", "password": "ett-langt-losenord"})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


# --- when it goes wrong ---


def fall(*args: object, **kwargs: object) -> None:
    raise RuntimeError("hemlig detalj")


ERRORS = {
    400: lambda client, monkeypatch: client.get("/", headers={"host": "ond.example"}),
    404: lambda client, monkeypatch: client.get("/finns-inte/"),
    403: lambda client, monkeypatch: client.get("/ny-person/"),
}


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_says_what_to_do_and_carries_the_requests_id(city, signed_in, monkeypatch, status):
    response = ERRORS[status](signed_in("lo"), monkeypatch)
    text = response.content.decode()
    assert response.status_code == status
    assert response["X-Request-Id"] in text
    assert 'href="/"' in text


def test_403_names_the_person_and_the_permission(city, signed_in):
    text = signed_in("lo").get("/ny-person/").content.decode()
    assert "¤Lo Prov" in text
    assert "lägga upp personer" in text


def test_500_tells_nothing_secret_and_needs_no_database(city, signed_in, monkeypatch):
    client = signed_in("lo")
    client.raise_request_exception = False
    monkeypatch.setattr("tertial.organisation.pages.units.as_nodes", fall)
    response = client.get(reverse("units"))
    text = response.content.decode()
    assert response.status_code == 500
    assert "Något gick fel hos oss" in text
    assert "hemlig detalj" not in text
    assert response["X-Request-Id"] in text


@pytest.mark.parametrize("address", ["/", "/enheter/", "/logga-in/", "/finns-inte/"])
def test_500_when_the_database_is_gone(city, signed_in, monkeypatch, address):
    client = signed_in("lo")
    client.raise_request_exception = False

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        patch.setattr(connection, "chunked_cursor", gone)
        response = client.get(address)
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_health_when_the_database_is_gone(db, monkeypatch):
    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", gone)
        response = Client().get("/halsa/")
    assert response.status_code == 503
    assert "Databasen svarar inte" in response.content.decode()


def test_health_is_well_and_open(db):
    response = Client().get("/halsa/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_health_tells_of_missing_migrations(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'intake'")
    response = Client().get("/halsa/")
    assert response.status_code == 503
    assert response.json()["saknas"][0] == "intake.0001_first"
    assert "tertial prepare" in response.json()["orsak"]


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_refused(city, signed_in, method):
    assert getattr(signed_in("nils"), method)("/enheter/home/").status_code in (
        405,
        200 if method == "options" else 405,
    )


def test_a_form_without_its_token_is_explained(city):
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(key="siv"))
    response = client.post("/enheter/home/andra/", {"name": "x"})
    assert response.status_code == 403
    assert "<html" in response.content.decode()
