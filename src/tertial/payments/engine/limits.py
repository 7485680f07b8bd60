"""The limits of a run: each rule's own, or what a city has set otherwise in a file."""

import json
import tomllib
from pathlib import Path
from typing import Any

from tertial.payments.engine.declaration import Rule, all_rules
from tertial.payments.engine.trouble import BadInput

Limits = dict[str, dict[str, int]]


def own_limits(rules: list[Rule]) -> Limits:
    return {rule.code: {name: each.value for name, each in rule.parameters.items()} for rule in rules}


def limits_from(file: Path | None, rules: list[Rule]) -> Limits:
    """The limits of these rules with the file's changes: a table per rule, in TOML or JSON."""
    limits = own_limits(rules)
    if file is None:
        return limits
    for code, changes in _read(file).items():
        _refuse_unknown(code, changes, file)
        if code in limits:
            limits[code].update(changes)
    return limits


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text("utf-8-sig")
        told = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise BadInput(f"Parameterfilen {file} går inte att läsa: {error.strerror}.") from error
    except ValueError as error:
        raise BadInput(f"Parameterfilen {file} är inte riktig TOML eller JSON: {error}.") from error
    if not isinstance(told, dict):
        raise BadInput(f"Parameterfilen {file} ska ha en tabell per regel, till exempel [R1].")
    return told


def _refuse_unknown(code: str, changes: Any, file: Path) -> None:
    rule = all_rules().get(code)
    if rule is None:
        raise BadInput(f"Parameterfilen {file}: regeln {code} finns inte.")
    if not isinstance(changes, dict):
        raise BadInput(
            f"Parameterfilen {file}: {code} ska vara en tabell, till exempel [{code}] och percent = 102."
        )
    for name, value in changes.items():
        if name not in rule.parameters:
            known = ", ".join(rule.parameters) or "inga"
            raise BadInput(
                f"Parameterfilen {file}: {code} har ingen parameter {name}. De som finns: {known}."
            )
        if type(value) is not int or abs(value) > 1_000_000_000:
            raise BadInput(f"Parameterfilen {file}: {code}.{name} ska vara ett heltal, inte {value!r}.")


def as_file(rules: list[Rule]) -> str:
    """A parameter file with every rule's own limits, ready to change."""
    parts = []
    for rule in rules:
        if rule.parameters:
            listed = "\n".join(
                f"{name} = {each.value}  # {each.about}" for name, each in rule.parameters.items()
            )
            parts.append(f"# {rule.title}\n[{rule.code}]\n{listed}\n")
    return "\n".join(parts)
