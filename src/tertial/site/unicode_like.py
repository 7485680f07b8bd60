"""SQLite compares only a–z without regard to case; å, ä and ö shall be found as well as on PostgreSQL."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def teach(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Every new connection to SQLite gets a LIKE that knows all letters."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern: object, value: object, escape: str = "") -> bool | None:
    """As LIKE in SQL: `%` is any text and `_` any letter."""
    if pattern is None or value is None:
        return None
    text, wanted = str(value).casefold(), _read(str(pattern), escape)
    return wanted in text if isinstance(wanted, str) else wanted.fullmatch(text) is not None


@lru_cache(maxsize=256)
def _read(pattern: str, escape: str) -> str | re.Pattern[str]:
    """`%word%`, what searches ask for, is only a word; anything else is an expression."""
    steps = re.findall(rf"{re.escape(escape)}.|." if escape else ".", pattern.casefold(), re.S)
    signs = {"%": ".*", "_": "."}
    words = [each[-1] if len(each) > 1 else signs.get(each, "") or each for each in steps]
    plain = [len(each) > 1 or each not in signs for each in steps]
    if len(steps) > 1 and steps[0] == steps[-1] == "%" and all(plain[1:-1]):
        return "".join(words[1:-1])
    return re.compile("".join(re.escape(w) if p else w for w, p in zip(words, plain, strict=True)), re.S)
