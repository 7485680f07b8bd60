"""What the city's profile says of forms and letters; what it leaves out, the starting profile says."""

import tomllib
from functools import cache
from pathlib import Path

from tertial.organisation.profile import STARTING, current_profile
from tertial.reporting.importers.form_toml import read_form
from tertial.reporting.rules.forms import Form
from tertial.reporting.rules.letters import Texts

NOTICES = "notices.toml"
FORMS = "forms"


@cache
def texts() -> Texts:
    path = current_profile().folder / NOTICES
    return read_texts(path if path.exists() else STARTING / NOTICES)


def read_texts(path: Path) -> Texts:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Texts(data.get("letter", {}), data.get("kinds", {}))


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
