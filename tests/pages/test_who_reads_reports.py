"""What those who may not read drafts see of reports: what is decided or signed, its files, and never what is written since."""

import re

import pytest

from tertial.organisation.access import SYSTEM
from tertial.reporting.actions.attachments import attach, detach
from tertial.reporting.actions.parts import submit, unlock
from tertial.reporting.actions.signing import correct_after_freeze, freeze, sign, undo_signature
from tertial.reporting.models import Signature
from tertial.reporting.queries.sealed import signatures_of
from tertial.reporting.rules.document import sum_of
from tests.reports import T1, T2, Told, a_round, approved, filled, opened, some_goals, write

HOME = "/rapportera/t2/home/"


@pytest.fixture
def told(city) -> Told:
    return a_round()


def at(found) -> str:
    return f"/rapportera/bilaga/{found.pk}/"


def decided(told: Told):
    """With one file, decided, and opened for correction."""
    part = told.report("home").parts.get(place=1)
    file = attach(by=SYSTEM, part=part, name="underlag.txt", content=b"1")
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    freeze(by=SYSTEM, report=report)
    correct_after_freeze(by=SYSTEM, report=report, reason="¤Fel")
    return report, part, file


def test_a_file_that_was_added_after_it_was_decided_is_a_draft(told, signed_in):
    _report, part, file = decided(told)
    new = attach(by=SYSTEM, part=part, name="utkast.txt", content=b"2")
    for who, expected in (("ute", 404), ("eva", 200)):
        assert signed_in(who).get(at(file)).status_code == 200
        assert signed_in(who).get(at(new)).status_code == expected


def test_what_was_signed_keeps_its_files_and_leads_to_them(told, signed_in):
    report, _part, file = decided(told)
    detach(by=SYSTEM, attachment=file)
    page = signed_in("ute").get(f"{HOME}las/").text
    assert f'<a href="{at(file)}">underlag.txt</a>' in page
    assert b"".join(signed_in("ute").get(at(file)).streaming_content) == b"1"
    assert signed_in("eva").post(f"{at(file)}bort/").status_code == 404  # it is gone from the report already
    never = attach(by=SYSTEM, part=report.parts.get(place=2), name="a.txt", content=b"3")
    detach(by=SYSTEM, attachment=never)
    assert signed_in("eva").get(at(never)).status_code == 404


def test_a_signature_that_was_undone_opens_nothing_for_other_readers(told, signed_in):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    undo_signature(by=SYSTEM, report=report, reason="¤Fel datum")
    assert signed_in("ute").get(f"{HOME}las/").status_code == 200  # it is approved
    assert signed_in("ute").get(f"{HOME}las/?version=1").status_code == 404
    assert signed_in("eva").get(f"{HOME}las/?version=1").status_code == 200
    unlock(by=SYSTEM, report=report, reason="¤Rättas")
    assert signed_in("ute").get(f"{HOME}las/").status_code == 404


def test_a_comparison_says_what_is_a_figure_a_verdict_and_a_comment(city, signed_in):
    some_goals()
    before = opened("t1", T1).reports.get(unit__key="home")
    for report, value, light in ((before, "17", "met"), (None, "41", "partly")):
        found = report or opened("t2", T2).reports.get(unit__key="home")
        write(SYSTEM, found, "utfall", content={"value": value}, comment=f"¤Därför {value}.")
        write(SYSTEM, found, "bedomning", content={"light": light})
    page = " ".join(signed_in("eva").get(f"{HOME}jamfor/").text.split())
    assert '<h3 class="gap">Bedömning</h3>' in page
    assert '<h3 class="gap">¤Mått-count, kommentar</h3>' in page
    figures = re.findall(r'<p class="num prev">(.*?)</p>', page)
    assert [re.sub(r"<[^>]+>", "", each).split() for each in figures] == [
        ["17", "st", "nu", "41", "st"],
        ["Uppfylls", "nu", "Uppfylls", "delvis"],
    ]


def test_what_is_decided_is_not_compared_with_a_draft(city, signed_in):
    some_goals()
    before = opened("t1", T1).reports.get(unit__key="home")
    write(SYSTEM, before, "analys", text="¤Ännu hemligt.")
    report = opened("t2", T2).reports.get(unit__key="home")
    approved(SYSTEM, report)
    assert "hemligt" in signed_in("eva").get(f"{HOME}jamfor/").text
    page = signed_in("ute").get(f"{HOME}jamfor/")
    assert page.status_code == 200 and "hemligt" not in page.text
    filled(SYSTEM, before)
    submit(by=SYSTEM, report=before)
    assert "det går bra" not in signed_in("ute").get(f"{HOME}jamfor/").text.lower()


def test_a_sum_that_was_changed_with_its_text_does_not_agree_with_the_log(told, signed_in):
    report = approved(SYSTEM, told.report("home"))
    for _ in range(2):  # an undone one and one that stands, each with its own line in the log
        found = sign(by=SYSTEM, report=report)
        if found.number == 1:
            undo_signature(by=SYSTEM, report=report, reason="¤Fel datum")
    assert "inte det som signerades" not in signed_in("ute").get(f"{HOME}las/").text
    text = found.document.replace("41", "99")
    Signature.objects.filter(pk=found.pk).update(document=text, sha256=sum_of(text))
    assert "Det här är inte det som signerades." in signed_in("ute").get(f"{HOME}las/").text
    with pytest.raises(ValueError, match="Kontrollsumman"):
        freeze(by=SYSTEM, report=report)
    assert [each.sealed.is_sound for each in signatures_of(report)] == [False, True]


@pytest.mark.parametrize(
    "made",
    ['{"schema":"tertial.report/1","parts":[{"rows":7}]}', "inte json", '{"schema":"tertial.report/1"}'],
)
def test_what_somebody_made_of_it_in_the_database_is_told_on_reading(told, signed_in, made):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    assert "inte det som signerades" not in signed_in("ute").get(f"{HOME}las/").text
    Signature.objects.update(document=made)
    for page in ("las/", "las/?version=1"):
        got = signed_in("ute").get(HOME + page)
        assert got.status_code == 200 and "Det här är inte det som signerades." in got.text
    for page in ("oversikt/", "signera/", "jamfor/"):
        assert signed_in("siv").get(HOME + page).status_code == 200, page
    assert "Stämmer inte" in signed_in("siv").get(f"{HOME}oversikt/").text
