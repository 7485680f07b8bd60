"""Every letter printable: what no font of ours has becomes a sign that says so, instead of a document that fails."""

from functools import lru_cache
from pathlib import Path
from typing import Any

MISSING = "\ufffd"


def readable(data: Any) -> Any:
    """The same data with every string printable."""
    if isinstance(data, str):
        return _text(data)
    if isinstance(data, dict):
        return {key: value if key == "data" else readable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [readable(each) for each in data]
    return data


def _text(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(map(_letter, text))


def _letter(letter: str) -> str:
    return letter
