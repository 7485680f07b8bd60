"""The overview that many look at, worked out once for all who look through the same server process.

What somebody does is an event, and is seen at once. What somebody types is no event; it is seen within a few
seconds. So thirty people who watch the last evening cost no more than one.
"""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from tertial.history.models import Event
from tertial.reporting.models import Round
from tertial.reporting.queries.overview import Overview, overview

FRESH = 5.0  # seconds that what is typed may wait to be seen
MOST_SEEN, MOST_DRAWN = 50, 50  # kept in a process
TYPING = "report.begun"  # told at the first word of a part: hundreds a minute when it is late


@dataclass
class _Place:
    """One overview; whoever comes while it is worked out waits for it instead of doing the same."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: Overview | None = None
    act: int = 0
    at: float = 0.0
    drawn: dict[Hashable, str] = field(default_factory=dict)  # as pages show it, by how they do


_places: dict[tuple[int, str, date], _Place] = {}


def shared_overview(round_: Round, kind: str = "") -> Overview:
    """Of one kind of units, or of all."""
    day = timezone.localdate()
    place = _place(round_.pk, kind, day)
    with place.lock:
        act = _last_act()
        if place.seen is None or place.act != act or time.monotonic() - place.at > FRESH:
            place.seen = overview(round_, day, [kind] if kind else [])
            place.act, place.at, place.drawn = act, time.monotonic(), {}
        return place.seen


def _place(round_: int, kind: str, day: date) -> _Place:
    """Its own for each; when there are many, those that are over are forgotten with the rest."""
    if (found := _places.get((round_, kind, day))) is not None:
        return found
    if len(_places) >= MOST_SEEN:
        _places.clear()
    return _places.setdefault((round_, kind, day), _Place())


def drawn(seen: Overview, kind: str, how: Hashable, draw: Callable[[], str]) -> str:
    """What `draw` makes of this very overview, made once for all who see it the same way (`how`)."""
    place = _place(seen.round.pk, kind, seen.today)
    with place.lock:
        if place.seen is not seen:
            return draw()  # somebody has worked out a newer one meanwhile
        if how not in place.drawn:
            if len(place.drawn) >= MOST_DRAWN:
                place.drawn.clear()
            place.drawn[how] = draw()
        return place.drawn[how]


def _last_act() -> int:
    """Everything that is done with a report or a round is told; this is the number of the latest."""
    told = Event.objects.filter(subject_kind__in=("round", "report")).exclude(verb=TYPING)
    return told.order_by("-pk").values_list("pk", flat=True).first() or 0


def forget() -> None:
    """For another database in the same process."""
    _places.clear()
