"""What the city office has put together: a draft built in the background, and numbered versions for all to read."""

import pytest

from tertial.publishing.models import Edition
from tests.publications import made
from tests.themes import SAID, a_theme, a_theme_put_together

THEME = "/omgangar/tema-t2/"


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_draft_is_built_in_the_background(
    kind, begins, city, signed_in, django_capture_on_commit_callbacks
):
    a_theme_put_together()
    karin = signed_in("karin")
    with django_capture_on_commit_callbacks(execute=True):
        waits = karin.post(f"{THEME}dokument/bygg/", {"kind": kind}).url
    assert waits.startswith("/arbete/")
    ready = karin.get(waits).url
    page = karin.get(ready).text
    assert f'content="0; url={ready}?fil"' in page and "hämtas nu" in page
    file = karin.get(f"{ready}?fil")
    assert file.content.startswith(begins)
    assert file.headers["Content-Disposition"] == f'attachment; filename="tema-t2-sammanstallning.{kind}"'
    assert signed_in("siv").get(f"{ready}?fil").status_code == 403
    assert karin.post(f"{THEME}dokument/bygg/", {"kind": "exe"}).url == f"{THEME}dokument/"


def test_what_is_put_together_is_published_in_numbered_versions(city, signed_in, client):
    theme = a_theme_put_together()
    karin = signed_in("karin")
    page = karin.post(f"{THEME}dokument/publicera/").url
    assert page == "/dokument/sammanstallning-tema-t2/"
    edition = made(Edition.objects.get())
    assert (edition.number, edition.state, edition.data["schema"]) == (1, "ready", "tertial.theme/1")
    shown = karin.get(page).text
    assert theme.now.title in shown and f'href="{THEME}dokument/"' in shown
    assert client.get("/oppet/sammanstallning-tema-t2/").status_code == 404  # open to nobody yet
    karin.post(f"{page}oppna/", {"is_open": "on", "launched_on": "2020-01-01"})
    assert SAID["1.2"] in client.get("/oppet/sammanstallning-tema-t2/fil.html").text
    assert "Inget har ändrats" in karin.post(f"{page}ny/", follow=True).text
    karin.post(f"{THEME}dokument/", {"shows_answers": "on"})
    karin.post(f"{page}ny/")
    assert made(Edition.objects.latest("pk")).number == 2
    assert karin.get(f"{page}1/2/").status_code == 200
    assert signed_in("siv").post(f"{THEME}dokument/publicera/").status_code == 403


def test_nothing_put_together_is_not_published(city, signed_in):
    a_theme()
    page = signed_in("karin").post(f"{THEME}dokument/publicera/", follow=True).text
    assert "Inget är skrivet eller taget med än" in page and not Edition.objects.exists()
