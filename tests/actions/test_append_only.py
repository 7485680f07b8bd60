"""What has happened stays as it was written, and versioned rows are never changed behind their history's back."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from simple_history.models import HistoricalChanges

from tertial.history.actions import record
from tertial.history.models import Event
from tertial.organisation.access import SYSTEM

SRC = Path(__file__).resolve().parents[2] / "src" / "tertial"


@pytest.fixture
def event(db) -> Event:
    return record(by=SYSTEM, verb="unit.created", kind="unit", key="a", name="A", unit="a")


WAYS_TO_CHANGE = {
    "save again": lambda event: event.save(),
    "save some fields": lambda event: event.save(update_fields=["verb"]),
    "save a changed copy": lambda event: Event(pk=event.pk, at=event.at, verb="x").save(),
    "force an update": lambda event: event.save(force_update=True),
    "delete": lambda event: event.delete(),
    "update all": lambda event: Event.objects.update(verb="x"),
    "update some": lambda event: Event.objects.filter(pk=event.pk).update(verb="x"),
    "update by the plain manager": lambda event: Event._base_manager.update(verb="x"),
    "update in bulk": lambda event: Event.objects.bulk_update([event], ["verb"]),
    "update or create": lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"verb": "x"}),
    "delete all": lambda event: Event.objects.all().delete(),
    "delete some": lambda event: Event.objects.filter(pk=event.pk).delete(),
    "delete by the plain manager": lambda event: Event._base_manager.all().delete(),
    "delete those about it": lambda event: Event.objects.about("unit", "a").delete(),
    "overwrite in bulk": lambda event: Event.objects.bulk_create(
        [Event(pk=event.pk, at=event.at, verb="x")],
        update_conflicts=True,
        update_fields=["verb"],
        unique_fields=["id"],
    ),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_an_event_is_never_changed_or_deleted(event, way):
    with pytest.raises(TypeError, match="append-only"):
        WAYS_TO_CHANGE[way](event)
    assert list(Event.objects.values_list("verb", flat=True)) == ["unit.created"]


def test_nothing_points_at_an_event_so_nothing_cascades_to_it():
    assert Event._meta.related_objects == ()
    assert not [field for field in Event._meta.get_fields() if field.is_relation]


def versioned() -> set[str]:
    return {
        model.__name__
        for model in apps.get_models()
        if hasattr(model, "history") and not issubclass(model, HistoricalChanges)
    }


CHANGES = {"update", "aupdate", "bulk_update", "abulk_update"}
MANAGERS = {"objects", "filter", "exclude", "all", "order_by", "select_related", "get_queryset", "_set"}


def chain(node: ast.expr) -> list[str]:
    """The names of `a.b(…).c`, first to last."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return [*([node.id] if isinstance(node, ast.Name) else []), *reversed(names)]


def changes_behind_history(source: str, models: set[str]) -> Iterator[int]:
    """Lines with an update of a queryset whose model is versioned or cannot be seen, and bulk creation
    of a versioned model without its first version."""
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            continue
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        chains = [(call.lineno, chain(call.func)) for call in calls]
        kept = any("bulk_history_create" in names for _, names in chains)
        for line, names in chains:
            from_manager = len(names) > 1 and (
                set(names[:-1]) & MANAGERS or names[-1].startswith(("bulk", "ab"))
            )
            unseen = not names[:1] or not names[0][:1].isupper()
            if names and names[-1] in CHANGES and from_manager and (unseen or names[0] in models):
                yield line
            if names and names[-1] == "bulk_create" and names[0] in models and not kept:
                yield line


def test_versioned_models_are_not_changed_behind_their_history():
    models = versioned()
    assert "Unit" in models
    found = [
        f"{path.relative_to(SRC)}:{line}"
        for path in sorted(SRC.rglob("*.py"))
        if "migrations" not in path.parts
        for line in changes_behind_history(path.read_text(encoding="utf-8"), models)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        pytest.param("Unit.objects.filter(key='a').update(name='b')", True, id="update"),
        pytest.param("Unit.objects.bulk_update(rows, ['name'])", True, id="in bulk"),
        pytest.param("def f():\n  Unit.objects.bulk_create(rows)", True, id="created without a version"),
        pytest.param("found.filter(pk=1).update(name='b')", True, id="model not to be seen"),
        pytest.param("parent.children.all().update(name='b')", True, id="by a relation"),
        pytest.param("Person.objects.update(language='en')", False, id="a model without versions"),
        pytest.param("words.update(other)", False, id="a dictionary"),
        pytest.param("digest.update(piece)", False, id="a checksum"),
        pytest.param(
            "def f():\n  Unit.objects.bulk_create(rows)\n  Unit.history.bulk_history_create(rows)",
            False,
            id="created with versions",
        ),
    ],
)
def test_the_search_catches_what_it_should(source, caught):
    assert bool(list(changes_behind_history(source, {"Unit"}))) is caught
