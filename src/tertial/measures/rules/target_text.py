"""Reads a target as people write it: 8 %, högst 10, +/-1 %, öka, Fastställs 2026, Tas fram av nämnd, -."""

import re
from datetime import date
from decimal import Decimal

from tertial.foundation.day import DayRefused, parse_day
from tertial.foundation.number import parse_number
from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.words import N_, Refused, excerpt
from tertial.measures.rules.target import Target, TargetKind, Way


class TargetRefused(Refused):
    """Text that is no target we can read."""


_LONGEST = 200
_NUMBER = r"[-+\u2212\u2010-\u2013]?(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d[\d.,]*)"
_UNIT = r"(?: ?([^\d\s].{0,39}))?"
_LEAST = r"minst|lägst|min\.?|minimum|mer än|fler än|över|≥|>=?"
_MOST = r"högst|max\.?|maximalt|maximum|mindre än|färre än|under|≤|<=?"
_BOUND = re.compile(rf"(?:({_LEAST})|({_MOST})) ?({_NUMBER}){_UNIT}", re.I)
_AFTER = re.compile(
    rf"({_NUMBER})(?: ?([^\d\s].{{0,29}}?))? eller (?:(mer|fler|högre)|(mindre|färre|lägre))", re.I
)
_AROUND = re.compile(rf"(?:\+ ?/? ?[-\u2212\u2013]|±) ?({_NUMBER}){_UNIT}", re.I)
_BETWEEN = re.compile(
    rf"(?:mellan )?({_NUMBER}) ?(?:%|procent)? ?(?:och|till|–|-|\u2212) ?({_NUMBER}){_UNIT}", re.I
)
_PLAIN = re.compile(rf"(?:ca\.? |cirka )?({_NUMBER}){_UNIT}", re.I)
_NONE = re.compile(r"[-\u2010-\u2015\u2212]|ej aktuellt|inget(?: års)?mål|saknas", re.I)
_WAYS = {
    Way.UP: r"öka[rs]?|ökad|ökning|högre|fler",
    Way.DOWN: r"minska[rs]?|minskad|minskning|lägre|färre",
    Way.SAME: r"oförändra[dt]|bibehålla?s?|bibehållen|behålla?s?|samma nivå",
    Way.BETTER: r"förbättra[rs]?|förbättring|bättre",
}
_WAY = {
    way: re.compile(rf"(?:ska |skall )?(?:{words})(?: (?:jämfört med|sedan|från|än) .{{1,30}})?", re.I)
    for way, words in _WAYS.items()
}
_SETTLED = r"(?:fastställs|fastställes|beslutas|bestäms|sätts|anges|meddelas|tas fram|formuleras|utarbetas)"
_WAITING = re.compile(
    rf"{_SETTLED}(?: av (?P<owner>.{{1,80}}?))?"
    r"(?: (?:under|i|vid|efter|senast|till|inför)(?: (?:året|år))?)?"
    r"(?: (?P<when>(?:t ?[123]|tertial [123])(?: \d{4})?|[\d-]{4,10}|[a-zåäö]+ \d{4}"
    r"|vb|senare|året|våren|hösten))?",
    re.I,
)


def parse_target(text: str, *, year: int | None = None) -> Target:
    """The target, with its words kept; `year` tells which year ”t1” is in. Refuses what it cannot read."""
    written = " ".join(text.split())
    if len(written) > _LONGEST:
        message = N_("Årsmålet är %(length)s tecken. Skriv det med högst %(longest)s.")
        raise TargetRefused(message, length=len(written), longest=_LONGEST)
    if not written or _NONE.fullmatch(written):
        return Target(TargetKind.NONE, text=written)
    found = (
        _waiting(written, year) or _direction(written) or _band(written) or _limit(written) or _plain(written)
    )
    if found is None:
        message = N_(
            "Årsmålet ”%(typed)s” går inte att läsa. "
            "Skriv till exempel 8 %%, minst 73 %%, högst 10, öka eller fastställs 2026."
        )
        raise TargetRefused(message, typed=excerpt(written))
    return found


def target_of(text: str, kind: str, low: float | None, high: float | None, unit: str | None) -> Target:
    """A target as a document reader found it (the fields of a plan draft's); the words fill in the rest."""
    level = [None if end is None else Decimal(str(end)) for end in (low, high)]
    same = TargetKind(kind)
    try:
        said = parse_target(text)
    except Refused:
        said = Target(same)
    if said.kind is not same:
        said = Target(same)
    return Target(same, level[0], level[1], unit, said.way, owner=said.owner, due=said.due, text=text)


def _waiting(text: str, year: int | None) -> Target | None:
    found = _WAITING.fullmatch(text)
    if found is None:
        return None
    kind = TargetKind.DELEGATED if found["owner"] else TargetKind.PENDING
    return Target(kind, owner=found["owner"], due=_due(found["when"], year), text=text)


def _due(when: str | None, year: int | None) -> date | None:
    """The last day it can be set; a word like ”senare” gives none."""
    if when is None:
        return None
    try:
        return parse_day(when)
    except DayRefused:
        pass
    known = re.search(r"\d{4}", when) or when.lower() == "vb"
    for attempt in (when, f"{when} {year}") if year and not known else (when,):
        try:
            return Period.parse(attempt).last
        except PeriodRefused:
            continue
    return None


def _direction(text: str) -> Target | None:
    way = next((way for way, pattern in _WAY.items() if pattern.fullmatch(text)), None)
    return Target(TargetKind.DIRECTION, way=way, text=text) if way else None


def _band(text: str) -> Target | None:
    if found := _AROUND.fullmatch(text):
        reach = abs(parse_number(found[1]))
        return Target(TargetKind.BAND, -reach, reach, _unit(found[2]), text=text)
    found = _BETWEEN.fullmatch(text)
    if found is None:
        return None
    low, high = parse_number(found[1]), parse_number(found[2])
    if low > high:
        message = N_("I årsmålet ”%(typed)s” är det första talet större än det andra. Byt plats på dem.")
        raise TargetRefused(message, typed=excerpt(text))
    unit = _unit(found[3]) or ("%" if "%" in text else None)
    return Target(TargetKind.BAND, low, high, unit, text=text)


def _limit(text: str) -> Target | None:
    if found := _BOUND.fullmatch(text):
        is_least, level, unit = found[1], parse_number(found[3]), _unit(found[4])
    elif found := _AFTER.fullmatch(text):
        is_least, level, unit = found[3], parse_number(found[1]), _unit(found[2])
    else:
        return None
    if is_least:
        return Target(TargetKind.MIN, level, None, unit, text=text)
    return Target(TargetKind.MAX, None, level, unit, text=text)


def _plain(text: str) -> Target | None:
    found = _PLAIN.fullmatch(text)
    if found is None or re.fullmatch(r"[eE]\d.*", found[2] or ""):
        return None
    level = parse_number(found[1])
    return Target(TargetKind.NUMBER, level, level, _unit(found[2]), text=text)


def _unit(word: str | None) -> str | None:
    """One way to write the most common units."""
    if word is None:
        return None
    plain = word.strip().rstrip(".")
    return {"procent": "%", "stycken": "st", "styck": "st"}.get(plain.lower(), plain) or None
