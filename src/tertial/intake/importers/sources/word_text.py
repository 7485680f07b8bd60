"""The words of a Word paragraph as they are printed: changes taken as accepted, nothing hidden, no field's own code."""

from collections.abc import Callable, Iterator
from typing import Any

from .line import clean
from .word_lists import W, value

_CHANGES = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_GONE = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "sdtPr", "tblPr")
)
_SAID = {f"{W}tab": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}


def text_of(paragraph: Any, turns: Callable[[], None] = lambda: None) -> str:
    """What the paragraph says; `turns` is called wherever Word noted that a page ends."""
    parts: list[str] = []
    _gather(paragraph, parts, turns)
    return clean("".join(parts))


def _gather(node: Any, parts: list[str], turns: Callable[[], None]) -> None:
    for child in node:
        tag = child.tag
        if tag == f"{W}t":
            parts.append(child.text or "")
        elif tag in _SAID:
            parts.append(_SAID[tag])
        elif tag == f"{W}br":
            parts.append(" " if child.get(f"{W}type") != "page" else "")
        elif tag == f"{W}sym":
            parts.append(_symbol(child))
        elif tag == f"{W}lastRenderedPageBreak":
            turns()
        elif _is_choice(child):
            _gather(_chosen(child), parts, turns)
        elif tag not in _GONE and not (tag == f"{W}r" and _hidden(child)):
            _gather(child, parts, turns)


def _symbol(node: Any) -> str:
    """A sign of a font of symbols, as the letter that such fonts have it under."""
    try:
        sign = chr(int(node.get(f"{W}char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= sign <= "\udfff" else sign  # half a sign cannot be written


def _hidden(run: Any) -> bool:
    found = run.find(f"{W}rPr/{W}vanish")
    return found is not None and value(found) not in ("0", "false", "off")


def _is_choice(node: Any) -> bool:
    return str(node.tag).endswith("}AlternateContent")


def _chosen(node: Any) -> Any:
    """The way of showing the same thing that newer programs take."""
    return node[0] if len(node) else node


def boxes(node: Any) -> Iterator[Any]:
    """The text boxes in it, each once: older versions of Word have a copy of their own."""
    for box in node.iter(f"{W}txbxContent"):
        if not any(str(above.tag).endswith("}Fallback") for above in box.iterancestors()):
            yield box


def mark_is_deleted(paragraph: Any) -> bool:
    """Whether the paragraph's end is struck out, so that it goes on in the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def has_changes(root: Any) -> bool:
    """Whether somebody's changes are not yet accepted or refused."""
    return next(root.iter(*_CHANGES), None) is not None


def notes_of(root: Any) -> list[str]:
    """The texts of footnotes or endnotes; the lines over them are notes of another type."""
    out = []
    for note in root:
        if str(note.tag) in (f"{W}footnote", f"{W}endnote") and note.get(f"{W}type") in (None, "normal"):
            text = " ".join(" ".join(text_of(p) for p in note.iter(f"{W}p")).split())
            out += [text] if text else []
    return out
