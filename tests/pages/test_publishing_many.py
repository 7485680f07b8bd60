"""Publishing every plan of a year at once."""

import logging
from typing import Any

import pytest
from django.test import Client

from tertial.publishing.actions import publishing
from tertial.publishing.models import Edition, Publication
from tests.cast import City
from tests.chains import YEAR, a_chain

pytestmark = pytest.mark.django_db


def test_one_plan_that_is_broken_does_not_keep_the_others_waiting(
    city: City, signed_in: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    a_chain(city)
    sound = publishing.frozen

    def breaks(publication: Publication) -> dict[str, Any]:
        if publication.subject == "p1":
            raise KeyError("goals")
        return sound(publication)

    monkeypatch.setattr(publishing, "frozen", breaks)
    karin: Client = signed_in("karin")
    with caplog.at_level(logging.ERROR):
        said = karin.post("/dokument/alla/", {"year": YEAR}, follow=True).content.decode()
    assert "2 planer framställs" in said
    assert "felet är loggat" in said
    assert "p1 could not be frozen" in caplog.text
    assert set(Edition.objects.values_list("publication__subject", flat=True)) == {"pk", "p2"}
