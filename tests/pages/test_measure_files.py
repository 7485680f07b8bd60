"""Values and targets from files: what the file would do, doing it, undoing it, and our own files back unchanged."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tertial.foundation.sheet import open_sheet
from tertial.intake.models import Submission
from tertial.measures.models import Target, Value
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain

VALUES = (
    "Mått;Enhet;Period;Slag;Kön;Värde;Kommentar\n"
    f"¤Mått-m1;¤Strand;T2 {YEAR};;;6,0;\n"
    f"¤Mått-m1;¤Strand;T1 {YEAR};;;6,4;\n"
    f"¤Mått-m1;¤Berg;T2 {YEAR};utfall;;5,1;\n"
)
SAME = {"changed": 1, "new": 1, "unchanged": 1}


@pytest.fixture
def chain(city: City) -> Chain:
    return a_chain(city)


def deliver(client, kind: str, content: bytes | str, name: str = "¤fil.csv") -> Submission:
    data = content.encode() if isinstance(content, str) else content
    response = client.post(f"/inlasning/ny/{kind}/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return Submission.objects.latest("pk")


def value(period: str, unit: str = "strand") -> Value:
    return Value.objects.get(
        measure__key="m1",
        unit__key=unit,
        period=period,
        kind="actual",
        breakdown="total/total",
        is_current=True,
    )


def test_a_file_is_looked_at_taken_in_and_undone(chain, signed_in):
    karin = signed_in("karin")
    delivery = deliver(karin, "values", VALUES)
    assert delivery.counts == SAME
    assert str(value(f"{YEAR}T2").value.normalize()) == "6.3", "nothing is changed yet"
    karin.post(f"/inlasning/{delivery.key}/godkann/")
    now = value(f"{YEAR}T2")
    assert (str(now.value.normalize()), now.corrects_id, now.source_place) == ("6", 9000901, "F2")
    page = karin.get(f"/varde/{now.pk}/").content.decode()
    for words in ("¤fil.csv", "F2", delivery.sha256[:16], "6,3"):
        assert words in page
    karin.post(f"/inlasning/{delivery.key}/angra/")
    assert value(f"{YEAR}T2").pk == 9000901
    assert not Value.objects.filter(period=f"{YEAR}T1", is_current=True).exists()
    assert Value.objects.filter(delivery=delivery).count() == 2, "the rows stay"


def test_an_auditor_comes_from_the_figure_to_the_very_row_of_the_file(chain, signed_in):
    """Two steps: the figure's page names the place, and the file's page shows the row that stands there."""
    karin, auditor = signed_in("karin"), signed_in("rolf")
    delivery = deliver(karin, "values", VALUES)
    karin.post(f"/inlasning/{delivery.key}/godkann/")
    page = auditor.get(f"/varde/{value(f'{YEAR}T2').pk}/").content.decode()
    assert "F2" in page
    address = re.search(r'href="(/inlasning/[^"]+/)">¤fil.csv', page)
    assert address is not None
    file = auditor.get(address[1])
    assert file.status_code == 200
    assert 'action="/inlasning/' not in file.content.decode(), "nothing can be done with it"
    assert address[1] not in signed_in("ute").get(f"/varde/{value(f'{YEAR}T2').pk}/").content.decode()
    row = next(each for each in file.content.decode().split("<tr") if 'data-l="Rad">2<' in each)  # of F2
    assert "strand" in row and "<del>6,3</del>" in row and "<ins>6</ins>" in row, (
        f"whose it is, before and now: {row}"
    )


def test_what_somebody_has_corrected_since_is_not_undone(chain, signed_in):
    karin = signed_in("karin")
    delivery = deliver(karin, "values", VALUES)
    karin.post(f"/inlasning/{delivery.key}/godkann/")
    posted = {"period": f"T2 {YEAR}", "kind": "actual", "sex": "total", "value": "5", "reason": "Fel"}
    assert signed_in("siv").post("/matt/m1/varde/?enhet=strand", posted).status_code == 302
    karin.post(f"/inlasning/{delivery.key}/angra/")
    delivery.refresh_from_db()
    assert delivery.state == "received"
    assert str(value(f"{YEAR}T2").value.normalize()) == "5"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param(f"¤Mått-mx;¤Strand;T2 {YEAR};;;6;", "finns inte", id="measure that is only alike"),
        pytest.param(f"¤Mått-m1;¤Strand;T9 {YEAR};;;6;", "Nummer 9 finns inte", id="period"),
        pytest.param(f"¤Mått-m1;¤Strand;T2 {YEAR};;;=1+1;", "formel", id="formula"),
        pytest.param(f"¤Mått-m3;¤Strand;T2 {YEAR};;;6;", "räknas ut", id="computed"),
    ],
)
def test_a_row_at_fault_stops_the_file(chain, signed_in, row, words):
    karin = signed_in("karin")
    heading = VALUES.splitlines()[0]
    delivery = deliver(karin, "values", f"{heading}\n{row}\n")
    assert delivery.counts == {"refused": 1}
    page = karin.get(f"/inlasning/{delivery.key}/").content.decode()
    assert words in page
    karin.post(f"/inlasning/{delivery.key}/godkann/")
    delivery.refresh_from_db()
    assert delivery.state == "draft"


def test_a_missing_column_is_told(chain, signed_in):
    delivery = deliver(signed_in("karin"), "values", "Mått;Enhet;Värde\n¤Mått-m1;¤Strand;6\n")
    assert "Period" in delivery.remarks[0]["text"]


@pytest.mark.parametrize(
    ("address", "kind"), [("/matt/export.xlsx", "values"), ("/arsmal/export.xlsx", "targets")]
)
def test_our_own_file_reads_back_unchanged(chain, signed_in, address, kind):
    karin = signed_in("karin")
    content = karin.get(address).content
    delivery = deliver(karin, kind, content, "¤fil.xlsx")
    assert [each for each in delivery.remarks if each["severity"] == "error"] == []
    assert list(delivery.counts) == ["unchanged"]
    model = Value if kind == "values" else Target
    expected = model.objects.filter(is_current=True) if kind == "values" else model.objects.all()
    assert delivery.counts["unchanged"] == expected.count()


def test_exported_numbers_can_be_counted_with(chain, signed_in):
    """Numbers are numbers in the file, without the zeros that the database adds; texts stay texts."""
    sheet = open_sheet(signed_in("karin").get("/matt/export.xlsx?matt=m1").content, name="¤fil.xlsx")
    cells = [row.cells["Värde"] for row in sheet.rows]
    assert 6.3 in cells
    assert not any(isinstance(each, str) for each in cells if each)


@pytest.mark.parametrize("year", ["99999999999", "0", "0000", "1e400", "²026", "2026'--"])
def test_a_year_that_is_none_narrows_nothing(chain, signed_in, year):
    for address in ("/matt/export.xlsx", "/arsmal/export.xlsx"):
        assert signed_in("lo").get(address, {"ar": year}).status_code == 200


def test_targets_are_set_and_put_back(chain, signed_in):
    karin = signed_in("karin")
    text = (
        "Mått;Enhet;År;Årsmål;Gäller;Beslut\n"
        f"¤Mått-m1;¤Strand;{YEAR};högst 7 %;;\n"
        f"¤Mått-m1;¤Berg;{YEAR};öka;;\n"
        f"¤Mått-m1;¤Council;{YEAR};högst 2,5 %;hela kommunen;KF 99\n"
    )
    delivery = deliver(karin, "targets", text)
    assert delivery.counts == {"changed": 2, "new": 1}
    karin.post(f"/inlasning/{delivery.key}/godkann/")
    mine = Target.objects.get(measure__key="m1", unit__key="strand", year=YEAR)
    assert mine.high == 7
    karin.post(f"/inlasning/{delivery.key}/angra/")
    mine.refresh_from_db()
    assert mine.high == 8
    assert not Target.objects.filter(unit__key="berg").exists()


def test_the_councils_target_needs_its_decision_in_the_file(chain, signed_in):
    text = f"Mått;Enhet;År;Årsmål;Gäller\n¤Mått-m1;¤Council;{YEAR};högst 2 %;hela kommunen\n"
    delivery = deliver(signed_in("karin"), "targets", text)
    assert delivery.counts == {"refused": 1}
