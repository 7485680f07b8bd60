"""What the text in a column of a CSV means: whole numbers, days, moments in UTC or in Swedish time, yes and no.

Almost every value is written in one of a few plain forms, which are read column by column at full speed. Only what
those forms do not take is read with care (spaced thousands, named zones, the double hour), value by value.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from tertial.payments.engine.calendar import HOUR, summer_times
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.tables import SQL_TYPE, Kind

YES = "('true', 't', '1', 'ja', 'j', 'yes', 'y', 'sant', 'x')"
NO = "('false', 'f', '0', 'nej', 'n', 'no', 'falskt')"
ZONE = r"(Z|[+-]\d{2}:?\d{2}|[+-]\d{2}| ?CEST| ?CET| ?UTC)$"
CLOCK = "['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S']"
# What may follow the seconds in the plain forms: nothing, or a zone that is so many minutes before UTC.
BARE = "('', '.000')"
PLAIN_ZONES = {"Z": 0, "+00:00": 0, "+01:00": 60, "+02:00": 120}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is laid out, and which of its columns is which of ours."""

    file: Path
    header: tuple[str, ...]
    separator: str
    theirs: dict[str, str]  # our name → the file's
    local: frozenset[str]  # our moment columns that are in Swedish time
    kronor: tuple[str, ...]
    hours: tuple[str, ...]


def first_look(ours: str, kind: Kind, layout: Layout) -> str | None:
    """What a column is read as at full speed, before it is judged: a number, a day, or what the clock showed."""
    told = quoted(layout.theirs[ours])
    if kind is Kind.MOMENT:
        return (
            f"case when length({told}) = 16 then try_strptime({told} || ':00', {CLOCK}) "
            f"when length({told}) >= 19 then try_strptime(left({told}, 19), {CLOCK}) end"
        )
    if kind is Kind.DATE or (kind is Kind.NUMBER and ours not in (*layout.kronor, *layout.hours)):
        return f"try_cast({told} as {SQL_TYPE[kind]})"
    return None


def look_name(ours: str) -> str:
    return f"_look_{ours}"


def understood(ours: str, kind: Kind, layout: Layout) -> str:
    """The value of a text column, or null where it is not understood."""
    careful = _carefully(ours, kind, layout)
    told, look = quoted(layout.theirs[ours]), look_name(ours)
    if kind is Kind.MOMENT:
        return f"coalesce({_plain_moment(ours, told, layout)}, {careful})"
    if first_look(ours, kind, layout) is None:
        return careful
    # A cast alone also takes `1.5` and `1e3`: only what is written just as it would be shown needs no care.
    return f"case when cast({look} as varchar) = {told} then {look} else {careful} end"


def _plain_moment(ours: str, told: str, layout: Layout) -> str:
    at = look_name(ours)
    bare = plain_local(at) if ours in layout.local else at
    zones = " ".join(
        f"when {text(zone)} then {at} - interval {minutes} minute" for zone, minutes in PLAIN_ZONES.items()
    )
    rest = f"substr({told}, 20)"
    return f"case when {rest} in {BARE} then {bare} else case {rest} {zones} end end"


def has_zone(ours: str, layout: Layout) -> str:
    """Whether the value says its zone; `is_bare` whether it is a moment that does not."""
    told = quoted(layout.theirs[ours])
    careful = f"coalesce(regexp_matches(trim({told}), '[ T]\\d{{2}}:.*{ZONE}'), false)"
    return f"case when {_plainly_bare(ours, told)} then false else {careful} end"


def is_bare(ours: str, layout: Layout) -> str:
    told = quoted(layout.theirs[ours])
    form = r"\d{4}-\d{2}-\d{2}[ T][0-9:.,]+"
    careful = f"coalesce(regexp_full_match(trim({told}), '{form}'), false)"
    return f"case when {_plainly_bare(ours, told)} then true else {careful} end"


def _plainly_bare(ours: str, told: str) -> str:
    return f"{look_name(ours)} is not null and length({told}) in (16, 19)"


def plain_local(column: str) -> str:
    """Swedish time as UTC by the ordinary hours of ordinary years; null where more care is needed."""
    years = summer_times(2020, 2035)
    summer = " or ".join(
        f"({column} >= '{each.first}' and {column} < '{each.last - HOUR}')" for each in years
    )
    odd = " or ".join(
        f"({column} >= '{night - HOUR}' and {column} < '{night}')"
        for each in years
        for night in (each.first, each.last)
    )
    return (
        f"case when {odd} or {column} < '2020-01-01' or {column} >= '2036-01-01' then null "
        f"when {summer} then {column} - interval 2 hour else {column} - interval 1 hour end"
    )


