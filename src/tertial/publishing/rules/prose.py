"""Prose that people have written in reports, as blocks of a document: paragraphs, lists, tables, links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from tertial.foundation.prose import parsed
from tertial.publishing.rules.document import (
    Block,
    Column,
    Item,
    Listing,
    Mark,
    Paragraph,
    Row,
    Style,
    Table,
    TableKind,
    Text,
    Words,
    plain,
)

DEEPEST = 12  # what stands deeper in a pasted list is on the deepest level
_MARKS = {"strong_open": Mark.STRONG, "em_open": Mark.EMPHASIS}
_SAFE = ("https://", "http://", "mailto:")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Nothing of the text is lost, whatever marks stand in it."""
    return tuple(_Reading(parsed(text)).blocks())


@dataclass
class _Reading:
    tokens: Sequence[Token]
    at: int = 0

    def blocks(self, end: str = "") -> Iterator[Block]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            match token.type:
                case "inline":
                    yield from _lines(_words(token))
                case "heading_open":
                    words = _words(self.tokens[self.at])
                    self.at += 1
                    yield Paragraph(words, Style.SUBTITLE)
                case "bullet_list_open" | "ordered_list_open":
                    ordered = token.type.startswith("ordered")
                    yield Listing(tuple(self.items(token.type.replace("open", "close"), 1)), ordered)
                case "table_open":
                    yield self.table()

    def items(self, end: str, depth: int) -> Iterator[Item]:
        """The items of a list; those too deep follow the one they stand under."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            if token.type == "list_item_open":
                item, after = self.item(depth)
                yield item
                yield from after

    def item(self, depth: int) -> tuple[Item, list[Item]]:
        words: Words = ()
        below: list[Item] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "list_item_close":
                break
            if token.type == "inline":
                words = (*words, *((Text("\n"),) if words else ()), *_words(token))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                below += self.items(token.type.replace("open", "close"), depth + 1)
        deep = depth >= DEEPEST
        return Item(words, () if deep else tuple(below)), below if deep else []

    def table(self) -> Table:
        rows: list[list[Words]] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_words(token))
        head = [plain(cell) or f"Kolumn {at}" for at, cell in enumerate(rows[0], 1)]
        return Table(
            TableKind.WORDS,
            f"Tabell: {', '.join(head)}",
            tuple(Column(title) for title in head),
            tuple(Row(tuple(cells)) for cells in rows[1:]),
        )


def _words(token: Token) -> Words:
    out: list[Text] = []
    marks: list[Mark] = []
    link = ""
    for child in token.children or []:
        if child.type in _MARKS:
            marks.append(_MARKS[child.type])
        elif child.type in ("strong_close", "em_close"):
            marks.pop()
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
            link = address if address.startswith(_SAFE) else ""
        elif child.type == "link_close":
            link = ""
        else:
            said = "\n" if child.type in ("softbreak", "hardbreak") else child.content
            mark = Mark.STRONG if Mark.STRONG in marks else marks[-1] if marks else Mark.PLAIN
            out.append(Text(said, mark, link))
    return _together(each for each in out if each.text)


def _together(parts: Iterator[Text]) -> Words:
    out: list[Text] = []
    for each in parts:
        if out and (out[-1].mark, out[-1].link) == (each.mark, each.link):
            out[-1] = replace(out[-1], text=out[-1].text + each.text)
        else:
            out.append(each)
    return tuple(out)


def _lines(words: Words) -> Iterator[Block]:
    if plain(words).strip():
        yield Paragraph(words)
