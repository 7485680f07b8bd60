"""Every action asks whether it may, tells what it did, and leaves nothing behind when it is refused.

The actions are found by walking the packages: a new one without an example here fails the first test.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

import tertial
from tertial.history import actions as history
from tertial.history.models import Event
from tertial.intake.actions import deliveries as intake
from tertial.measures.actions.chain import load_chain
from tertial.organisation.access import SYSTEM, Forbidden, actor_for
from tertial.organisation.actions import administrators, holdings, mergers, people, units
from tertial.organisation.actions import city as cities
from tertial.organisation.models import Person, Unit
from tertial.organisation.profile import STARTING
from tertial.organisation.rules.profile import read_profile
from tests.cast import a_unit
from tests.things import a_deputyship, a_holding

TODAY = timezone.localdate()
FILE = "Nyckel;Namn;Slag;Överordnad\nnyast;¤Nyast;unit;care\n".encode()


def walked() -> Iterator[str]:
    """The module of everything that is named actions."""
    for package in pkgutil.iter_modules(tertial.__path__, "tertial."):
        for module in pkgutil.walk_packages(
            importlib.import_module(package.name).__path__, f"{package.name}."
        ):
            if module.name.split(".")[2] == "actions":
                yield module.name


def every_action() -> set[str]:
    found = set()
    for name in walked():
        module = importlib.import_module(name)
        found |= {
            f"{name}.{key}"
            for key, value in vars(module).items()
            if getattr(value, "is_action", False) and value.__module__ == name
        }
    return found


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def a_draft() -> Any:
    return intake.receive(by=SYSTEM, kind="units", name="ny.csv", content=FILE)


def a_received() -> Any:
    return intake.accept(by=SYSTEM, delivery=a_draft())


@dataclass(frozen=True)
class Example:
    """How the action is called; `by` is who may. Everything in it is made before the action is called."""

    values: Callable[[], dict[str, Any]]
    by: str = "nils"


EXAMPLES: dict[Callable[..., Any], Example] = {
    units.create_unit: Example(
        lambda: {
            "key": "ny",
            "name": "Ny",
            "kind": "unit",
            "parent": unit("care"),
            "valid_from": TODAY,
        },
        "karin",
    ),
    units.edit_unit: Example(
        lambda: {"unit": unit("home"), "name": "Ny", "short_name": "", "description": "", "version": 1}, "siv"
    ),
    units.move_unit: Example(lambda: {"unit": unit("home"), "parent": unit("school"), "on": TODAY}, "karin"),
    units.close_unit: Example(lambda: {"unit": unit("home"), "on": TODAY}, "karin"),
    mergers.merge_units: Example(
        lambda: {
            "old": [unit("home"), unit("school")],
            "new": a_unit("bada", unit("care")),
            "on": TODAY,
        },
        "karin",
    ),
    mergers.split_unit: Example(
        lambda: {
            "old": unit("home"),
            "new": [a_unit("norr", unit("care")), a_unit("soder", unit("care"))],
            "on": TODAY,
        },
        "karin",
    ),
    people.create_person: Example(lambda: {"key": "ny", "name": "Ny", "email": "ny@prov.example"}),
    people.change_person: Example(
        lambda: {"person": person("eva"), "name": "Ny", "email": "ny@prov.example", "title": ""}
    ),
    people.close_person: Example(lambda: {"person": person("eva")}),
    people.choose_language: Example(lambda: {"person": person("eva"), "language": "en"}, "eva"),
    people.name_deputy: Example(
        lambda: {"holder": person("eva"), "deputy": person("lo"), "valid_from": TODAY, "valid_to": TODAY},
        "eva",
    ),
    people.end_deputy: Example(lambda: {"deputyship": a_deputyship("siv", "vik"), "on": TODAY}, "siv"),
    holdings.give_role: Example(
        lambda: {"person": person("lo"), "role": "reporter", "unit": unit("home"), "valid_from": TODAY}
    ),
    holdings.end_role: Example(lambda: {"holding": a_holding("lo"), "on": TODAY}),
    administrators.appoint_administrator: Example(
        lambda: {"email": "lo@prov.example", "name": "", "password": "en mening om sundet", "on": TODAY}
    ),
    intake.receive: Example(lambda: {"kind": "units", "name": "ny.csv", "content": FILE}, "karin"),
    intake.accept: Example(lambda: {"delivery": a_draft()}, "karin"),
    intake.discard: Example(lambda: {"delivery": a_draft()}, "karin"),
    intake.withdraw: Example(lambda: {"delivery": a_received()}, "karin"),
}
# The later packages each have a file of examples: what a board's steerer does, and what the city office does.
for _file in sorted(Path(__file__).parent.glob("*_examples.py")):
    _module = importlib.import_module(f"tests.actions.{_file.stem}")
    for _person in ("siv", "karin"):
        _theirs = getattr(_module, f"AS_{_person.upper()}", {})
        EXAMPLES |= {do: Example(values, _person) for do, values in _theirs.items()}
# Loading a city takes an empty database; it is tried in test_city.py as well.
OUTSIDERS = ["ute", "lo"]


def named(do: Callable[..., Any]) -> str:
    return f"{do.__module__}.{do.__qualname__}"


def written() -> str:
    """Every row there is, as text."""
    return "\n".join(
        serializers.serialize("json", model._default_manager.order_by("pk"))
        for model in apps.get_models()
        if model.__module__.startswith("tertial.")
    )


EVERY = [pytest.param(do, example, id=named(do).removeprefix("tertial.")) for do, example in EXAMPLES.items()]


def test_every_action_has_an_example():
    assert every_action() == {named(do) for do in EXAMPLES} | {named(cities.load_city), named(load_chain)}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(("do", "example"), EVERY)
def test_it_tells_what_it_did_and_by_whom(city, do, example):
    values = example.values()
    before = Event.objects.count()
    do(by=actor_for(person(example.by)), **values)
    told = Event.objects.all()[: Event.objects.count() - before]
    assert told
    assert {event.actor_key for event in told} == {example.by}


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(("do", "example"), EVERY)
def test_it_is_refused_for_an_outsider_and_writes_nothing(city, do, example, who):
    values = example.values()
    before = written()
    with pytest.raises(Forbidden):
        do(by=actor_for(person(who)), **values)
    assert written() == before


@pytest.mark.parametrize(("do", "example"), EVERY)
def test_it_is_rolled_back_whole_when_it_falls_at_the_end(city, monkeypatch, do, example):
    """The last thing an action does is to tell; when that falls, nothing of the rest is left."""
    values = example.values()
    before = written()

    def fall(*args: object, **kwargs: object) -> None:
        raise RuntimeError("full disk")

    monkeypatch.setattr(Event, "save", fall)
    monkeypatch.setattr(Event.objects.__class__, "bulk_create", fall)
    with pytest.raises(RuntimeError):
        do(by=actor_for(person(example.by)), **values)
    monkeypatch.undo()
    assert written() == before


@pytest.mark.django_db
def test_loading_a_city_tells_and_an_outsider_may_not(city):
    profile = read_profile(STARTING)
    with pytest.raises(Forbidden):
        cities.load_city(by=actor_for(person("ute")), profile=profile)
    assert not Event.objects.exists()


@history.action
def _silent(*, by: Any) -> None:
    history.asked()
    a_unit("tyst")


@history.action
def _rude(*, by: Any) -> None:
    a_unit("fram")
    history.nothing_changed()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("do", "error"),
    [
        pytest.param(_silent, history.NotTold, id="does not tell"),
        pytest.param(_rude, history.NotAsked, id="does not ask"),
    ],
)
def test_an_action_that_forgets_falls_and_writes_nothing(do, error):
    with pytest.raises(error):
        do(by=SYSTEM)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_verb_without_a_sentence_cannot_be_recorded():
    with pytest.raises(KeyError, match="exploded"):
        history.record(by=SYSTEM, verb="unit.exploded", kind="unit", key="x", name="X")
