"""Show me where it stands: from an adopted goal, indicator, activity, result, point or row of a table to its line."""

import pytest
from django.urls import reverse

from tertial.goals.models import Activity, Plan
from tertial.measures.models import Measure
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt, take_back
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.evidence import evidence_of
from tests.papers import a_paper, a_reading, judge_all


def adopted(city, seed: int = 1, year: int | None = None) -> Plan:
    reading = a_reading(city.strand, a_paper(seed), year)
    judge_all(reading)
    return adopt(by=SYSTEM, reading=reading)


@pytest.fixture
def plan(city) -> Plan:
    return adopted(city)


def subject(kind: str, plan: Plan) -> tuple[str, str, str]:
    """A page of the service, the word of its address to evidence, and the key of what it shows."""
    if kind == "goal":
        return "goal", "mal", plan.goals.first().key
    if kind == "activity":
        return "activity", "aktivitet", Activity.objects.first().key
    return "measure", "indikator", Measure.objects.filter(goals__goal__plan=plan).first().key


def marked(page) -> str:
    return " ".join(each.text for each, is_meant in page.context["source"]["text"].lines if is_meant)


def plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("kind", ["goal", "activity", "measure"])
def test_its_own_page_leads_to_where_it_stands(signed_in, plan, kind):
    name, about, key = subject(kind, plan)
    client = signed_in("lo")
    address = reverse("evidence_for", args=[about, key])
    assert address in client.get(reverse(name, args=[key])).content.decode()
    page = client.get(address, follow=True)
    assert page.status_code == 200
    row = page.context["row"].proposal
    assert plain(str(row))[:20] in plain(marked(page))


@pytest.mark.parametrize("kind", ["goal", "activity", "measure"])
def test_what_was_undone_leads_nowhere(signed_in, plan, kind):
    name, about, key = subject(kind, plan)
    take_back(by=SYSTEM, reading=plan.readings.get())
    client = signed_in("lo")
    assert client.get(reverse("evidence_for", args=[about, key])).status_code == 404
    shown = client.get(reverse(name, args=[key]))
    assert "/planer/belagg/" not in shown.content.decode()


def test_an_indicator_of_many_years_leads_to_each_of_its_places(signed_in, city, plan):
    later = adopted(city, year=plan.year + 1)
    shared = Measure.objects.filter(goals__goal__plan=plan).filter(goals__goal__plan=later).first()
    page = signed_in("lo").get(reverse("evidence_for", args=["indikator", shared.key]))
    years = [each.proposal.reading.plan.year for each in page.context["rows"]]
    assert years == sorted(years, reverse=True)
    assert {plan.year, later.year} == set(years)


@pytest.mark.parametrize("about", ["annat", "mal", "aktivitet"])
def test_what_is_not_there_is_not_found(signed_in, plan, about):
    assert signed_in("lo").get(reverse("evidence_for", args=[about, "finns-inte"])).status_code == 404


def test_a_goal_shows_what_stands_under_it(signed_in, plan):
    row = Proposal.objects.filter(kind="goal", is_citys=False, rows__kind="expected").first()
    page = signed_in("lo").get(reverse("evidence", args=[row.pk]))
    below = {each.proposal for each in page.context["below"]}
    assert below == set(row.rows.exclude(kind="goal"))
    for each in below:
        assert reverse("evidence", args=[each.pk]) in page.content.decode()


def test_every_row_of_a_table_leads_to_its_own_line(signed_in, plan):
    client = signed_in("lo")
    for table in Proposal.objects.filter(reading__plan=plan, kind="table"):
        rows = table.content["rows"]
        whole = client.get(reverse("evidence", args=[table.pk]))
        assert [each.label for each in whole.context["table"].lines] == [each["label"] for each in rows]
        assert all(plain(each["label"]) in plain(marked(whole)) for each in rows)
        for at, each in enumerate(rows):
            page = client.get(reverse("evidence", args=[table.pk]), {"tabellrad": at})
            said = [line for line, is_meant in page.context["source"]["text"].lines if is_meant]
            assert [line.line for line in said] == [each["place"]["line"]]
            assert plain(each["label"])[:12] in plain(said[0].text)


@pytest.mark.parametrize("asked", ["x", "-1", "999", "9" * 40])
def test_a_row_that_the_table_lacks_shows_the_table(signed_in, plan, asked):
    table = Proposal.objects.filter(reading__plan=plan, kind="table").first()
    page = signed_in("lo").get(reverse("evidence", args=[table.pk]), {"tabellrad": asked})
    assert page.status_code == 200
    assert page.context["table_row"] is None


def test_whoever_judges_a_table_sees_its_figures(signed_in, city):
    reading: Reading = a_reading(city.strand)
    table = reading.proposals.filter(kind="table").first()
    page = signed_in("siv").get(reverse("proposal", args=[reading.key, table.pk]))
    assert [each.label for each in page.context["table"].lines] == [
        each["label"] for each in table.content["rows"]
    ]
    told = page.context["table"].lines[0].values
    assert [name for name, _ in told] == table.content["columns"]
    assert f'data-l="{told[0][0]}">{told[0][1]}</td>' in page.content.decode()


def test_figures_whose_columns_have_no_names_are_shown_too(signed_in, city):
    reading = a_reading(city.strand)
    table = reading.proposals.filter(kind="table").first()
    table.content["columns"] = []
    table.save()
    page = signed_in("siv").get(reverse("proposal", args=[reading.key, table.pk]))
    first = page.context["table"].lines[0]
    assert len(first.values) == len(table.content["rows"][0]["values"]) == len(page.context["table"].columns)
    assert all(f">{value}</td>" in page.content.decode() for _, value in first.values)


def test_the_documents_whole_text_is_not_fetched_for_every_row(plan):
    rows = evidence_of(plan)
    assert len(rows) > 10
    assert all({"frame", "undo"} <= each.reading.get_deferred_fields() for each in rows)
