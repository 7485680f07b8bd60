"""What an expected result tells of a measure: its name, its decimals; and which way a direction points."""

import re

from tertial.measures.rules.target import Way

_ASIDE = re.compile(r"\s*,?\s*\((?:utfall|prognos|mål|målvärde)[^)]*\)", re.I)
_LEVEL = re.compile(
    r"\s+(?:uppgår|ska uppgå|är|ska vara)\s+(?:till\s+)?(?:(?:minst|lägst|högst|max(?:imalt)?|till)\s+)*[\d ,.]+.*$",
    re.I,
)
_WAYS = {
    "öka": Way.UP,
    "höj": Way.UP,
    "minsk": Way.DOWN,
    "sänk": Way.DOWN,
    "oförändra": Way.SAME,
    "bibehåll": Way.SAME,
}


def measure_name(text: str) -> str:
    """Andel nöjda uppgår till minst 73 procent (utfall 2019: 49 procent). → Andel nöjda"""
    without = _ASIDE.sub("", text).strip().rstrip(".").strip()
    return _LEVEL.sub("", without).strip() or without


def decimals_of(text: str) -> int:
    """How many decimals are written: 2,7 % has one. A final zero of a whole number is none."""
    found = re.search(r"\d[.,](\d+)", text)
    return min(len(found[1]), 4) if found and found[1] != "0" else 0


def way_of(text: str) -> str:
    """Öka → up; what is not understood keeps its words and has no way."""
    said = text.casefold()
    return next((way.value for begin, way in _WAYS.items() if begin in said), "")
