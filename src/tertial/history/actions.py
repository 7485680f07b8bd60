"""The one way to write: an action runs whole or not at all, asks whether it may, and tells what it did.

`@action` holds all three. An action that forgets to ask (`asked`) or to tell (`record`) fails at its first run,
so no test has to remember to look for it.
"""

import functools
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import transaction
from django.utils import timezone

from tertial.foundation.request import request_id
from tertial.history.models import Event
from tertial.history.sentences import SENTENCES

P = ParamSpec("P")
R = TypeVar("R")


class Actor(Protocol):
    """Whoever does something: a person, or the system on the command line."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


class NotAsked(AssertionError):
    """An action wrote without asking whether it may."""


class NotTold(AssertionError):
    """An action wrote without recording an event."""


@dataclass
class _Running:
    asked: bool = False
    told: bool = False


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)


def action(do: Callable[P, R]) -> Callable[P, R]:
    """Declare a function `verb(*, by, …)` as a named action."""

    @functools.wraps(do)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        now = _Running()
        token = _running.set(now)
        try:
            with transaction.atomic():
                result = do(*args, **kwargs)
                if not now.asked:
                    raise NotAsked(do.__qualname__)
                if not now.told:
                    raise NotTold(do.__qualname__)
                return result
        finally:
            _running.reset(token)

    run.is_action = True  # type: ignore[attr-defined]
    return run


def asked() -> None:
    """The permission check calls this; see organisation.access.require."""
    if (now := _running.get()) is not None:
        now.asked = True


def nothing_changed() -> None:
    """Said by an action that was asked to do what is already so: nothing is written, nothing is told."""
    if (now := _running.get()) is not None:
        now.told = True


def draft_only() -> None:
    """Said by an action that writes in a draft: events are born when it is handed in, not at a keystroke."""
    nothing_changed()


def record(
    *,
    by: Actor,
    verb: str,
    kind: str,
    key: str,
    name: str,
    unit: str = "",
    acting_for: str = "",
    **particulars: Any,
) -> Event:
    """Write what happened. The verb must have a sentence, or nobody could read the timeline."""
    event = _event(by, verb, kind, key, name, unit, acting_for, particulars)
    event.save()
    return event


def record_many(
    *, by: Actor, kind: str, events: Iterable[tuple[str, Any, dict[str, Any]]], acting_for: str = ""
) -> None:
    """What happened to many things at once: (verb, the thing with its key and name, particulars)."""
    rows = [
        _event(
            by,
            verb,
            kind,
            thing.key,
            thing.name,
            thing.key if kind == "unit" else "",
            acting_for,
            particulars,
        )
        for verb, thing, particulars in events
    ]
    Event.objects.bulk_create(rows, batch_size=500)


def _event(
    by: Actor,
    verb: str,
    kind: str,
    key: str,
    name: str,
    unit: str,
    acting_for: str,
    particulars: dict[str, Any],
) -> Event:
    if verb not in SENTENCES:
        raise KeyError(f"{verb} has no sentence in history/sentences.py")
    if (now := _running.get()) is not None:
        now.told = True
    return Event(
        at=timezone.now(),
        actor_key=by.key,
        actor_name=by.name,
        acting_for=acting_for,
        verb=verb,
        subject_kind=kind,
        subject_key=key,
        subject_name=name,
        unit_key=unit,
        particulars=particulars,
        request_id=request_id.get(),
    )
