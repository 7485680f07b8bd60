"""What a Word file's styles and lists say of a paragraph: heading, contents list, its number or bullet."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_ABOVE = 12  # styles a style is based on
_DIGITS = 9  # of a number that means something
_DEEPEST = 8  # the levels of a list are numbered 0 to 8
_BODY_TEXT = 9  # the outline level of what is no heading
_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def value(node: Any, path: str = "") -> str:
    """The value of an element, or of the one at this path under it; empty where there is none."""
    found = node.find(path) if node is not None and path else node
    return (found.get(f"{W}val") or "") if found is not None else ""


def whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS else otherwise


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered."""

    kind: str
    text: str
    start: int = 1


@dataclass(slots=True)
class Style:
    """What one style says itself; what it does not say stands in the style it is based on."""

    name: str = ""
    above: str = ""
    outline: int | None = None
    number: str = ""
    level: int | None = None


@dataclass(slots=True)
class Lists:
    """The styles and lists of a document, and how far each list has counted."""

    styles: dict[str, Style] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # of every kind of list
    styled: dict[tuple[str, str], int] = field(
        default_factory=dict
    )  # list and style → the style's level there
    kinds: dict[str, str] = field(default_factory=dict)  # which kind of list a list is
    again: dict[tuple[str, int], int] = field(default_factory=dict)  # where a list starts over, and at what
    counts: dict[str, Counter[int]] = field(default_factory=dict)

    def heading(self, style: str) -> int | None:
        """The level of a heading in this style."""
        for each in self._upwards(style):
            if found := re.fullmatch(r"(?:heading|rubrik) ?(\d)", each.name, re.I):
                return int(found[1])
            if each.outline is not None:
                return each.outline + 1 if each.outline < _BODY_TEXT else None
        return None

    def lists_contents(self, style: str) -> bool:
        """Whether the style is that of a line of the contents list."""
        named = self.styles.get(style)
        return named is not None and re.fullmatch(r"(?:toc|innehåll) \d", named.name, re.I) is not None

    def prefix(self, paragraph: Any, style: str) -> str:
        """The bullet or number that Word writes before the paragraph."""
        number, level = self._place(paragraph.find(f"{W}pPr/{W}numPr"), style)
        if number == "bullet":
            return "• "
        kind = self.kinds.get(number, "")
        here = self.levels.get(kind, {}).get(level)
        if here is None or here.kind == "none":
            return ""
        return "• " if here.kind == "bullet" else f"{self._counted(number, kind, level)} "

    def _place(self, own: Any, style: str) -> tuple[str, int]:
        """The list a paragraph stands in, and on which level."""
        number, level = "", None
        for each in self._upwards(style):
            number = number or each.number
            level = each.level if level is None else level
            if not number and re.match(r"list bullet|punktlista", each.name, re.I):
                number = "bullet"
        if own is not None:
            said, at = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            number = value(said) if said is not None else number
            level = whole(value(at)) if at is not None else level
        if level is None:
            level = self.styled.get((self.kinds.get(number, ""), style), 0)
        return number, min(level, _DEEPEST)

    def _upwards(self, style: str) -> list[Style]:
        out: list[Style] = []
        while style in self.styles and len(out) < _MOST_ABOVE:
            out.append(self.styles[style])
            style = out[-1].above
        return out

    def _counted(self, number: str, kind: str, level: int) -> str:
        """The next number of the list, with the levels above it as its text wants them."""
        counts, levels = self.counts.setdefault(kind, Counter()), self.levels[kind]
        start = self.again.pop((number, level), None)
        if start is not None or not counts[level]:
            counts[level] = (levels[level].start if start is None else start) - 1
        counts[level] += 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            numbered = levels.get(at, Level("decimal", ""))
            return _shown(counts[at] or numbered.start, numbered.kind)

        return re.sub(r"%(\d)", shown, levels[level].text)


def _shown(number: int, kind: str) -> str:
    """A number as its kind of list writes it."""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 400:
        said = ""
        for size, letters in _ROMAN:
            said += letters * (number // size)
            number %= size
        return said.upper() if kind == "upperRoman" else said
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def lists_of(styles: Any | None, numbering: Any | None) -> Lists:
    """From the two parts of the file that tell."""
    out = Lists()
    for style in styles.iter(f"{W}style") if styles is not None else ():
        own = style.find(f"{W}pPr/{W}numPr")
        outline, at = style.find(f"{W}pPr/{W}outlineLvl"), style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        out.styles[style.get(f"{W}styleId") or ""] = Style(
            value(style, f"{W}name"),
            value(style, f"{W}basedOn"),
            whole(value(outline), _BODY_TEXT) if outline is not None else None,
            value(own, f"{W}numId") if own is not None else "",
            whole(value(at)) if at is not None else None,
        )
    if numbering is not None:
        _number(numbering, out)
    return out


def _number(root: Any, out: Lists) -> None:
    for abstract in root.iter(f"{W}abstractNum"):
        kind = abstract.get(f"{W}abstractNumId") or ""
        levels = out.levels.setdefault(kind, {})
        for level in abstract.iter(f"{W}lvl"):
            at, text = whole(level.get(f"{W}ilvl")), level.find(f"{W}lvlText")
            levels[at] = Level(
                value(level, f"{W}numFmt") or "decimal",
                value(text) if text is not None else f"%{at + 1}.",
                whole(value(level, f"{W}start"), 1),
            )
            if style := value(level, f"{W}pStyle"):
                out.styled[kind, style] = at
    for listed in root.iter(f"{W}num"):
        number = listed.get(f"{W}numId") or ""
        out.kinds[number] = value(listed, f"{W}abstractNumId")
        for override in listed.iter(f"{W}lvlOverride"):
            if start := value(override, f"{W}startOverride"):
                out.again[number, whole(override.get(f"{W}ilvl"))] = whole(start, 1)
