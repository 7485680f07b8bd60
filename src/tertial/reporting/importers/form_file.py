"""A form from a file: our TOML, or `tertial.form-definition/1` as JSON."""

import json

from tertial.intake.importers.sources.text import decode
from tertial.reporting.importers.form_toml import read_form
from tertial.reporting.rules.form_json import FormRefused, from_json
from tertial.reporting.rules.forms import Form


def form_in(data: bytes, name: str) -> tuple[Form | None, list[str]]:
    """The form, or what is wrong with it in sentences."""
    text, _ = decode(data)
    if not text.lstrip().startswith("{"):
        form, problems = read_form(text, name)
        return form, [str(problem) for problem in problems]
    try:
        form = from_json(json.loads(text))
    except FormRefused as error:
        return None, [f"{name}: {error}"]
    except (ValueError, RecursionError) as error:
        return None, [f"{name}: Filen är inte JSON ({error})."]
    if not any(form.questions()):
        return None, [f"{name}: Formuläret har inga frågor."]
    return form, []
