"""A query whose SQL is worked out once answers as the query itself does, for every value."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tertial.history.often import Given, Often, OftenWritten
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Deputyship, Person, RoleHolding
from tertial.organisation.queries import held_by
from tertial.reporting.models import Answer
from tests.reports import a_round, answer, write


def test_rows_have_their_fields_and_those_that_hang_on_them(city):
    plain = RoleHolding.objects.select_related("unit", "person").order_by("pk")
    often = Often(lambda: plain.filter(person__key=Given("key", Person._meta.get_field("key"))))
    for person in Person.objects.all():
        wanted = list(plain.filter(person=person))
        for _ in range(2):
            found = often.rows(key=person.key)
            assert found == wanted
            assert [vars(each.unit)["name"] for each in found] == [each.unit.name for each in wanted]
            assert [each.valid_from for each in found] == [each.valid_from for each in wanted]
            assert all(each._state.adding is False for each in found)


def test_nobody_and_nothing(city):
    often = Often(lambda: Person.objects.filter(pk=Given("pk", Person._meta.pk)))
    assert often.first(pk=10**9) is None
    with pytest.raises(KeyError):
        often.rows(somebody=1)


def test_what_is_written_is_what_save_would_write(city):
    a_round()
    names = ("content", "text", "recent", "confirmed", "saved_at", "is_missing", "version")
    found = Answer.objects.order_by("pk").first()
    found.content, found.recent, found.confirmed = {"value": "4.5"}, [["a", 2]], ["'; --"]
    found.text, found.saved_at, found.is_missing, found.version = "¤”å\\'%s", timezone.now(), True, 7
    others = list(Answer.objects.exclude(pk=found.pk).values())
    OftenWritten(Answer, names).write(found)
    stored = Answer.objects.get(pk=found.pk)
    assert [getattr(stored, name) for name in names] == [getattr(found, name) for name in names]
    assert list(Answer.objects.exclude(pk=found.pk).values()) == others
    with pytest.raises(Answer.DoesNotExist), transaction.atomic():
        OftenWritten(Answer, names).write(Answer(pk=10**9, saved_at=None))


def test_roles_change_at_once(city):
    """Nothing of who may do what is kept between requests."""
    eva, siv, today = (*(Person.objects.get(key=key) for key in ("eva", "siv")), timezone.localdate())
    own = held_by(eva, today)
    RoleHolding.objects.filter(person=siv).update(valid_to=today)
    assert all(each.instead_of == "" for each in own)
    Deputyship.objects.create(holder=siv, deputy=eva, valid_from=today, valid_to=today)
    assert {each.instead_of for each in held_by(eva, today)} == {"", siv.name}
    assert held_by(eva, today + timedelta(days=1)) == own


def test_a_save_after_a_save_sees_the_first(city):
    told = a_round()
    for text in ("¤Ett", "¤Två"):
        write(SYSTEM, told.report("home"), "analys", text=text)
        assert answer(told.report("home"), "analys").text == text
