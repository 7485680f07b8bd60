"""Text on pages as an extracted PDF shows it: which traps are on, lines, page starts, repeated heads."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Traps:
    """Which of the layout's traps are on."""

    blanks_kept: bool = True  # a line broken at a blank keeps it
    feed: str = "blank"  # how a page start shows: "feed", "blank" or "none"
    furniture: str = "some"  # page heads on "all", "some" or "none" of the pages
    dots: bool = True  # 1.2. instead of 1.2
    contents: bool = True
    capitals: bool = False  # NÄMNDMÅL:
    cells_first: float = 0.5  # how often a row split over pages has its cells on the first of them
    torn_bullets: bool = True  # the last line of a bullet is set apart by an empty line
    cut_words: bool = True  # narrow cells cut words
    page_lines: int = 46
    width: int = 92
    cell_width: int = 70
    wide_head: bool = True  # the head of a table on one line
    soft_hyphens: bool = False
    columns: tuple[str, ...] = ("target", "council", "period")
    white: bool = True  # empty lines between paragraphs and rows
    tabs: bool = False  # cells of a row with tabs between
    cells_at: str = (
        "end"  # cells of a row after its words, or beside the "first" or the "middle" line of them
    )


def traps(seed: int) -> Traps:
    """A mixture of traps by seed."""
    rng = Random(seed * 7 + 1)
    kept = rng.random() < 0.65
    return Traps(
        blanks_kept=kept,
        feed=rng.choice(("blank", "blank", "feed", "none")),
        furniture=rng.choice(("some", "all", "all", "none")),
        dots=rng.random() < 0.6,
        contents=rng.random() < 0.85,
        capitals=rng.random() < 0.3,
        cells_first=rng.random(),
        torn_bullets=kept and rng.random() < 0.7,
        cut_words=rng.random() < 0.7,
        page_lines=rng.randint(36, 58),
        width=rng.choice((84, 92, 98)),
        cell_width=rng.choice((60, 70, 76)),
        wide_head=rng.random() < 0.8,
        soft_hyphens=rng.random() < 0.3,
    )


def wrap(text: str, width: int, soft: bool = False, rng: Random | None = None) -> list[tuple[str, bool]]:
    """Lines and whether each was broken at a blank. A word with a hyphen may be broken after it."""
    out: list[tuple[str, bool]] = []
    line = ""
    for word in text.split(" "):
        if len(line) + 1 + len(word) <= width or not line:
            line = f"{line} {word}" if line else word
            continue
        head, hyphen, tail = word.partition("-")
        if hyphen and head.isalpha() and tail[:1].isalpha() and len(line) + len(head) + 2 <= width:
            out.append((f"{line} {head}-", False))
            line = tail
        elif (
            soft
            and rng
            and len(word) > 11
            and word.isalpha()
            and len(line) + 8 <= width
            and rng.random() < 0.4
        ):
            out.append((f"{line} {word[:6]}\u00ad", False))
            line = word[6:]
        else:
            out.append((line, True))
            line = word
    out.append((line, False))
    return out


class Paper:
    """Lines on pages."""

    def __init__(self, seed: int, chosen: Traps, pages: int) -> None:
        self.traps = chosen
        self.pages = pages
        self.rng = Random(seed)
        self.out: list[str] = []
        self.page = 1
        self.used = 0
        self.fresh = ""  # what the next line carries of a page start
        self.head: list[str] = []  # the head of the table we are in
        self.marks = chosen.feed == "blank"

    def line(self, text: str, open_: bool = False, lead: int = 0) -> None:
        if self.used >= self.traps.page_lines:
            self.turn()
        tail = " " if open_ and self.traps.blanks_kept else ""
        self.out.append(f"{self.fresh}{' ' * lead}{text}{tail}")
        self.fresh = ""
        self.used += 1

    def blank(self) -> None:
        if self.traps.white and not self.fresh and self.out and self.out[-1] != "":
            self.out.append("")

    def turn(self) -> None:
        """A new page: perhaps its head, then what is left of the form feed, then a repeated table head."""
        self.page += 1
        self.used = 0
        kind = self.traps.furniture
        if kind == "all" or (kind == "some" and self.page % 7 in (3, 4)):
            while self.out and self.out[-1] == "":
                self.out.pop()
            feed = "\f" if self.traps.feed == "feed" else ""
            self.out += [
                "",
                "",
                f"{feed}Tjänsteutlåtande",
                f"Sid {self.page} ({self.pages})",
                "",
                "Strandgatan 12",
            ]
            self.out += ["ekstad.example", "", "012-345 67 89", ""]
        else:
            self.fresh = {"feed": "\f", "blank": " ", "none": ""}[self.traps.feed]
            while self.marks and self.out and self.out[-1] == "":
                self.out.pop()
        if self.head:
            for text in self.head:
                self.line(text, lead=1)
            self.blank()

    def wrapped(self, text: str, width: int | None = None, gap: bool = False) -> None:
        if gap:
            self.blank()
        for part, open_ in wrap(text, width or self.traps.width, self.traps.soft_hyphens, self.rng):
            self.line(part, open_)

    def label(self, text: str) -> None:
        self.blank()
        self.line(text.upper() if self.traps.capitals else text)
