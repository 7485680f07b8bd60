"""Activities as rows of a list: state, reason and how far they have come, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from tertial.foundation.sentence import Sentence
from tertial.goals.models import Activity
from tertial.goals.queries import ActivityInfo
from tertial.goals.rules.activity import (
    RESPONSIBILITY_WORDS,
    STATUS_WORDS,
    ActivityStatus,
    Responsibility,
    counts,
)

STATES = {
    ActivityStatus.NOT_STARTED: "ej",
    ActivityStatus.ONGOING: "pagar",
    ActivityStatus.DONE: "klar",
    ActivityStatus.LATE: "sen",
    ActivityStatus.CANCELLED: "streck",
}
TONES = {ActivityStatus.DONE: "ok", ActivityStatus.LATE: "bad"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One activity of a list."""

    info: ActivityInfo
    state: str
    word: str
    why: str
    progress: int
    tone: str
    others: tuple[tuple[str, str], ...]
    address: str
    lead_address: str
    goals: tuple[tuple[str, str], ...]  # address, number and text

    @property
    def activity(self) -> Activity:
        return self.info.activity

    @property
    def is_soon(self) -> bool:
        return self.info.standing.is_soon_due


def address_of(name: str, key: str) -> str:
    """The same as reverse() with a key, for lists that ask a thousand times."""
    return f"{_stem(name)}{key}/"


@cache
def _stem(name: str) -> str:
    return reverse(name, args=["x"]).removesuffix("x/")


def part_name(part: str) -> str:
    """Ansvarig, Med stöd av: what a unit's part in the activity is."""
    return capfirst(gettext(RESPONSIBILITY_WORDS[Responsibility(part)]))


def said(sentence: Sentence) -> str:
    text = gettext(sentence.text)
    return text % sentence.params if sentence.params else text


def shown(info: ActivityInfo) -> Shown:
    status = info.standing.status
    return Shown(
        info=info,
        state=STATES[status],
        word=gettext(STATUS_WORDS[status]),
        why=said(info.standing.reason),
        progress=info.activity.progress,
        tone=TONES.get(status, ""),
        others=tuple((part_name(part), unit) for part, unit in info.others),
        address=address_of("activity", info.activity.key),
        lead_address=address_of("unit", info.lead_key) if info.lead_key else "",
        goals=tuple((address_of("goal", key), name) for key, name in info.goals),
    )


def urgent_first(infos: Iterable[ActivityInfo]) -> list[Shown]:
    """Late, then soon due, then the other open ones by last day; what is done or cancelled at the end."""

    return [
        shown(info)
        for info in sorted(infos, key=lambda each: (not each.standing.is_open, each.activity.end or date.max))
    ]


def tally(infos: Iterable[ActivityInfo]) -> list[tuple[str, str]]:
    """How many of each state there are, as (state, words), those with none left out."""
    return tallied(counts(info.standing for info in infos))


def tallied(found: Mapping[ActivityStatus, int]) -> list[tuple[str, str]]:
    """The same, counted already."""
    texts = {
        ActivityStatus.LATE: gettext("%(count)s försenade"),
        ActivityStatus.ONGOING: gettext("%(count)s pågår"),
        ActivityStatus.NOT_STARTED: gettext("%(count)s ej påbörjade"),
        ActivityStatus.DONE: gettext("%(count)s klara"),
        ActivityStatus.CANCELLED: gettext("%(count)s avbrutna"),
    }
    return [(STATES[key], text % {"count": found[key]}) for key, text in texts.items() if found[key]]
