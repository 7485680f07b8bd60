"""What the city's profile says of forms and letters; what it leaves out, the starting profile says."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tertial.foundation.words import swedish_order
from tertial.organisation.profile import STARTING, current_profile
from tertial.reporting.importers.form_toml import read_form
from tertial.reporting.models import FormVersion
from tertial.reporting.rules.forms import Form
from tertial.reporting.rules.letters import Texts

NOTICES = "notices.toml"
FORMS = "forms"


@cache
def texts() -> Texts:
    return texts_in(current_profile().folder)


def texts_in(folder: Path) -> Texts:
    """The city's own, and those that ship for what it does not say."""
    starting, path = read_texts(STARTING / NOTICES), folder / NOTICES
    own = read_texts(path) if path.exists() else Texts()
    return Texts({**starting.letter, **own.letter}, {**starting.kinds, **own.kinds})


def read_texts(path: Path) -> Texts:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Texts(data.get("letter", {}), data.get("kinds", {}))


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A form that a round can ask with. Without a number it stands in the profile and was never given out."""

    key: str
    title: str
    kind: str
    number: int | None


def form_choices() -> list[FormChoice]:
    """The latest version of each form, and those of the profile that have none."""
    latest: dict[str, FormVersion] = {}
    for each in FormVersion.objects.filter(is_draft=False).defer("document").order_by("number"):
        latest[each.key] = each
    given = [FormChoice(each.key, each.title, each.kind, each.number) for each in latest.values()]
    waiting = [
        FormChoice(form.key, form.title, form.kind.value, None)
        for form in profile_forms()
        if form.key not in latest
    ]
    return sorted([*given, *waiting], key=lambda each: swedish_order(each.title))


def profile_forms() -> list[Form]:
    return forms_in(current_profile().folder)


def forms_in(folder: Path) -> list[Form]:
    """The profile's own forms, and those that ship for the keys that it has none for."""
    found: dict[str, Form] = {}
    for home in (STARTING, folder):
        for path in sorted((home / FORMS).glob("*.toml")):
            form, problems = read_form(path.read_text(encoding="utf-8-sig"), path.name)
            if form is None:
                raise ValueError("; ".join(str(each) for each in problems))
            found[form.key] = form
    return list(found.values())
