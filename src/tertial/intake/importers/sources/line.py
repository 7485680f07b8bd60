"""A line of a document with what its place on the page tells: gaps, page starts, cells, headings."""

import re
import unicodedata
from dataclasses import dataclass

# What is a bullet in some font or other; the private ones come from Symbol and Wingdings.
BULLETS = "•·▪◦●■○\uf0b7\uf0a7\uf02d\uf0d8\uf0fc\u2043"
SOFT_HYPHEN = "\u00ad"
_BULLET = re.compile(rf"^(?:[{BULLETS}]|\(cid:\d+\)|o(?= )|[–-](?= ))\s*")
_BEFORE_BULLETS = frozenset(f"{BULLETS}(o–-")  # what the pattern can begin with: few lines need it
# what marks a row before its words: a sign of sex, an icon of some font, an asterisk
SIGN = re.compile(r"^[\u2640-\u2642\u26a5-\u26a9\ue000-\uf8ff*]+\s*")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]"
)
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?:?", re.I)
_INNER_SOFT = re.compile(f"{SOFT_HYPHEN}(?! ?$| \\S)")


def announces_contents(text: str) -> bool:
    """The heading of a contents list."""
    return _CONTENTS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. What a kind of file cannot tell keeps its default."""

    text: str
    page: int | None = None
    number: int | None = None
    gap: bool = False  # white space above
    lead: int = 0  # leading blanks, the page's own not counted
    open: bool = False  # ends with a blank: the line was broken at a space and goes on
    starts_page: bool = False
    cells: tuple[str, ...] | None = None  # a row of a real table
    heading: int | None = None  # the level of a heading, where the file says it
    marked: bool = False  # an icon stands before the row

    def on(self, page: int | None) -> "Line":
        """The same line on that page."""
        if page == self.page:
            return self
        rest = (self.gap, self.lead, self.open, self.starts_page, self.cells, self.heading, self.marked)
        return Line(self.text, page, self.number, *rest)

    @property
    def bullet(self) -> str | None:
        """The text after a bullet, or None where there is no bullet."""
        found = _BULLET.match(self.text) if self.text[:1] in _BEFORE_BULLETS else None
        return self.text[found.end() :] if found else None


def clean(text: str) -> str:
    """One form of every character: composed, with plain spaces, without what cannot be seen."""
    return even_blanks(without_unseen(text))


def without_unseen(text: str) -> str:
    """Characters composed, and none that cannot be seen; a whole document at once is fastest."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _UNSEEN.sub("", text)


def even_blanks(text: str) -> str:
    """Every run of blanks as one plain blank, and no soft hyphen but at the end of a line, or of a cell's words."""
    if "  " not in text and text.isprintable():
        return text  # nearly every line: of all blanks only the plain one counts as printable
    text = _SPACES.sub(" ", text)
    return _INNER_SOFT.sub("", text) if SOFT_HYPHEN in text else text


def has_unseen(text: str) -> bool:
    return bool(_UNSEEN.search(text.replace("\ufeff", "")))
