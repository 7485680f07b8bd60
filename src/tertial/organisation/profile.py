"""The city's profile as the running service knows it: read once, from the folder that the operator names."""

import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from tertial.organisation.rules.profile import Profile, look_at_profile

STARTING = Path(__file__).resolve().parent / "profile_template"

KEPT = "profile"  # in the data folder


@cache
def current_profile() -> Profile:
    """The named profile, else the one loaded last; a city that has none yet gets the starting one's words."""
    kept = settings.DATA / KEPT
    folder = Path(settings.PROFILE) if settings.PROFILE else kept if kept.is_dir() else STARTING
    profile, problems = look_at_profile(folder)
    if profile is None:
        raise ValueError("; ".join(str(each) for each in problems))
    return profile


def remember(folder: Path) -> Path:
    """Keep the city's words in the data folder, so that the service finds them; units and people are rows now."""
    kept: Path = settings.DATA / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "city.toml", kept / "city.toml")
    return kept / "city.toml"


def kind_name(kind: str) -> str:
    """What the city calls a kind of unit, in the reader's language."""
    found = {each.key: each.name for each in current_profile().unit_kinds}
    return found[kind].said(get_language() or "sv") if kind in found else kind


def kind_plural(kind: str) -> str:
    """Nämnder: what the city calls several of a kind."""
    found = {each.key: each.plural for each in current_profile().unit_kinds}
    return found[kind].said(get_language() or "sv") if kind in found else kind


def every_kind() -> list[tuple[str, str]]:
    """The kinds of units with what the city calls them, in the reader's language."""
    language = get_language() or "sv"
    return [(each.key, each.name.said(language)) for each in current_profile().unit_kinds]


def kind_choices(parent: str) -> list[tuple[str, str]]:
    """The kinds that may stand under a unit of this kind."""
    return [(kind.key, kind_name(kind.key)) for kind in current_profile().unit_kinds if parent in kind.under]
