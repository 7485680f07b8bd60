"""Writes the parts of the documentation that follow from the code, so that neither can say anything else.

`.venv/bin/python tools/generated.py` writes docs/roles.md, docs/rapportens-lagen.md, the table of settings in
docs/operator.md and the tables of columns in docs/anvandare/filer.md. `--check` changes nothing: it names what is out
of date and exits 1.
A page marks the place with a comment `<!-- skrivs av tools/generated.py: NAMN -->` and its end with `<!-- slut -->`.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tertial.foundation.importer import all_importers
from tertial.organisation.roles import EVERYWHERE, PERMITS, ROLES
from tertial.reporting.rules.states import MOVES, STATE_WORDS, STEP_WORDS, diagram
from tertial.site.environment import VARIABLES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PLACE = re.compile(
    r"(?P<head><!-- skrivs av tools/generated\.py: (?P<name>[\w-]+) -->\n).*?(?P<end><!-- slut -->)",
    re.DOTALL,
)


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heads)
    return row(*names) + row(*("---" for _ in names)) + "".join(row(*each) for each in rows)


def settings_table() -> str:
    rows = ((f"`{v.name}`", f"`{v.default}`" if v.default else "–", v.explanation) for v in VARIABLES)
    return table(("Variabel", "Om den inte sätts", "Vad den gör"), rows)


def columns_table(code: str) -> str:
    rows = (
        (each.title, "ja" if each.needed else "nej", ", ".join([each.code, *each.also]))
        for each in all_importers()[code].columns
    )
    return table(("Kolumn", "Måste finnas", "Känns också igen som"), rows)


def role_pages() -> str:
    """Each role as the service's own page shows it."""
    parts = []
    for role in ROLES.values():
        everywhere = " Gäller i hela staden, var rollen än ges." if role.key in EVERYWHERE else ""
        permits = [f"- {PERMITS[each]}\n" for each in PERMITS if each in role.permits]
        may = "Får:\n\n" + "".join(permits) if permits else "Får inget utöver att läsa.\n"
        parts.append(f"## {role.name} (`{role.key}`)\n\n{role.sentence}{everywhere}\n\n{may}")
    return "\n".join(parts)


def role_matrix() -> str:
    rows = (
        (PERMITS[each], *("ja" if each in role.permits else "" for role in ROLES.values()))
        for each in PERMITS
    )
    return table(("Vad", *(role.name for role in ROLES.values())), rows)


def state_diagram() -> str:
    return f"```mermaid\n{diagram()}\n```\n"


def state_table() -> str:
    """Every step as the code has it: from where to where, who may, and if a reason is written."""
    rows = (
        (
            STATE_WORDS[each.origin],
            STEP_WORDS[each.step],
            STATE_WORDS[each.to],
            PERMITS[each.permission],
            "ja" if each.needs_reason else "nej",
            "hela rapporten" if each.whole else "varje del",
        )
        for each in MOVES
    )
    return table(("Läge", "Steg", "Blir", "Den som får", "Skäl", "Gäller"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "inställningar": settings_table,
    "roller": role_pages,
    "rollmatris": role_matrix,
    "rapportens-lägen": state_diagram,
    "rapportens-steg": state_table,
    **{f"kolumner-{code}": lambda code=code: columns_table(code) for code in ("units", "people", "roles")},
}
PAGES = ("roles.md", "operator.md", "anvandare/filer.md", "rapportens-lagen.md")


def renewed(text: str) -> str:
    """The page with every marked part written anew."""
    return PLACE.sub(lambda found: f"{found['head']}\n{PARTS[found['name']]()}\n{found['end']}", text)


def main() -> None:
    old = []
    for page in (DOCS / name for name in PAGES):
        text = page.read_text(encoding="utf-8")
        if renewed(text) == text:
            continue
        old.append(page.relative_to(ROOT).as_posix())
        if "--check" not in sys.argv:
            page.write_text(renewed(text), encoding="utf-8")
    if old and "--check" in sys.argv:
        sys.exit(f"Inte aktuellt: {', '.join(old)}. Kör: .venv/bin/python tools/generated.py")
    for name in old:
        print(f"{name} är skriven på nytt.")


if __name__ == "__main__":
    main()
