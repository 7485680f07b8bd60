"""Many look at the overview at once: it is worked out once, and still nobody misses what is done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.parts import submit
from tertial.reporting.actions.rounds import except_unit
from tertial.reporting.queries import shared
from tests.reports import a_round, filled, write

PAGE = "/omgangar/t2/?slag=alla"


@pytest.fixture
def told(city):
    return a_round()


def handed_in(client) -> int:
    return client.get(PAGE).context["seen"].coverage[0]


def test_what_is_done_is_seen_at_once(told, signed_in):
    client = signed_in("karin")
    report = filled(SYSTEM, told.report("home"))
    assert handed_in(client) == 0
    submit(by=SYSTEM, report=report)
    assert handed_in(client) == 1
    except_unit(by=SYSTEM, report=told.report("berg"), reason="¤Ny enhet")
    assert client.get(PAGE).context["seen"].coverage == (1, 3)


def test_what_is_typed_is_seen_within_a_few_seconds(told, signed_in, monkeypatch):
    client, report = signed_in("karin"), told.report("strand")
    write(SYSTEM, report, "utfall", measure="share", content={"value": "50"})
    assert len(client.get(PAGE).context["seen"].deviations) == 1
    write(SYSTEM, report, "utfall", measure="share", content={"value": "95"})
    assert len(client.get(PAGE).context["seen"].deviations) == 1
    monkeypatch.setattr(shared, "FRESH", 0.0)
    assert client.get(PAGE).context["seen"].deviations == ()


def test_the_next_who_looks_costs_no_more_than_a_page(told, signed_in):
    client = signed_in("karin")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert not [
        each for each in asked if "reporting_answer" in each["sql"] or "reporting_part" in each["sql"]
    ]


def test_units_are_found_by_name_while_the_page_lives(told, signed_in):
    client = signed_in("karin")
    name = told.report("home").unit.name
    page = client.get(PAGE, {"slag": "alla", "q": name[:5].upper()})
    shown = [
        each
        for each in (told.report(key).unit.name for key in ("home", "berg"))
        if each in str(page.context["matrix"])
    ]
    assert shown == [name]
    assert f'value="{name[:5].upper()}"' in page.content.decode()
    assert "q=" in page.content.decode().partition('hx-get="')[2].partition('"')[0]


def test_each_sees_what_they_may_do_of_the_same_overview(told, signed_in):
    """What is drawn for the city office is not shown to those who only read."""
    assert 'name="rapport"' in signed_in("karin").get(PAGE).content.decode()
    assert 'name="rapport"' not in signed_in("eva").get(PAGE).content.decode()


def test_what_is_kept_has_an_end(told):
    for n in range(3 * shared.MOST_SEEN):
        seen = shared.shared_overview(told.round, f"slag-{n}")
        shared.drawn(seen, f"slag-{n}", n, str)
    assert len(shared._places) <= shared.MOST_SEEN
    seen = shared.shared_overview(told.round)
    for n in range(3 * shared.MOST_DRAWN):
        assert shared.drawn(seen, "", n, lambda n=n: f"{n}") == f"{n}"
    assert max(len(each.drawn) for each in shared._places.values()) <= shared.MOST_DRAWN
