"""Every page in a made-up language: a text that nobody marked for translation shows at once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tertial.foundation.day import MONTHS
from tertial.foundation.number import Measured
from tertial.goals.templatetags import activity
from tertial.organisation.models import Person
from tertial.organisation.profile import current_profile
from tertial.reporting.models import Mail
from tertial.reporting.queries.profile import profile_forms
from tertial.site.ui import trees
from tests.cast import City
from tests.pages.test_authorization import PAGES
from tests.pseudo import pseudo_catalogue, untranslated

SIGNED_OUT = ["account_login", "account_reset_password", "account_reset_password_done"]
# Pages with a form, sent empty: what is told back must be translated too.
REFUSED = [
    name
    for name in PAGES
    if name.endswith(("_new", "_edit", "_give", "_name", "_move", "_close", "_password"))
]

# Documents given out as pages of their own: Swedish as a whole, whoever reads them.
DOCUMENTS = {"edition_file", "open_earlier_file", "open_file", "plan_preview", "theme_file"}


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo_catalogue(folder)
    return folder


@pytest.fixture
def city(everything: City) -> City:
    return everything


@pytest.fixture
def pseudo(catalogue, settings, request, city: City) -> City:
    """The service speaks the made-up language, to everybody."""
    settings.LOCALE_PATHS = [catalogue]
    settings.LANGUAGE_CODE = "en"
    for remembered in (activity._drawn, trees._mark):  # by language, which has other words here
        remembered.cache_clear()
        request.addfinalizer(remembered.cache_clear)
    Person.objects.update(language="en")
    return city


def data() -> set[str]:
    """Words that do not come from the catalogue: what the city's profile calls things and its forms, months and measures."""
    profile = current_profile()
    named = (*profile.unit_kinds, *profile.board_groups, *profile.goal_levels, *profile.plan_kinds)
    titles = {each.title for each in profile_forms()}
    words = {*MONTHS["en"], "tertial", "full year", *Measured, profile.city.name}
    return {each.name.said("en") for each in named} | titles | words


def someone_for(name: str) -> str:
    return next(who for who in ("nils", "karin", *sorted(PAGES[name][1])) if who in PAGES[name][1])


@pytest.mark.parametrize("name", sorted(name for name, row in PAGES.items() if row[1]))
def test_nothing_on_the_page_is_untranslated(pseudo, signed_in, name):
    response = signed_in(someone_for(name)).get(reverse(name, kwargs=PAGES[name][0]))
    if response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        if "<html" in page:  # and not a piece of one
            assert f'<html lang="{"sv" if name in DOCUMENTS else "en"}"' in page
        if name in DOCUMENTS:
            assert "⟦" not in page, "a document is the same for everybody, to the last word"
        else:
            assert untranslated(page, data()) == []


def test_nothing_among_the_letters_is_untranslated(pseudo, signed_in, settings):
    settings.DEMO = True  # nobody gets to them in a real city
    address, client = reverse("outbox"), signed_in("nils")
    assert untranslated(client.get(address).content.decode(), data()) == []
    nils = Person.objects.get(key="nils")
    Mail.objects.create(
        to=nils, address=nils.email, subject="Nytt för dig", body="Hej!", made_at=timezone.now()
    )
    page = client.get(address).content.decode()
    assert "Nytt för dig" in page and untranslated(page, data()) == []


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_nothing_in_a_refusal_is_untranslated(pseudo, signed_in, name):
    response = signed_in(someone_for(name)).post(reverse(name, kwargs=PAGES[name][0]), {})
    assert response.status_code in (200, 422)
    assert untranslated(response.content.decode(), data()) == []


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_nothing_before_signing_in_is_untranslated(pseudo, name):
    assert untranslated(Client().get(reverse(name)).content.decode(), data()) == []


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        pytest.param("lo", "/finns-inte/", 404, id="not there, signed in"),
        pytest.param("", "/finns-inte/", 404, id="not there, signed out"),
        pytest.param("lo", "/ny-person/", 403, id="not allowed"),
    ],
)
def test_nothing_on_an_error_page_is_untranslated(pseudo, signed_in, who, address, status):
    response = (signed_in(who) if who else Client()).get(address)
    assert response.status_code == status
    assert untranslated(response.content.decode(), data()) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        pytest.param("<p>⟦Spara⟧</p>", [], id="translated"),
        pytest.param("<p>Spara</p>", ["Spara"], id="not translated"),
        pytest.param("<p>⟦Sparad av⟧ ¤Karin Prov 2026-09-08</p>", [], id="with data"),
        pytest.param(
            "<p>Sparad av ¤Karin Prov</p>", ["Sparad av ¤Karin Prov"], id="data beside a forgotten text"
        ),
        pytest.param("<p>⟦Se <a href='#'>roller</a> först⟧</p>", [], id="a text with a link"),
        pytest.param(
            "<p>⟦Roll ⟦Läsare⟧⟧ kvar</p>", ["⟦Roll ⟦Läsare⟧⟧ kvar"], id="after a text within a text"
        ),
        pytest.param("<input placeholder='Sök'>", ["placeholder=Sök"], id="an attribute"),
        pytest.param("<img alt='¤Hus'><br>Nu", ["Nu"], id="after an element without end"),
        pytest.param("<pre translate='no'>kod <b>mer</b></pre><kbd>Enter</kbd>", [], id="code and keys"),
        pytest.param("<button lang='sv'>Svenska</button>", [], id="the name of a language"),
        pytest.param("<p>T2 2026, 1&nbsp;662,6</p>", [], id="numbers and periods"),
    ],
)
def test_what_counts_as_untranslated(html, found):
    assert untranslated(html) == found
