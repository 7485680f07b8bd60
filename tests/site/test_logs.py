"""Log lines: one an event, with the request's id and who was signed in, for people or for machines."""

import json
import logging

import pytest
from django.urls import reverse

from tertial.foundation.request import request_id
from tertial.site import logs


def line(form: str, **extra: object) -> str:
    record = logging.LogRecord("tertial.x", logging.INFO, "f", 1, "hej %s", ("å",), None)
    vars(record).update(extra)
    logs.WithRequest().filter(record)
    config = logs.logging_config(form)["formatters"][form]
    formatter = logs.AsJson() if form == "json" else logging.Formatter(config["format"])
    return formatter.format(record)


@pytest.fixture
def within_a_request():
    tokens = request_id.set("abc123"), logs.person_key.set("lo")
    yield
    request_id.reset(tokens[0])
    logs.person_key.reset(tokens[1])


def test_text_for_people(within_a_request):
    assert "INFO tertial.x [abc123 lo] hej å" in line("text")


def test_json_for_machines(within_a_request):
    told = json.loads(line("json", ms=12))
    assert (told["request_id"], told["person"], told["message"], told["ms"]) == ("abc123", "lo", "hej å", 12)


def test_a_line_break_stays_on_one_line_in_json():
    assert "\n" not in line("json", other="a\nb")


def test_every_request_is_one_line_with_its_id_and_person(city, signed_in, caplog):
    with caplog.at_level(logging.INFO, logger="tertial.request"):
        response = signed_in("lo").get(reverse("units"))
    told = [each for each in caplog.records if each.name == "tertial.request"]
    assert len(told) == 1
    assert told[0].getMessage().startswith("GET /enheter/ 200 ")
    assert response["X-Request-Id"] not in ("", "-")


def test_nothing_from_one_request_is_left_for_the_next(city, signed_in):
    signed_in("lo").get(reverse("units"))
    assert (request_id.get(), logs.person_key.get()) == ("", "-")


def test_health_is_not_logged(db, client, caplog):
    with caplog.at_level(logging.INFO, logger="tertial.request"):
        client.get("/halsa/")
    assert not caplog.records


def test_passwords_never_reach_the_log(city, client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("account_login"), {"login": "lo@prov.example", "password": "hemligt-losenord-x"})
    assert "hemligt-losenord-x" not in caplog.text
