"""The profile's forms and the texts of its letters, checked together with the rest of a city's profile."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import Refused
from tertial.measures.rules.chain import measure_units
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.profile_part import ProfilePart
from tertial.reporting.importers.form_toml import read_form
from tertial.reporting.rules.letters import Texts, check_texts

FORMS, NOTICES = "forms", "notices.toml"


def _look(profile: Profile) -> tuple[str, Sequence[SheetRemark]]:
    paths = sorted((profile.folder / FORMS).glob("*.toml"))
    remarks: list[SheetRemark] = []
    units = measure_units(profile) if paths else {}
    for path in paths:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        remarks += read_form(text, f"{FORMS}/{path.name}", units)[1]
    remarks += _notices(profile.folder / NOTICES)
    return f"{len(paths)} formulär." if paths else "", remarks


def _notices(path: Path) -> list[SheetRemark]:
    if not path.exists():
        return []
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
        check_texts(Texts(data.get("letter", {}), data.get("kinds", {})))
    except Refused as refusal:
        return [SheetRemark(NOTICES, None, None, refusal.text, params=refusal.params)]
    except (tomllib.TOMLDecodeError, AttributeError) as error:
        return [SheetRemark(NOTICES, None, None, f"filen går inte att läsa som TOML ({error}).")]
    return []


PART = ProfilePart("forms", (FORMS, NOTICES), _look)
