"""SQLite finds Å when one writes å, and LIKE means what it does elsewhere."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tertial.organisation.models import Unit
from tertial.site.unicode_like import like
from tests.cast import City


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        pytest.param("%äldre%", "Omsorg om ÄLDRE", True, id="another case"),
        pytest.param("%äldre%", "aldre", False, id="another letter"),
        pytest.param("%%", "allt", True, id="anything"),
        pytest.param("%5\\%%", "minst 5%", True, id="an escaped per cent"),
        pytest.param("%5\\%%", "minst 50", False, id="a per cent that is not there"),
        pytest.param("%a\\_b%", "axb", False, id="an escaped underline"),
        pytest.param("a_b", "AxB", True, id="any letter"),
        pytest.param("a%", "ba", False, id="from the beginning"),
        pytest.param("a%c", "a\nbc", True, id="over lines"),
        pytest.param("%", "", True, id="nothing"),
        pytest.param("%1%", 12, True, id="a number"),
        pytest.param(None, "x", None, id="no pattern"),
        pytest.param("x", None, None, id="no value"),
    ],
)
def test_like(pattern, value, found):
    assert like(pattern, value, "\\") is found


@given(st.text(), st.text(), st.text())
def test_a_word_is_found_wherever_it_stands(before, word, after):
    escaped = "".join(f"\\{each}" if each in "%_\\" else each for each in word)
    assert like(f"%{escaped}%", before + word + after, "\\")


@pytest.mark.django_db
def test_both_databases_find_swedish_letters(city: City):
    unit = Unit.objects.get(key="home")
    unit.name = "ÄLDREBOENDET ÅSEN"
    unit.save()
    found = Unit.objects.filter(name__icontains="åsen").values_list("key", flat=True)
    assert list(found) == ["home"], connection.vendor
