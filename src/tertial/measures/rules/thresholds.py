"""The city's own rules for lights: the section [lights] of its profile's city.toml, read name by name."""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import N_
from tertial.measures.rules.light import Thresholds

FILE, SECTION = "city.toml", "lights"
NUMBERS = ("partly_percent", "partly_points", "same_percent")
YES_OR_NO = ("improvement_is_partly", "outcome_when_no_forecast")
MOST = 100  # per cent: a larger tolerance would make every light the same


def look_at_thresholds(folder: Path) -> tuple[Thresholds, Sequence[SheetRemark]]:
    """What the profile says of lights, and what is wrong in it. What it does not say is as in `Thresholds`."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8-sig")
        given = tomllib.loads(text, parse_float=Decimal).get(SECTION, {})
    except (OSError, ValueError):  # told where the rest of the file is read
        return Thresholds(), ()
    if not isinstance(given, dict):
        return Thresholds(), [_told(text, "", N_("avsnittet ska skrivas [lights]."))]
    remarks: list[SheetRemark] = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        problem = _problem(name, value)
        if problem:
            severity = Severity.ERROR if name in (*NUMBERS, *YES_OR_NO) else Severity.WARNING
            remarks.append(_told(text, name, problem, severity))
        else:
            values[name] = value if name in YES_OR_NO else Decimal(value)
    return Thresholds(**values), remarks


def _problem(name: str, value: object) -> str:
    if name in YES_OR_NO:
        return "" if isinstance(value, bool) else N_("värdet ska vara true eller false.")
    if name not in NUMBERS:
        return N_("namnet känns inte igen och har ingen verkan.")
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        return N_("värdet ska vara ett tal utan citattecken, med punkt: 2.5.")
    if not 0 <= value <= MOST:
        return N_("värdet ska vara mellan 0 och 100.")
    return ""


def _told(text: str, name: str, message: str, severity: Severity = Severity.ERROR) -> SheetRemark:
    """With the line that the name stands on, below its section's head."""
    here = 0
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[", line):
            here = number if re.match(rf"\s*\[+\s*{SECTION}\s*\]", line) else 0
        elif here and name and re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", line):
            return SheetRemark(FILE, number, name, message, severity)
    return SheetRemark(FILE, None, name or None, message, severity)
