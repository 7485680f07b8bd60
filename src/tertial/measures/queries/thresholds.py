"""The rules for lights as the running service knows them: from the city's profile, read once."""

from functools import cache
from pathlib import Path

from tertial.measures.rules.light import Thresholds
from tertial.measures.rules.thresholds import look_at_thresholds
from tertial.organisation.profile import current_profile


def current_thresholds() -> Thresholds:
    return _read(current_profile().folder)


@cache
def _read(folder: Path) -> Thresholds:
    return look_at_thresholds(folder)[0]
