"""`city.toml`: the city's words and rules, checked value by value; a problem has the line it stands on."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import N_
from tertial.organisation.rules.person_records import EMAIL
from tertial.organisation.rules.profile import (
    OPERATIONAL,
    BoardGroup,
    City,
    DemoPerson,
    GoalLevel,
    PlanKind,
    Profile,
    UnitKind,
    Words,
)

FILE = "city.toml"
LARGEST = 1_000_000
SECTIONS = {
    "city": {"key", "name", "legal_name", "slogan", "domain", "language", "start", "tour_unit", "demo"},
    "unit_kinds": {"key", "name", "plural", "under"},
    "board_groups": {"key", "name", "plural"},
    "goal_levels": {"key", "name", "plural", "owner"},
    "plan_kinds": {"key", "name"},
    "demo_people": {"email", "try"},
}
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_DOMAIN = re.compile(r"[a-z0-9åäö-]+(\.[a-z0-9åäö-]+)+")
Made = TypeVar("Made")


def read_city(folder: Path) -> tuple[Profile | None, list[SheetRemark]]:
    """The profile without its tables; None when the file cannot be read at all."""
    data, lines, problems = _toml(folder)
    if data is None:
        return None, problems
    reader = _Reader(data, lines)
    return reader.profile(folder), reader.problems


def is_readable(folder: Path) -> bool:
    """Whether there is a city.toml that is TOML at all."""
    return _toml(folder)[0] is not None


def _toml(folder: Path) -> tuple[dict[str, Any] | None, list[str], list[SheetRemark]]:
    def refused(message: str, line: int | None = None) -> tuple[None, list[str], list[SheetRemark]]:
        return None, [], [SheetRemark(FILE, line, None, message)]

    if not folder.is_dir():
        return refused(f"mappen {folder.name} finns inte.")
    try:
        content = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return refused("filen saknas. Skapa en profil med `tertial city new MAPP`.")
    except OSError as error:
        return refused(f"filen går inte att öppna ({error.strerror}).")
    if len(content) > LARGEST:
        return refused("filen är orimligt stor.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return refused(
            "filen är inte UTF-8. Spara om den som UTF-8.", content[: error.start].count(b"\n") + 1
        )
    try:
        return tomllib.loads(text), text.splitlines(), []
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = "raden går inte att läsa som TOML. Texter ska ha citattecken; listor hakparenteser."
        return refused(message, int(line[1]) if line else None)


class _Reader:
    """Takes values out of the parsed file and remembers every problem with its line."""

    def __init__(self, data: Mapping[str, Any], lines: Sequence[str]) -> None:
        self.data, self.lines = data, lines
        self.problems: list[SheetRemark] = []

    def profile(self, folder: Path) -> Profile:
        self._unknown_names()
        kinds = self._list("unit_kinds", self._unit_kind, needed=True)
        levels = self._list("goal_levels", self._goal_level, needed=True)
        profile = Profile(
            city=self._city(),
            unit_kinds=kinds,
            board_groups=self._list("board_groups", self._board_group),
            goal_levels=levels,
            plan_kinds=self._list("plan_kinds", self._plan_kind) or (OPERATIONAL,),
            demo_people=self._list("demo_people", self._demo_person),
            folder=folder,
        )
        self._known_kinds(profile)
        return profile

    # --- the tables ---

    def _city(self) -> City:
        table = self.data.get("city")
        if not isinstance(table, dict):
            self._tell(("city", 0), None, N_("avsnittet [city] saknas."))
            return City("", "", "", "", "sv", date.min)
        at = ("city", 0)
        language = table.get("language", "sv")
        if language not in ("sv", "en"):
            self._tell(at, "language", N_("språket ska vara ”sv” eller ”en”."))
            language = "sv"
        name = self._text(at, table, "name", needed=True)
        return City(
            key=self._key(at, table),
            name=name,
            legal_name=self._text(at, table, "legal_name") or name,
            domain=self._domain(at, table),
            language=language,
            start=self._start(at, table),
            slogan=self._words(at, table, "slogan") if "slogan" in table else None,
            tour_unit=self._text(at, table, "tour_unit"),
            demo=self._yes_or_no(at, table, "demo"),
        )

    def _unit_kind(self, at: tuple[str, int], table: Mapping[str, Any]) -> UnitKind:
        name, plural = self._words(at, table, "name"), self._words(at, table, "plural")
        return UnitKind(self._key(at, table), name, plural, self._keys(at, table, "under"))

    def _board_group(self, at: tuple[str, int], table: Mapping[str, Any]) -> BoardGroup:
        return BoardGroup(
            self._key(at, table), self._words(at, table, "name"), self._words(at, table, "plural")
        )

    def _goal_level(self, at: tuple[str, int], table: Mapping[str, Any]) -> GoalLevel:
        name, plural = self._words(at, table, "name"), self._words(at, table, "plural")
        return GoalLevel(self._key(at, table), name, plural, self._keys(at, table, "owner"))

    def _plan_kind(self, at: tuple[str, int], table: Mapping[str, Any]) -> PlanKind:
        return PlanKind(self._key(at, table), self._words(at, table, "name"))

    def _demo_person(self, at: tuple[str, int], table: Mapping[str, Any]) -> DemoPerson:
        email = self._text(at, table, "email", needed=True).lower()
        if email and not EMAIL.fullmatch(email):
            self._tell(at, "email", N_("”%s” är ingen e-postadress.") % email)
        return DemoPerson(email, self._words(at, table, "try"))

    def _known_kinds(self, profile: Profile) -> None:
        """Kinds are named only if they exist, and at least one stands at the top."""
        keys = set(profile.kinds)
        for place, kind in enumerate(profile.unit_kinds):
            self._unknown(("unit_kinds", place), "under", kind.under, keys)
        for place, level in enumerate(profile.goal_levels):
            self._unknown(("goal_levels", place), "owner", level.owner, keys)
        if profile.unit_kinds and all(profile.kinds.values()):
            self._tell(("unit_kinds", 0), "under", N_("inget slag står överst. Ge ett av dem en tom lista."))

    def _unknown(self, at: tuple[str, int], name: str, used: Sequence[str], known: set[str]) -> None:
        for key in used:
            if key not in known:
                self._tell(at, name, N_("slaget ”%s” finns inte bland [[unit_kinds]].") % key)

    # --- single values ---

    def _list(
        self,
        section: str,
        make: Callable[[tuple[str, int], Mapping[str, Any]], Made],
        *,
        needed: bool = False,
    ) -> tuple[Made, ...]:
        tables = self.data.get(section, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self._tell((section, 0), None, N_("avsnittet ska skrivas [[%s]].") % section)
            return ()
        if needed and not tables:
            self._tell((section, 0), None, N_("avsnittet [[%s]] saknas.") % section)
        seen: set[str] = set()
        for place, table in enumerate(tables):
            key = str(table.get("key", table.get("email", "")))
            if key and key in seen:
                self._tell((section, place), "key", N_("”%s” finns två gånger.") % key)
            seen.add(key)
        return tuple(make((section, place), table) for place, table in enumerate(tables))

    def _text(self, at: tuple[str, int], table: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._tell(at, name, N_("värdet ska vara en text inom citattecken."))
            return ""
        if needed and not value.strip():
            self._tell(at, name, N_("värdet saknas."))
        return value.strip()

    def _key(self, at: tuple[str, int], table: Mapping[str, Any]) -> str:
        key = self._text(at, table, "key", needed=True)
        if key and not _KEY.fullmatch(key):
            self._tell(
                at, "key", N_("nyckeln ”%s” ska ha a–z, siffror och bindestreck, högst 40.") % key[:60]
            )
        return key

    def _keys(self, at: tuple[str, int], table: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = table.get(name)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._tell(at, name, N_('värdet ska vara en lista, till exempel ["board"].'))
            return ()
        return tuple(value)

    def _words(self, at: tuple[str, int], table: Mapping[str, Any], name: str) -> Words:
        value = table.get(name)
        if isinstance(value, str) and value.strip():
            return Words(value.strip(), value.strip())
        if not isinstance(value, dict) or not all(
            isinstance(value.get(each), str) and value[each].strip() for each in ("sv", "en")
        ):
            self._tell(at, name, N_('skriv på båda språken: { sv = "…", en = "…" }.'))
            return Words("", "")
        return Words(value["sv"].strip(), value["en"].strip())

    def _domain(self, at: tuple[str, int], table: Mapping[str, Any]) -> str:
        domain = self._text(at, table, "domain", needed=True).lower()
        if domain and not _DOMAIN.fullmatch(domain):
            self._tell(at, "domain", N_("”%s” är ingen domän. Skriv till exempel kommun.se.") % domain[:60])
        return domain

    def _start(self, at: tuple[str, int], table: Mapping[str, Any]) -> date:
        value = table.get("start")
        if type(value) is not date:
            self._tell(at, "start", N_("skriv ett datum utan citattecken, till exempel 2026-01-01."))
            return date(2000, 1, 1)
        return value

    def _yes_or_no(self, at: tuple[str, int], table: Mapping[str, Any], name: str) -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            self._tell(at, name, N_("värdet ska vara true eller false."))
            return False
        return value

    # --- problems and where they stand ---

    def _unknown_names(self) -> None:
        """A misspelt name would have no effect and nobody told; other packages' sections are theirs."""
        for section, allowed in SECTIONS.items():
            tables = self.data.get(section, [])
            for place, table in enumerate(tables if isinstance(tables, list) else [tables]):
                for name in table if isinstance(table, dict) else ():
                    if name not in allowed:
                        text = N_("namnet känns inte igen och har ingen verkan.")
                        self._tell((section, place), name, text, Severity.WARNING)

    def _tell(
        self, at: tuple[str, int], name: str | None, message: str, severity: Severity = Severity.ERROR
    ) -> None:
        section, place = at
        self.problems.append(SheetRemark(FILE, self._line(section, place, name), name, message, severity))

    def _line(self, section: str, place: int, name: str | None) -> int | None:
        """The line of the name within the section's table number `place`, or of the table's own head."""
        head = re.compile(rf"\s*\[{{1,2}}\s*{re.escape(section)}\s*\]{{1,2}}")
        heads = [number for number, line in enumerate(self.lines, 1) if head.match(line)]
        if place >= len(heads):
            return None
        first = heads[place]
        for number in range(first + 1, len(self.lines) + 1):
            line = self.lines[number - 1].lstrip()
            if line.startswith("["):
                break
            if name and re.match(rf"\"?{re.escape(name)}\"?\s*[=.]", line):
                return number
        return first
