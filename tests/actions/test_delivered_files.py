"""Files as they really come: wrong, in every form, huge, or spoilt where they are kept."""

import errno
import hashlib
import io
import os

import pytest
import xlsxwriter

from tertial.history.models import Event
from tertial.intake import tasks
from tertial.intake.actions import deliveries as intake
from tertial.intake.actions.kept import keep
from tertial.intake.models import Submission
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tests.delivering import FILES, NEW_UNITS, UNITS, accept, dump, receive


class Silent:
    def at(self, *_told):
        pass


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def nils(city, actor):
    return actor("nils")


FAULTY = [
    pytest.param("units", UNITS + "ny;;unit;care\n", "Namn", id="no name"),
    pytest.param("units", UNITS + "ny;Ny;slott;care\n", "Slag", id="unknown kind"),
    pytest.param("units", UNITS + "ny;Ny;unit;finns-inte\n", "Överordnad", id="unknown parent"),
    pytest.param(
        "units", UNITS + "ny;Ny;unit;care\nny;Ny;unit;berg\n", None, id="the same key under two parents"
    ),
    pytest.param("units", UNITS + "a;A;unit;b\nb;B;unit;a\n", None, id="a ring of two"),
    pytest.param("units", UNITS + "a;A;unit;a\n", None, id="under itself"),
    pytest.param("units", UNITS + "care;¤Care;department;home\n", None, id="a ring with what is there"),
    pytest.param("units", "Nyckel;Slag;Överordnad\nny;unit;care\n", None, id="a needed column lacks"),
    pytest.param("units", UNITS + f"ny;{'x' * 201};unit;care\n", "Namn", id="name too long"),
    pytest.param("units", UNITS + "n y;Ny;unit;care\n", "Nyckel", id="a key with a space"),
    pytest.param("people", "Namn;E-post\nNy;ny\n", "E-post", id="no address"),
    pytest.param("people", "Namn;E-post\nA;a@b.se\nB;A@B.se\n", "E-post", id="the same address twice"),
    pytest.param("people", "Namn;E-post;Nyckel\nNy;ny@b.se;lo\n", "Nyckel", id="somebody else's key"),
    pytest.param(
        "roles",
        "Person;Roll;Enhet;Till\nlo@prov.example;Rapportör;home;2020-05-01\n",
        "Till",
        id="a new role that has ended already",
    ),
    pytest.param(
        "roles",
        "Person;Roll;Enhet;Till\neva@prov.example;Rapportör;home;2019-05-01\n",
        "Till",
        id="ended before it began",
    ),
    pytest.param("roles", "Person;Roll;Enhet\nlo@prov.example;Kung;home\n", "Roll", id="unknown role"),
    pytest.param("roles", "Person;Roll;Enhet\nx@prov.example;Läsare;home\n", "Person", id="unknown person"),
    pytest.param("roles", "Person;Roll;Enhet\nlo@prov.example;Läsare;Månen\n", "Enhet", id="unknown unit"),
]


@pytest.mark.parametrize(("kind", "text", "column"), FAULTY)
def test_one_error_stops_the_whole_file_and_is_told_with_its_place(nils, kind, text, column):
    good = {
        "units": "bra;¤Bra;unit;care\n",
        "people": "¤Bra;bra@prov.example\n",
        "roles": "eva@prov.example;Läsare;home\n",
    }[kind]
    before = dump()
    delivery = receive(
        nils, kind, text + (good if text.count("\n") > 1 and "Nyckel;Slag" not in text else "")
    )
    errors = [each for each in delivery.remarks if each["severity"] == "error"]
    assert errors
    assert all(each["row"] for each in errors)
    if column:
        assert column in {each["column"] for each in errors}
    with pytest.raises(Refused, match="har fel"):
        intake.accept(by=nils, delivery=delivery)
    assert dump() == before


AS_SENT = {
    "UTF-8": NEW_UNITS.encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + NEW_UNITS.encode(),
    "Windows-1252": NEW_UNITS.encode("cp1252"),
    "UTF-16": NEW_UNITS.encode("utf-16"),
    "commas": NEW_UNITS.replace(";", ",").encode(),
    "tabs": NEW_UNITS.replace(";", "\t").encode(),
    "Windows line ends": NEW_UNITS.replace("\n", "\r\n").encode(),
    "Excel's sep line": b"sep=;\n" + NEW_UNITS.encode(),
    "empty rows": (NEW_UNITS + ";;;\n;;;\n").encode(),
}


@pytest.mark.parametrize("form", AS_SENT)
def test_csv_in_every_form_becomes_the_same_units(nils, form):
    accept(nils, "units", AS_SENT[form])
    assert Unit.objects.get(key="soder").name == "¤Söder"
    assert Unit.objects.count() == 8


