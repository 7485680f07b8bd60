"""What the words of the design system write into a page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

import tertial
from tertial.foundation.period import Period
from tertial.site.pages.components import Refused, Sample
from tertial.site.ui.marks import drawings

TEMPLATES = sorted(Path(tertial.__file__).parent.rglob("templates/**/*.html"))


def written(template: str, **words: object) -> str:
    return Template(template).render(Context(words))


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        pytest.param("{{ x|sv:1 }}", Decimal("1662.55"), "1\u00a0662,6", id="number"),
        pytest.param("{{ x|sv:1|unit:'mnkr' }}", Decimal("-5.7"), "\u22125,7\u00a0mnkr", id="with its unit"),
        pytest.param("{{ x|sv }}", 31, "31", id="count"),
        pytest.param("{{ x|sv:1|unit:'%' }}", None, "–", id="nothing has no unit"),
        pytest.param("{{ x|day }}", date(2026, 8, 31), "2026-08-31", id="day"),
        pytest.param(
            "{{ x|day }}", datetime(2026, 8, 31, 23, 0, tzinfo=UTC), "2026-09-01", id="day here, not in UTC"
        ),
        pytest.param("{{ x|day_words }}", date(2026, 8, 31), "den 31 augusti 2026", id="day in words"),
        pytest.param("{{ x|clock }}", datetime(2026, 9, 8, 12, 32, tzinfo=UTC), "14.32", id="time"),
        pytest.param("{{ x|period }}", Period.of_tertial(2026, 2), "T2 2026", id="period"),
        pytest.param("{{ x|initials }}", "Anna-Lisa von Ek", "AE", id="initials"),
        pytest.param("{{ x|initials }}", "Siv", "S", id="one name"),
        pytest.param("{{ x|initials }}", "", "?", id="no name"),
    ],
)
def test_filters(template, value, shown):
    assert written(template, x=value) == shown


def test_days_follow_the_readers_language():
    with translation.override("en"):
        assert written("{{ x|day_words }}", x=date(2026, 8, 31)) == "31 August 2026"


def test_moment_is_read_by_machines_too():
    shown = written("{% moment x %}", x=datetime(2026, 9, 8, 12, 32, tzinfo=UTC))
    assert shown == '<time class="nowrap" datetime="2026-09-08T14:32+02:00">2026-09-08 14.32</time>'


def test_a_state_has_its_word_and_what_people_write_is_escaped():
    assert "Uppfylls delvis" in written('{% status "delvis" %}')
    assert "&lt;b&gt;" in written('{% tag "sen" x %}', x="<b>")


@pytest.mark.parametrize(
    "template", ['{% icon "saknas-helt" %}', '{% symbol "grön" %}', '{% status "lila" %}']
)
def test_a_name_that_is_not_drawn_is_a_fault(template):
    with pytest.raises(TemplateSyntaxError):
        written(template)


def test_every_icon_and_symbol_that_templates_name_is_in_the_sprite():
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    named = {f"i-{name}" for name in re.findall(r'(?:{% icon |icon=)"([\w-]+)"', text)}
    named |= {f"sy-{name}" for name in re.findall(r'(?:{% symbol |symbol=)"([\w-]+)"', text)}
    assert named <= drawings()


def test_no_template_has_inline_style_or_script():
    wrong = re.compile(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son\w+="', re.IGNORECASE)
    assert [path.name for path in TEMPLATES if wrong.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("asked", "order", "query"),
    [
        pytest.param("", "", {"sort": "name"}, id="not sorted"),
        pytest.param(
            "sort=name&q=x&sida=3", "ascending", {"sort": "-name", "q": "x"}, id="turns, from the first page"
        ),
        pytest.param("sort=-name", "descending", {"sort": "name"}, id="turns back"),
        pytest.param("sort=cost", "", {"sort": "name"}, id="another column"),
    ],
)
def test_column_heads(asked, order, query):
    shown = written('{% heading "name" "Namn" %}', request=RequestFactory().get(f"/?{asked}"))
    address = re.search(r'href="\?([^"]*)"', shown)
    assert address
    assert QueryDict(address[1].replace("&amp;", "&")).dict() == query
    assert (f'aria-sort="{order}"' in shown) if order else ("aria-sort" not in shown)


def test_pages_of_a_list_keep_the_rest_of_the_address():
    page = Paginator(range(90), 20).get_page(2)
    shown = written("{% pages x %}", x=page, request=RequestFactory().get("/?q=berg&sida=2"))
    assert "Visar 21–40 av 90" in shown
    assert 'href="?q=berg&amp;sida=3"' in shown
    assert written("{% pages x %}", x=Paginator(range(5), 20).get_page(1)).strip() == ""


def test_a_refused_form_ties_error_to_field():
    shown = written("{% error_summary x %}{% ui_field x.visits %}", x=Refused({"fel-visits": "ca 20"}))
    assert 'href="#id_fel-visits"' in shown
    assert 'aria-invalid="true"' in shown
    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', shown)
    assert described
    assert all(f'id="{name}"' in shown for name in described[1].split())
    assert 'value="ca 20"' in shown, "nothing typed is lost"
    assert 'type="text"' in shown
    assert 'inputmode="decimal"' in shown


def test_a_sound_form_has_no_summary():
    assert written("{% error_summary x %}", x=Sample()).strip() == ""


def test_where_the_reader_is():
    from tertial.site.context import Way

    ways = [Way("Min sida", "house", "/"), Way("Organisation", "network", "/enheter/", "Sköta")]
    request = RequestFactory().get("/enheter/home/")
    shown = written('{% include "site/ways.html" %}', WAYS=ways, request=request)
    assert shown.count("aria-current") == 1
    assert 'href="/enheter/" aria-current="true"' in shown


def test_example_shows_the_code_that_made_it():
    shown = written(
        '{% load ui_examples %}{% example %}\n  <b>{{ x }}</b>{% tag "sen" %}\n{% endexample %}', x="Hej"
    )
    assert "<b>Hej</b>" in shown
    assert "&lt;b&gt;{{ x }}&lt;/b&gt;{% tag &quot;sen&quot; %}" in shown