def _carefully(ours: str, kind: Kind, layout: Layout) -> str:
    """The value by all the forms we know, one by one; null where none fits."""
    told = f"trim({quoted(layout.theirs[ours])})"
    if kind is Kind.NUMBER:
        factor = 100 if ours in layout.kronor else 60 if ours in layout.hours else 1
        return _whole(told, factor)
    if kind is Kind.DATE:
        day = f"case when regexp_full_match({told}, '\\d{{4}}-\\d{{2}}') then {told} || '-01' else left({told}, 10) end"
        form = r"\d{4}-\d{2}(-\d{2}([ T]00:00(:00(\.0+)?)?)?)?"
        return f"case when regexp_full_match({told}, '{form}') then try_cast({day} as date) end"
    if kind is Kind.YES_NO:
        return f"case when lower({told}) in {YES} then true when lower({told}) in {NO} then false end"
    if kind is Kind.MOMENT:
        return _moment(ours, told, layout)
    return f"nullif({told}, '')"


def _whole(told: str, factor: int) -> str:
    """A number with decimal comma or point and spaced thousands, if it is whole after the unit's factor."""
    spaces = r"[\s\x{00A0}\x{202F}\x{2009}]"
    plain = f"replace(replace(regexp_replace({told}, '{spaces}', '', 'g'), '−', '-'), ',', '.')"
    number = f"try_cast({plain} as decimal(38, 6))"
    looks_so = f"regexp_full_match({plain}, '[+-]?\\d{{1,19}}(\\.\\d{{1,6}})?')"
    return (
        f"case when {looks_so} and {number} * {factor} = floor({number} * {factor}) "
        f"then try_cast({number} * {factor} as bigint) end"
    )


def _moment(ours: str, told: str, layout: Layout) -> str:
    """A moment in UTC. With its own zone it stands for itself; else UTC, or Swedish time where that is unmistakable."""
    plain = f"try_cast(regexp_replace({told}, '{ZONE}', '') as timestamp)"
    digits = f"regexp_extract({told}, '[+-]\\d{{2}}:?\\d{{0,2}}$')"
    minutes = (
        f"(case when left({digits}, 1) = '-' then -1 else 1 end) * (60 * try_cast(substr({digits}, 2, 2) as integer) "
        f"+ coalesce(try_cast(right(replace({digits}, ':', ''), -3) as integer), 0))"
    )
    zoned = (
        f"case when {told} like '%CEST' then {plain} - interval 2 hour "
        f"when {told} like '%CET' then {plain} - interval 1 hour "
        f"when regexp_matches({told}, '(Z|UTC)$') then {plain} else {plain} - to_minutes({minutes}) end"
    )
    bare = _from_local(plain, ours, layout) if ours in layout.local else plain
    form = rf"\d{{4}}-\d{{2}}-\d{{2}}[ T]\d{{2}}:\d{{2}}(:\d{{2}}([.,]\d{{1,9}})?)?{ZONE[:-1]}?"
    has_zone = f"regexp_matches({told}, '[ T]\\d{{2}}:.*{ZONE}')"
    return f"case when regexp_full_match({told}, '{form}') then case when {has_zone} then {zoned} else {bare} end end"


def _from_local(plain: str, ours: str, layout: Layout) -> str:
    """Swedish time as UTC. The missing hour is no time; the double hour needs to be told apart (see _fold)."""
    year = f"year({plain})"
    first, last = f"summer_first({year})", f"summer_last({year})"
    fold = _fold(ours, plain, layout)
    return (
        f"case when {plain} >= {first} - interval 1 hour and {plain} < {first} then null "
        f"when {plain} >= {last} - interval 1 hour and {plain} < {last} "
        f"then {plain} - case {fold} when 0 then interval 2 hour when 1 then interval 1 hour end "
        f"when {plain} >= {first} and {plain} < {last} then {plain} - interval 2 hour "
        f"else {plain} - interval 1 hour end"
    )


def _fold(ours: str, plain: str, layout: Layout) -> str:
    """0 for the first (summer time) and 1 for the second, from a column `start_fold` and the like; else unknown.

    A start and an end in the double hour that run backwards can only be summer time and then winter time.
    """
    stem = ours.removesuffix("_utc")
    own = f"{stem}_fold"
    if own in layout.header:
        return f"try_cast(trim({quoted(own)}) as integer)"
    partner = {"start": "end_utc", "end": "start_utc", "from": "to_utc", "to": "from_utc"}.get(stem)
    if partner is None or partner not in layout.theirs:
        return "cast(null as integer)"
    other = f"try_cast(trim({quoted(layout.theirs[partner])}) as timestamp)"
    is_first = stem in ("start", "from")
    backwards = f"{other} < {plain}" if is_first else f"{plain} < {other}"
    return f"case when {backwards} then {0 if is_first else 1} end"


def summer_time(connection: duckdb.DuckDBPyConnection) -> None:
    """Two lookups by year, which reading with care asks for."""
    for name in ("first", "last"):
        moments = {each.year: getattr(each, name) for each in summer_times(1990, 2060)}
        keys = ", ".join(str(year) for year in moments)
        values = ", ".join(f"timestamp '{moment:%Y-%m-%d %H:%M:%S}'" for moment in moments.values())
        connection.execute(f"create or replace temp macro summer_{name}(y) as (map([{keys}], [{values}])[y])")
