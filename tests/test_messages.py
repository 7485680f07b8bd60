"""The English catalogue is complete, compiled and fills in the same things as the Swedish texts."""

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from tools import messages


def test_catalogue_is_complete_and_compiled():
    assert messages.check() == []


def a_catalogue(*texts: tuple[object, object]) -> Catalog:
    catalog = Catalog(locale="en")
    for swedish, english in texts:
        catalog.add(swedish, english)
    return catalog


@pytest.mark.parametrize(
    ("swedish", "english", "fault"),
    [
        pytest.param("Spara", "Save", "", id="translated"),
        pytest.param("Spara", "", "untranslated", id="empty"),
        pytest.param("Hej %(name)s", "Hello %(nam)s", "placeholders differ", id="another name"),
        pytest.param("{actor} sparade", "saved", "placeholders differ", id="forgotten"),
        pytest.param("{actor} sparade {unit}", "{unit} was saved by {actor}", "", id="another order"),
        pytest.param("100 %%", "100 per cent", "", id="a percent sign is not filled in"),
        pytest.param(("%(n)s enhet", "%(n)s enheter"), ("One unit", "%(n)s units"), "", id="one in words"),
        pytest.param(
            ("%(n)s enhet", "%(n)s enheter"), ("%(n)s unit", ""), "untranslated", id="one form missing"
        ),
        pytest.param(
            ("En sak", "%(n)s saker"), ("One thing", "Many things"), "placeholders differ", id="plural"
        ),
    ],
)
def test_faults(swedish, english, fault):
    texts, translations = a_catalogue((swedish, "")), a_catalogue((swedish, english))
    assert [line.split(":")[0] for line in messages.faults(texts, translations)] == ([fault] if fault else [])


def test_a_text_that_is_gone_is_told():
    assert messages.faults(a_catalogue(), a_catalogue(("Spara", "Save"))) == ["no longer used: 'Spara'"]


def test_renewing_keeps_what_is_translated_and_drops_what_is_gone():
    renewed = messages.renewed(
        a_catalogue(("Spara", ""), ("Ny", "")), a_catalogue(("Spara", "Save"), ("Gammal", "Old"))
    )
    assert {message.id: message.string for message in renewed if message.id} == {"Spara": "Save", "Ny": None}


def test_all_ways_of_marking_are_found(tmp_path, monkeypatch):
    code = 'N_("a {x}")\n_("b")\ngettext_lazy("c"\n  " d")\nngettext_lazy("e", "f")\nRefused(N_("g %(h)s"), h=1)\n'
    (tmp_path / "some.py").write_text(code)
    (tmp_path / "templates").mkdir()
    page = (
        '{% translate "i" %}{% button _("j") href="x" %}\n'
        "  {% blocktranslate trimmed count n=n %}\n  en {{ k }}\n  {% plural %}{{ n }} {{ k }}{% endblocktranslate %}"
    )
    (tmp_path / "templates/some.html").write_text(page)
    monkeypatch.setattr(messages, "SOURCES", tmp_path)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    ids = {message.id for message in messages.found() if message.id}
    assert ids == {"a {x}", "b", "c d", ("e", "f"), "g %(h)s", "i", "j", ("en %(k)s", "%(n)s %(k)s")}


def test_django_reads_what_is_compiled():
    with translation.override("en"):
        assert translation.gettext("Godkännare") == "Approver"
        assert translation.ngettext("En sak behöver rättas", "%(n)s saker behöver rättas", 2).startswith(
            "%(n)s"
        )
    with translation.override("sv"):
        assert translation.gettext("Godkännare") == "Godkännare"


def test_check_says_so_and_fails(tmp_path, monkeypatch, capsys):
    """The command that `make check` runs answers 1 where a text is missing."""
    monkeypatch.setattr(messages, "found", lambda: a_catalogue(("Aldrig översatt", "")))
    monkeypatch.setattr(messages, "kept", lambda: a_catalogue())
    assert messages.main(["--check"]) == 1
    assert "untranslated: 'Aldrig översatt'" in capsys.readouterr().out