UNREADABLE = {
    "empty": b"",
    "only a mark": b"\xef\xbb\xbf",
    "a PDF": b"%PDF-1.7 x",
    "a picture": b"\x89PNG\r\n\x1a\n",
    "nul characters": b"Namn;Slag\n\x00\x01\x02",
    "a broken zip": b"PK\x03\x04" + b"x" * 40,
    "an endless quotation": UNITS.encode() + b'a;"A;unit;care\n',
    "no encoding at all": UNITS.encode() + b"a;\x81\x8d\x8f\x90;unit;care\n",
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("form", UNREADABLE)
def test_what_is_no_table_is_refused_in_a_sentence(nils, kind, form):
    with pytest.raises(Refused) as caught:
        receive(nils, kind, UNREADABLE[form])
    assert caught.value.field == "file"
    assert len(str(caught.value).split()) > 2
    assert not Submission.objects.exists()
    assert not Event.objects.exists()


def a_workbook(rows: list[list[object]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Enheter")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, place, cell, value="¤Uträknad")
                else:
                    sheet.write(number, place, cell)
    return made.getvalue()


def test_excel_is_read_and_a_formula_counts_as_its_saved_value(nils):
    content = a_workbook(
        [
            ["Nyckel", "Namn", "Slag", "Överordnad"],
            ["norr", '="¤Uträknad"', "unit", "care"],
            [42, "¤Tal", "unit", "care"],
        ]
    )
    accept(nils, "units", content)
    assert Unit.objects.get(key="norr").name == "¤Uträknad"
    assert Unit.objects.get(key="42").name == "¤Tal"


def test_too_large_a_file_is_refused(nils, settings):
    settings.UPLOAD_MAX_BYTES = 2**20
    with pytest.raises(Refused, match="1 MB"):
        receive(nils, "units", b"x" * (2**20 + 1))


# --- the kept file ---


def test_the_file_is_kept_once_under_its_checksum(nils, files):
    first, second = receive(nils, "units", NEW_UNITS), receive(nils, "units", NEW_UNITS)
    assert first.sha256 == second.sha256
    kept = [path for path in files.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [NEW_UNITS.encode()]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(lambda path: path.unlink(), "finns inte kvar", id="gone"),
        pytest.param(lambda path: path.write_bytes(b"annat"), "inte den som lämnades in", id="changed"),
    ],
)
def test_a_spoilt_kept_file_is_not_taken_in(nils, files, spoil, says):
    delivery = receive(nils, "units", NEW_UNITS)
    spoil(files / delivery.sha256[:2] / delivery.sha256)
    before = dump()
    with pytest.raises(Refused, match=says):
        intake.accept(by=nils, delivery=delivery)
    assert dump() == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a" * 300, "<script>.csv", ""])
def test_the_files_name_never_leads_anywhere(nils, files, name):
    receive(nils, "units", NEW_UNITS, name)
    outside = [path for path in files.parent.rglob("passwd")]
    assert outside == []


# --- many rows ---

every_size = pytest.mark.skipif(
    "slow" not in os.environ.get("TERTIAL_REQUIRE", "").split(","),
    reason="takes a minute; TERTIAL_REQUIRE=slow runs it",
)


def many(count: int, name: str) -> str:
    boards = "".join(f"a{n};¤Avdelning {n};unit;care\n" for n in range(50))
    rows = "".join(f"u{n};{name} {n};unit;a{n % 50}\n" for n in range(count - 50))
    return UNITS + boards + rows


@pytest.mark.parametrize(
    ("count", "renamed"),
    [
        pytest.param(1_000, 300, id="1000"),
        pytest.param(50_000, 10_000, id="50000", marks=every_size),
    ],
)
def test_many_rows_new_then_changed_then_undone_in_turn(nils, count, renamed):
    first = accept(nils, "units", many(count, "¤Enhet"))
    assert Unit.objects.count() == count + 6
    assert first.counts["new"] == count
    assert len(first.changes) < 5_000
    second = accept(nils, "units", many(renamed, "¤Omdöpt"))
    assert second.counts["changed"] == renamed - 50
    intake.withdraw(by=nils, delivery=second)
    intake.withdraw(by=nils, delivery=first)
    assert Unit.objects.count() == 6


def test_fifty_thousand_rows_with_an_error_in_the_last_write_nothing(nils):
    delivery = receive(nils, "units", many(50_000, "¤Enhet") + "sist;Sist;slott;care\n")
    assert delivery.counts["refused"] == 1
    with pytest.raises(Refused):
        intake.accept(by=nils, delivery=delivery)
    assert Unit.objects.count() == 6


def test_half_a_file_is_never_taken_for_the_whole(files, monkeypatch):
    content = b"hela filen"
    digest = hashlib.sha256(content).hexdigest()
    place = files / digest[:2] / digest
    place.parent.mkdir()
    place.write_bytes(content[:4])  # as a version that wrote in place would have left it, when it was killed
    keep(digest, content)
    assert place.read_bytes() == content
    place.unlink()

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="full"):
        keep(digest, content)
    assert list(place.parent.iterdir()) == []


def test_a_worker_killed_before_it_said_done_leaves_that_to_the_next(nils):
    """Everything was written. The next turn finds it so, writes nothing more, and ends well."""
    found = receive(nils, "units", NEW_UNITS)
    tasks.take_in(Silent(), delivery=found.key, person=nils.key)
    before, events = dump(), Event.objects.count()
    tasks.take_in(Silent(), delivery=found.key, person=nils.key)
    assert (dump(), Event.objects.count()) == (before, events)
    intake.withdraw(by=nils, delivery=found)
    with pytest.raises(Refused):
        tasks.take_in(Silent(), delivery=found.key, person=nils.key)
