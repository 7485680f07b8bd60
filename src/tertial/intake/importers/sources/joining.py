"""Broken lines made whole: which hyphens are real, which words were cut inside, where a blank belongs."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .line import SOFT_HYPHEN, Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE_HYPHEN = re.compile(r"[^\W_]*-?[–]?$")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_SUSPENDED = re.compile(r"(?:och|eller|samt|som|respektive|resp|till|&|/)\b", re.I)
_LEADERS = re.compile(r"\. ?\. ?\.")  # of a contents list: such a line is as wide as its dots are many
_ADDRESS = re.compile(r"https?:\S*[./?&=_-]$")  # a line may end inside a web address
_BROKEN = re.compile(r"[a-zåäö]-$")
DASHES = ("- ", "– ")  # where a line begins
_LONG = 1000  # letters
# words of the family's own cells, known even where the document prints them only in pieces
_FAMILY = (
    *(
        "nämnd",
        "nämnden",
        "styrelse",
        "styrelsen",
        "fullmäktige",
        "fastställs",
        "tertial",
        "personer",
        "livsmedel",
    ),
    *("procentenhet", "procentenheter"),
    *("periodicitet", "startdatum", "slutdatum", "verksamhetsområde", "kostnader", "intäkter", "differens"),
)


class Joiner:
    """Joins the lines of one document by what the document itself shows of its words and line breaks."""

    def __init__(self, lines: Sequence[Line], *, measured: bool = False) -> None:
        words: list[str] = []
        for line in lines:
            for cell in line.cells or (line.text,):
                for part in cell.split("\n"):
                    words += _WORD.findall(part)[1:-1]
        self.cased = Counter(words)  # as they stand inside lines, in capitals or not
        self.known = Counter(_FAMILY)
        for word, count in self.cased.items():
            self.known[word.lower()] += count
        following = sum(1 for a, b in pairwise(lines) if not b.gap and b.text[:1].islower())
        opened = sum(1 for a, b in pairwise(lines) if a.open and not b.gap and b.text[:1].islower())
        # where broken lines end with the blank they were broken at, a line without one was cut inside a word
        self.blanks_kept = following >= 8 and opened >= 0.8 * following
        # of a printed page the ends of lines are measured, and no word of a text is cut without a hyphen
        self.cuts_words = self.blanks_kept and not measured
        lengths = sorted(
            len(line.text) for line in lines if line.cells is None and not _has_leaders(line.text)
        )
        self.width = lengths[int(len(lengths) * 0.97)] if lengths else 80
        broken = sum(
            1 for line in lines if line.text.endswith("-") and not line.open and _BROKEN.search(line.text)
        )
        # a document that says which of its hyphens are soft: the others are the words' own
        self.tells_soft = any(SOFT_HYPHEN in line.text for line in lines)
        self.hyphenates = broken > max(8, len(lines) / 60)

    def is_name(self, word: str) -> bool:
        """Whether the document has the word in capitals inside its lines, and never in small letters."""
        return self.cased[word] > 0 and not self.cased[word.lower()]

    def text(self, lines: Iterable[Line]) -> str:
        """The lines as one text."""
        done: list[str] = []
        whole, last = "", None
        for line in lines:
            if not whole or last is None:
                whole = line.text
            else:
                whole = self._glue(whole, line.text, last.open, across=line.starts_page or line.gap)
            if len(whole) > _LONG:  # only the last words matter for what follows
                kept = whole.rfind(" ") + 1
                done.append(whole[:kept])
                whole = whole[kept:]
            last = line
        return " ".join("".join((*done, whole)).replace(SOFT_HYPHEN, "").split())

    def words(self, parts: Sequence[str]) -> str:
        """The lines of a cell that is known to be one cell."""
        whole = ""
        for part in parts:
            whole = self._glue(whole, part.strip(), open_=False, across=True) if whole else part.strip()
        return " ".join(whole.replace(SOFT_HYPHEN, "").split())

    def goes_on(self, line: Line, following: Line) -> bool:
        """Whether a sentence goes on in the following line."""
        word = following.text.split(" ", 1)[0]
        fits = len(line.text) + 1 + len(word)
        if self.blanks_kept:
            if following.text[:1].isupper() and fits < 0.7 * self.width:
                return False
            torn = following.starts_page and line.text[-1:].isalpha() and fits > 0.85 * self.width
            return (
                line.open
                or torn
                or (following.text[:1].islower() and (not following.gap or following.starts_page))
                or line.text[-1:] in ("-", "–", "/", SOFT_HYPHEN)
            )
        if following.text[:1].islower() or line.text[-1:] in (",", "-", "–", "/", SOFT_HYPHEN):
            return True
        if following.gap:
            return False
        if line.open:
            return True
        if line.text[-1:] in ".!?:":
            return fits > 0.97 * self.width
        return fits > 0.85 * self.width or following.text[:1].isdigit() or following.text[:1] == "("

    def had_room(self, line: Line, following: Line) -> bool:
        """Whether a line ends though the next word would have fitted well: it was not broken to go on."""
        word = following.text.split(" ", 1)[0]
        return not line.open and len(line.text) + 1 + len(word) < 0.8 * self.width

    def has_dash_inside(self, line: Line, following: Line) -> bool:
        """Whether a dash that begins a line stands inside the sentence above, which was broken before it."""
        fits = len(line.text) + 2 + len(following.text[2:].split(" ", 1)[0])
        unfinished = line.open and line.text[-1:] not in ".!?:;" and fits > 0.85 * self.width
        return following.text[:2] in DASHES and unfinished and self.blanks_kept

    def _glue(self, left: str, right: str, open_: bool, across: bool) -> str:
        if left.endswith(SOFT_HYPHEN):
            return left[:-1] + right
        if left.endswith(("-", "–")) and not left.endswith((" -", " –")):
            return self._hyphen(left, right, open_)
        if (left.endswith("/") and not open_) or _ADDRESS.search(left):
            return left + right
        return left + ("" if self._inside_word(left, right, open_, across) else " ") + right

    def _hyphen(self, left: str, right: str, open_: bool) -> str:
        if open_ or _SUSPENDED.match(right):
            return f"{left} {right}"
        head, tail = _BEFORE_HYPHEN.search(_last_word(left)), _FIRST_LETTERS.match(right)
        first = head[0].rstrip("-–").lower() if head else ""
        if not tail or not first or not tail[0].islower() or not left[-2:-1].islower() or self.tells_soft:
            return left + right
        second = tail[0].lower()
        if self.known[first + second]:
            return left[:-1] + right
        if self.known[f"{first}-{second}"]:
            return left + right
        unknown = not self.known[first] and not self.known[second]
        return (left[:-1] if self.hyphenates or unknown else left) + right

    def _inside_word(self, left: str, right: str, open_: bool, across: bool) -> bool:
        if open_ or not right[:1].islower():
            return False
        head, tail = _LAST_LETTERS.search(_last_word(left)), _FIRST_LETTERS.match(right)
        if not head or not tail:
            return False
        whole = (head[0] + tail[0]).lower()
        if self.known[whole] and (not self.known[head[0].lower()] or not self.known[tail[0].lower()]):
            return True
        return self.cuts_words and not across


def _has_leaders(text: str) -> bool:
    return ("..." in text or ". ." in text) and _LEADERS.search(text) is not None


def _last_word(text: str) -> str:
    return text[text.rfind(" ") + 1 :]
