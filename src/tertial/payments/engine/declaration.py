"""A rule of payment control as its file declares it: the header says what, the SQL below it says how."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tertial.payments.engine.tables import TABLES
from tertial.payments.engine.trouble import BadInput

LINE = ("line_id", "client_id", "provider_id", "service_id", "month", "amount_ore")
VISIT = ("visit_id", "client_id", "provider_id", "service_id", "staff_id", "day")
HEADER = re.compile(r"\s*/\*\n(?P<header>.*?)\*/\n(?P<sql>.*)", re.DOTALL)
READS = re.compile(r"\b(?:from|join)\s+([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A limit that a city may set otherwise; whole numbers only, so that engines cannot disagree."""

    value: int
    about: str


@dataclass(frozen=True, slots=True)
class Example:
    """Small tables as text, the limits that differ, and the hits that the rule must give on them: no more, no fewer."""

    about: str
    tables: dict[str, str]
    parameters: dict[str, int]
    hits: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A table that several rules stand on."""

    name: str
    title: str
    explanation: str
    sql: str


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    title: str
    explanation: str
    version: str
    on: bool
    fills: tuple[str, ...]
    reason: str
    parameters: dict[str, Parameter]
    examples: tuple[Example, ...]
    sql: str

    @property
    def number(self) -> int:
        """Rules are run and shown in the order R1, R2 … R10."""
        return int(re.sub(r"\D", "", self.code))


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule in `checks/`, by code. A new rule is a new file; no list is edited anywhere."""
    found: dict[str, Rule] = {}
    for file in _sql_files(files("tertial.payments.checks")):
        rule = rule_from(file.read_text("utf-8"), file.name)
        if rule.code in found:
            raise ValueError(f"{rule.code} is declared twice, the second time in {file.name}")
        found[rule.code] = rule
    return dict(sorted(found.items(), key=lambda item: item[1].number))


@cache
def all_shared() -> dict[str, Shared]:
    found = {}
    for file in _sql_files(files("tertial.payments.checks") / "shared"):
        header, sql = _parts(file.read_text("utf-8"), file.name)
        name = file.name.removesuffix(".sql")
        found[name] = Shared(name, header["title"], header["explanation"], sql)
    return found


def rule_from(text: str, name: str) -> Rule:
    """The rule that a file's text declares; a header that lacks something is a fault of the file."""
    header, sql = _parts(text, name)
    fills = header["fills"]
    return Rule(
        code=header["code"],
        title=header["title"],
        explanation=header["explanation"].strip(),
        version=f"{header['version']}-{sha256(text.encode()).hexdigest()[:12]}",
        on=header.get("on", True),
        fills={"line": LINE, "visit": VISIT}[fills] if isinstance(fills, str) else tuple(fills),
        reason=header["reason"],
        parameters={key: Parameter(**each) for key, each in header.get("parameters", {}).items()},
        examples=tuple(_example(each) for each in header["example"]),
        sql=sql,
    )


def chosen(codes: str | None) -> list[Rule]:
    """The rules that `R1,R7` names; without names those that are on, and `alla` is every one."""
    rules = all_rules()
    if codes is None:
        return [rule for rule in rules.values() if rule.on]
    if codes.strip().casefold() in ("alla", "all"):
        return list(rules.values())
    asked = {code.strip().upper() for code in codes.split(",") if code.strip()}
    unknown = sorted(asked - set(rules))
    if unknown or not asked:
        raise BadInput(f"Okänd regel: {', '.join(unknown) or codes!r}. De som finns: {', '.join(rules)}.")
    return [rule for rule in rules.values() if rule.code in asked]


def shared_for(rules: list[Rule]) -> list[Shared]:
    """The shared tables that these rules read, each once."""
    asked = {name for rule in rules for name in READS.findall(rule.sql)}
    return [shared for name, shared in all_shared().items() if name in asked]


def tables_for(rules: list[Rule]) -> list[str]:
    """The tables of the delivery that these rules read, by themselves or through a shared table."""
    texts = [rule.sql for rule in rules] + [shared.sql for shared in shared_for(rules)]
    asked = {name for text in texts for name in READS.findall(text)}
    return [name for name in TABLES if name in asked]


def _sql_files(folder: Traversable) -> list[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )


def _parts(text: str, name: str) -> tuple[dict[str, Any], str]:
    parts = HEADER.fullmatch(text)
    if parts is None:
        raise ValueError(f"{name} must begin with a comment /* … */ that holds the header")
    return tomllib.loads(parts["header"]), parts["sql"].strip()


def _example(header: dict[str, str]) -> Example:
    pairs = (pair.split("=") for pair in header.get("parameters", "").split())
    return Example(
        about=header["about"],
        tables={name: header[name] for name in TABLES if name in header},
        parameters={key: int(value) for key, value in pairs},
        hits=header.get("hits", ""),
    )
