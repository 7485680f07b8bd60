"""Files of values and targets row by row: who may, what a name means, what is stopped, and what is long."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertial.intake.actions import deliveries
from tertial.intake.models import Submission
from tertial.measures.models import Target, Value
from tertial.organisation.models import Succession
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain, a_value
from tests.exploring import examples

HEADS = "Mått;Enhet;Period;Slag;Värde;Kommentar\n"
GOOD = f"¤Mått-m1;¤Strand;T1 {YEAR};;6,4;\n"


@pytest.fixture
def chain(city: City, settings, tmp_path) -> Chain:
    settings.MEDIA_ROOT = tmp_path
    return a_chain(city)


def deliver(client, kind: str, content: bytes | str, name: str = "¤fil.csv") -> Submission:
    data = content.encode() if isinstance(content, str) else content
    response = client.post(f"/inlasning/ny/{kind}/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return Submission.objects.latest("pk")


def accept(client, delivery: Submission) -> Submission:
    client.post(f"/inlasning/{delivery.key}/godkann/")
    delivery.refresh_from_db()
    return delivery


def row(value: str, period: str = f"T1 {YEAR}", unit: str = "¤Strand", measure: str = "¤Mått-m1") -> str:
    return f"{measure};{unit};{period};;{value};\n"


def stopped(client, delivery: Submission) -> list[list[str]]:
    response = client.get(f"/inlasning/{delivery.key}/stoppade.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_good_rows_are_taken_and_the_stopped_come_back_to_be_corrected(chain, signed_in):
    karin = signed_in("karin")
    delivery = deliver(karin, "values", HEADS + GOOD + row("=1+1", f"T2 {YEAR}") + row("fem", "T1 2025"))
    page = karin.get(f"/inlasning/{delivery.key}/").content.decode()
    assert "2 rader är stoppade" in page
    assert "Läs in den rad som går" in page
    assert "E3 Värde:" in page, "the cell as a spreadsheet names it"
    assert accept(karin, delivery).state == "received"
    assert Value.objects.filter(delivery=delivery).count() == 1
    heads, *rows = stopped(karin, delivery)
    assert [each[4] for each in rows] == ["'=1+1", "fem"]
    assert "formel" in rows[0][-1]
    rows[0][4], rows[1][4] = "6,1", "6,2"
    again = io.StringIO()
    csv.writer(again, delimiter=";").writerows([heads, *rows])
    assert deliver(karin, "values", again.getvalue()).counts == {"new": 1, "changed": 1}
    karin.post(f"/inlasning/{delivery.key}/angra/")
    assert not Value.objects.filter(delivery=delivery, is_current=True).exists()


def test_a_name_that_is_only_alike_is_confirmed_by_a_person(chain, signed_in):
    karin = signed_in("karin")
    delivery = deliver(karin, "values", HEADS + row("6,4", unit="¤Strandd"))
    assert (delivery.counts, delivery.names[0]["typed"]) == ({"refused": 1}, "¤Strandd")
    assert "¤Strandd" in karin.get(f"/inlasning/{delivery.key}/").content.decode()
    karin.post(f"/inlasning/{delivery.key}/namn/", {"namn-0": "berg"})
    karin.post(f"/inlasning/{delivery.key}/namn/", {"namn-0": ""})
    delivery.refresh_from_db()
    assert delivery.counts == {"refused": 1}, "only what was offered, and only when it is chosen"
    karin.post(f"/inlasning/{delivery.key}/namn/", {"namn-0": "strand"})
    delivery.refresh_from_db()
    assert (delivery.counts, delivery.names) == ({"new": 1}, [])
    assert accept(karin, delivery).state == "received"


@pytest.mark.parametrize(
    ("person", "units"),
    [
        pytest.param("kim", {"strand", "home"}, id="controller"),
        pytest.param("siv", {"strand", "home"}, id="approver"),
        pytest.param("eva", {"home"}, id="reporter"),
        pytest.param("ute", {"berg"}, id="another board"),
        pytest.param("karin", {"strand", "home", "berg"}, id="city office"),
    ],
)
def test_values_are_for_ones_own_units(chain, signed_in, person, units):
    rows = "".join(row("6,4", unit=unit) for unit in ("¤Strand", "¤Home", "¤Berg"))
    client = signed_in(person)
    delivery = accept(client, deliver(client, "values", HEADS + rows))
    assert set(Value.objects.filter(delivery=delivery).values_list("unit__key", flat=True)) == units
    told = " ".join(line[-1] for line in stopped(client, delivery)[1:])
    assert ("Du får inte lämna uppgifter" in told) == (len(units) < 3)


@pytest.mark.parametrize(("person", "years"), [("kim", {"strand"}), ("ute", {"berg"})])
def test_targets_are_for_ones_own_units_and_never_the_councils(chain, signed_in, person, years):
    heads = "Mått;Enhet;År;Årsmål;Gäller;Beslut\n"
    rows = "".join(f"¤Mått-m1;{unit};{YEAR};högst 7 %;;\n" for unit in ("¤Strand", "¤Berg"))
    council = f"¤Mått-m1;¤Council;{YEAR};högst 2 %;hela kommunen;KF 1\n"
    client = signed_in(person)
    delivery = accept(client, deliver(client, "targets", heads + rows + council))
    assert delivery.counts["refused"] == 2
    assert set(Target.objects.filter(high=7).values_list("unit__key", flat=True)) == years


def test_a_reporter_sets_no_targets_and_a_reader_delivers_nothing(chain, signed_in):
    assert signed_in("eva").get("/inlasning/ny/targets/").status_code == 404
    assert signed_in("lo").get("/inlasning/ny/values/").status_code == 404
    assert signed_in("lo").get("/inlasning/").status_code == 404


def test_what_another_delivered_is_not_there_but_for_the_city_office(chain, signed_in):
    delivery = deliver(signed_in("siv"), "values", HEADS + GOOD)
    for person in ("ute", "kim", "eva"):
        client = signed_in(person)
        assert client.get(f"/inlasning/{delivery.key}/").status_code == 404
        assert client.post(f"/inlasning/{delivery.key}/godkann/").status_code == 404
    assert signed_in("karin").get(f"/inlasning/{delivery.key}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 662,6", "1662.6"),
        ("1\u00a0662,6", "1662.6"),
        ("1,662.6", "1662.6"),
        ("8 %", "8"),
        ("\u22123", "-3"),
        ("-3,5", "-3.5"),
        ("1e400", None),
        ("NaN", None),
        ("inf", None),
        ("=SUM(A1:A9)", None),
        ("@A1", None),
        ("1,662", None),
        ("12 kr", None),
    ],
)
def test_numbers_as_people_write_them(chain, signed_in, typed, value):
    client = signed_in("siv")
    delivery = accept(client, deliver(client, "values", HEADS + row(typed)))
    found = Value.objects.filter(delivery=delivery).first()
    assert (found.value if found else None) == (None if value is None else Decimal(value))
    assert delivery.counts == ({"refused": 1} if value is None else {"new": 1})


def test_a_closed_unit_names_its_successor(chain, city, signed_in):
    city.berg.valid_to = "2025-12-31"
    city.berg.save()
    Succession.objects.create(old=city.berg, new=city.strand, on="2026-01-01")
    delivery = deliver(signed_in("karin"), "values", HEADS + row("6,4", unit="¤Berg"))
    text, params, *_where = delivery.changes[0]["remarks"][0]
    assert "som tog över" in text
    assert params["successor"] == "¤Strand"


def test_a_long_file_is_looked_at_and_taken_in_by_the_worker(
    chain, signed_in, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(deliveries, "LARGE", 10)
    karin = signed_in("karin")
    delivery = deliver(karin, "values", HEADS + GOOD + row("fem", f"T2 {YEAR}"))
    assert delivery.state == "reading"
    assert "Väntar på sin tur" in karin.get(f"/inlasning/{delivery.key}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        delivery = deliver(karin, "values", HEADS + GOOD + row("fem", f"T2 {YEAR}"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.counts) == ("draft", {"new": 1, "refused": 1})
    with django_capture_on_commit_callbacks(execute=True):
        karin.post(f"/inlasning/{delivery.key}/godkann/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.job) == ("received", "")
    assert Value.objects.filter(delivery=delivery).count() == 1


def test_a_long_file_that_is_no_table_is_told_and_thrown_away(
    chain, signed_in, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(deliveries, "LARGE", 1)
    karin = signed_in("karin")
    with django_capture_on_commit_callbacks(execute=True):
        delivery = deliver(karin, "values", "%PDF-1.7")
    assert "PDF" in karin.get(f"/inlasning/{delivery.key}/").content.decode()
    karin.post(f"/inlasning/{delivery.key}/kasta/")
    delivery.refresh_from_db()
    assert delivery.state == "discarded"


def test_a_value_that_changed_meanwhile_stops_the_file(chain, city, signed_in):
    karin = signed_in("karin")
    delivery = deliver(karin, "values", HEADS + GOOD)
    a_value(chain.share, city.strand, f"T1 {YEAR}", "9")
    assert accept(karin, delivery).state == "draft"
    assert not Value.objects.filter(delivery=delivery).exists()


numbers = st.none() | st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12)
formulas = st.sampled_from(["=1+1", "@sum", "+46 8", "-3", "'x", "=", "-"])


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(numbers, texts | formulas), min_size=1, max_size=6))
@pytest.mark.django_db
def test_an_exported_sheet_reads_back_unchanged(chain, city, signed_in, rows):
    Value.objects.filter(kind="benchmark").delete()
    for number, (value, comment) in enumerate(rows):
        said = " ".join(comment.split())
        if value is None and not said:
            said = "¤"
        a_value(chain.share, city.strand, str(2020 + number), value, kind="benchmark", comment=said)
    karin = signed_in("karin")
    delivery = deliver(karin, "values", karin.get("/matt/export.xlsx?matt=m1").content, "¤fil.xlsx")
    assert list(delivery.counts) == ["unchanged"], [delivery.remarks, delivery.changes]
