"""Answers as the text of a PDF looks when somebody has extracted it, with the traps of such files."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from tertial.reporting.rules.forms import Form

from .truth import Block, Truth


@dataclass(frozen=True)
class Traps:
    """Which traps are on."""

    width: int = 90
    blanks_kept: bool = True
    feed: str = "blank"  # how a page start shows: "feed", "blank" or "none"
    page_lines: int = 44
    misspelt: bool = True
    close: float = 0.7  # how often there is no empty line between a question and its answer
    heading_gaps: bool = True  # an empty line before an inner heading
    page_numbers: bool = True
    mail_broken: bool = True
    moved: bool = True  # the end of an answer stands after the next heading or the last box
    bullet: str = "• "
    markdown: bool = False


def traps(seed: int) -> Traps:
    rng = Random(seed * 13 + 5)
    return Traps(
        width=rng.choice((72, 84, 90, 98)),
        blanks_kept=rng.random() < 0.6,
        feed=rng.choice(("feed", "blank", "blank", "none")),
        page_lines=rng.randint(34, 52),
        misspelt=rng.random() < 0.7,
        close=rng.random(),
        heading_gaps=rng.random() < 0.8,
        page_numbers=rng.random() < 0.5,
        mail_broken=rng.random() < 0.5,
        moved=rng.random() < 0.7,
        bullet=rng.choice(("• ", "- ", "\uf0b7 ", "o ")),
    )


def misspell(text: str, rng: Random) -> str:
    """A letter gone, one too many, or two that changed places, once for every thirty letters."""
    for _ in range(max(1, len(text) // 30)):
        at = rng.randrange(3, len(text) - 3)
        if not text[at : at + 2].isalpha():
            continue
        kind = rng.randrange(3)
        text = {
            0: text[:at] + text[at + 1 :],
            1: text[:at] + text[at] + text[at:],
            2: text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        }[kind]
    return text


class _Writer:
    def __init__(self, traps: Traps, rng: Random) -> None:
        self.traps, self.rng = traps, rng
        self.out: list[str] = []
        self.used, self.page = 0, 1

    def line(self, text: str, goes_on: bool = False) -> bool:
        """Write it; whether it began a new page."""
        turned = self.used >= self.traps.page_lines
        if turned:
            self.turn()
            text = {"feed": "\f", "blank": " ", "none": ""}[self.traps.feed] + text
        self.out.append(text + (" " if self.traps.blanks_kept else ""))
        self.used += 1
        return turned

    def turn(self) -> None:
        while self.out and not self.out[-1].strip():
            self.out.pop()
        if self.traps.page_numbers:
            self.out += ["", f"Sida {self.page} (9)", ""]
        self.page, self.used = self.page + 1, 0

    def gap(self) -> None:
        self.out.append(" " if self.traps.blanks_kept else "")

    def wrapped(self, text: str) -> None:
        if self.traps.markdown:
            self.line(text)
            return
        line = ""
        for word in text.split():
            if line and len(line) + 1 + len(word) > self.traps.width:
                self.line(line, True)
                line = word
            else:
                line = f"{line} {word}" if line else word
        self.line(line)


def as_text(form: Form, truth: Truth, seed: int, chosen: Traps | None = None) -> str:
    """The whole document."""
    chosen = chosen or traps(seed)
    rng = Random(seed * 31 + 7)
    to = _Writer(chosen, rng)
    _front(to, form, truth, rng)
    waiting: list[str] = []  # what stands after the next heading instead
    order = [question.key for _, question in form.questions()]
    moved = _moved(truth, order, rng) if chosen.moved else None
    for section in form.sections:
        if section.title:
            to.gap()
            to.line(f"{'## ' if chosen.markdown else ''}{section.number}. {section.title}")
            to.gap()
        for question in section.questions:
            waiting = _question(
                to, question.text, truth.answers[question.key], question.key == moved, rng, form, waiting
            )
    if waiting:
        to.gap()
        to.gap()
        to.wrapped(waiting[0])
    return "\n".join(to.out) + "\n"


def _moved(truth: Truth, order: list[str], rng: Random) -> str | None:
    """A question whose end is moved past the next, unanswered, one."""
    fit = [
        key
        for key, after in pairwise(order)
        if not truth.answers[after]
        and truth.answers[key]
        and truth.answers[key][-1].kind == "prose"
        and _breaks(truth.answers[key][-1].text)
    ]
    return rng.choice(fit) if fit else None


def _breaks(text: str) -> list[int]:
    """Where a paragraph may be cut: before a word without a capital, after a word nothing ends with."""
    return [
        at
        for at in range(60, len(text))
        if text[at - 1] == " " and text[at].islower() and text[at - 2].isalpha()
    ]


def _question(
    to: _Writer, text: str, blocks: list[Block], moved: bool, rng: Random, form: Form, waiting: list[str]
) -> list[str]:
    to.gap()
    marks = "**" if to.traps.markdown else ""
    to.wrapped(marks + (misspell(text, rng) if to.traps.misspelt and len(text) > 40 else text) + marks)
    if rng.random() > to.traps.close or to.traps.markdown:
        to.gap()
    if not blocks:
        to.line(form.placeholder)
        for said in waiting:
            to.gap()
            to.wrapped(said)
        return []
    rest: list[str] = []
    for at, block in enumerate(blocks):
        if moved and at == len(blocks) - 1:
            place = rng.choice(_breaks(block.text))
            rest = [block.text[place:]]
            block = Block("prose", block.text[: place - 1])
        _block(to, block, first=at == 0)
    return rest


def _block(to: _Writer, block: Block, first: bool) -> None:
    if block.kind in ("heading", "label"):
        if to.traps.heading_gaps and not first:
            to.gap()
        marks = "### " if to.traps.markdown and block.kind == "heading" else ""
        to.line(marks + block.text)
        if to.traps.markdown:
            to.gap()
        return
    if not first and to.rng.random() < 0.6:
        to.gap()
    to.wrapped(block.text)
    for point in block.points:
        to.line(to.traps.bullet + point)
    if to.traps.markdown:
        to.gap()


def _front(to: _Writer, form: Form, truth: Truth, rng: Random) -> None:
    to.line(f"{form.title} tertialrapport 2".upper())
    to.gap()
    to.wrapped(
        "Stadsledningskontoret följer företagsklimatet samlat. Underlaget är ett tillägg till den vanliga "
        "tertialrapporten och gäller uppdragen i budget 2026. Skriv i rutorna (klicka här för att ange text)."
    )
    values = (truth.unit, truth.contact, truth.phone, truth.email)
    for head, value in zip(form.head, values, strict=True):
        to.gap()
        if head.key == "email":
            cut = value.index("@") + rng.choice((1, 12)) if to.traps.mail_broken else len(value)
            to.line(f"{head.label} {value[:cut]}")
            if value[cut:]:
                to.line(value[cut:])
        else:
            to.line(head.label)
            to.gap()
            to.line(value)
    to.gap()
