"""Writes the icon sprite anew: `python tools/icons.py FOLDER [NAME …]`, FOLDER being lucide-static's icons.

Without names the icons already in the sprite are kept and taken anew; with names those are added. Our own
status symbols (drawn for Tertial, on a 20 grid) are kept as they stand in the file.
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parents[1] / "src/tertial/site/static/img/sprite.svg"
SYMBOL = re.compile(r'<symbol id="((?:i|sy)-[\w-]+)".*?</symbol>', re.DOTALL)
HEAD = (
    "<!-- Icons i-* are Lucide, ISC licence, see LUCIDE-LICENSE.txt; symbols sy-* are Tertial's own. "
    "Written by tools/icons.py -->"
)


def symbol_of(folder: Path, name: str) -> str:
    """One Lucide file as a symbol of the sprite."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(), re.DOTALL)
    if found is None:
        sys.exit(f"{name}.svg in {folder} is not an icon")
    body = re.sub(r" />", "/>", " ".join(found.group(1).split()).replace("> <", "><"))
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{body}</symbol>'


def sprite(symbols: list[str]) -> str:
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', HEAD, *symbols, "</svg>", ""])


def main(folder: Path, names: list[str]) -> None:
    kept = {found.group(1): found.group(0) for found in SYMBOL.finditer(SPRITE.read_text(encoding="utf-8"))}
    icons = sorted({key[2:] for key in kept if key.startswith("i-")} | set(names))
    missing = [name for name in icons if not (folder / f"{name}.svg").is_file()]
    if missing:
        sys.exit(f"Not in {folder}: {', '.join(missing)}")
    own = [drawing for key, drawing in kept.items() if key.startswith("sy-")]
    SPRITE.write_text(sprite([symbol_of(folder, name) for name in icons] + own), encoding="utf-8")
    print(f"{SPRITE.name}: {len(icons)} icons, {len(own)} symbols, {SPRITE.stat().st_size} bytes")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
