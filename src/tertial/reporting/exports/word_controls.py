"""The boxes of a Word form as content controls, and text as Word's paragraphs."""

import re
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tertial.reporting.rules.paper import Para, paragraphs

BULLETS = 1  # the number of the list that bullets belong to
_TICK, _BARE = "☒", "☐"
_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def control(name: str, said: str, inner: str, *, kind: str = "", empty: bool = False, style: str = "") -> str:
    """A box that can be filled in and not taken away. `empty`: what stands in it is its own invitation."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    alias = quoteattr(called(said))
    showing = "<w:showingPlcHdr/>" if empty else ""
    number = zlib.crc32(name.encode()) & 0x3FFFFFFF  # the same box is the same number, every time
    return (
        f"<w:sdt><w:sdtPr>{look}<w:alias w:val={alias}/><w:tag w:val={quoteattr(name)}/>"
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>{showing}{kind}'
        f"</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def called(said: str) -> str:
    """What a box can be called: Word has room for so much."""
    return _NOT_IN_XML.sub("", said)[:64]


def written(name: str, said: str, text: str, invitation: str) -> str:
    """A box for prose, as many paragraphs and bullets as one likes."""
    paras = paragraphs(text)
    inner = "".join(map(_para, paras)) or paragraph("", "TertialAnswer", inviting(invitation))
    if paras and "\n" in paras[0].text:  # LibreOffice loses line breaks in a box's first paragraph
        inner = paragraph("", "TertialThin") + inner
    return control(name, said, inner, empty=not paras)


def lined(name: str, said: str, text: str, invitation: str) -> str:
    """A box for one line, inside a paragraph."""
    inner = run(text) if text else inviting(invitation)
    return control(name, said, inner, kind="<w:text/>", empty=not text)


def chosen(name: str, said: str, text: str, invitation: str, choices: Sequence[tuple[str, str]]) -> str:
    """A box with words to choose from."""
    rows = "".join(
        f"<w:listItem w:displayText={quoteattr(words)} w:value={quoteattr(key)}/>" for key, words in choices
    )
    inner = run(text) if text else inviting(invitation)
    kind = f"<w:dropDownList>{rows}</w:dropDownList>"
    return control(name, said, inner, kind=kind, empty=not text)


def tick(name: str, said: str, is_on: bool = False) -> str:
    """A box to tick."""
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(is_on)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    sign = run(
        _TICK if is_on else _BARE,
        '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>',
    )
    return control(name, said, sign, kind=kind)


def inviting(text: str) -> str:
    return run(text, '<w:rStyle w:val="PlaceholderText"/>')


def _para(para: Para) -> str:
    if para.level is None:
        return paragraph(para.text, "TertialAnswer")
    listed = f'<w:numPr><w:ilvl w:val="{para.level}"/><w:numId w:val="{BULLETS}"/></w:numPr>'
    return paragraph(para.text, "ListBullet", more=listed)


def paragraph(text: str, style: str, runs: str = "", *, more: str = "") -> str:
    inner = run(text) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}{runs}</w:p>'


def run(text: str, look: str = "") -> str:
    """Words in one piece; a line break is its own mark."""
    sound = _NOT_IN_XML.sub("", text).split("\n")
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in sound]
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:br/>'.join(lines)}</w:r>"
