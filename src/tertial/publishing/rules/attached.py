"""Pictures that people have attached: shown where they can be, else a word about why not."""

import re
from collections.abc import Callable

from tertial.publishing.rules.document import Block, Note, Photo, words

MOST_BYTES = 10_000_000  # a larger picture is for a screen or a wall, not for a document
MOST_SIDE = 12_000  # dots; a small file can hold a picture that no machine unpacks
_PICTURE = re.compile(r".*\.(?:png|jpe?g)", re.I)


def shown(name: str, sha256: str, kept: Callable[[str], bytes | None]) -> Block | None:
    """The picture, or a note; nothing for other files, which are not even opened."""
    if not _PICTURE.fullmatch(name):
        return None
    data = kept(sha256)
    if data is None:
        return Note(words(f"Bilden {name} finns inte kvar och visas inte."))
    if len(data) > MOST_BYTES:
        size = round(len(data) / 1_000_000)
        return Note(
            words(f"Bilden {name} är för stor för att visas här ({size} MB). Den ligger bland bilagorna.")
        )
    kind, sides = kind_of(data), sides_of(data)
    if not kind or sides is None:
        return Note(words(f"Bilden {name} går inte att visa. Den ligger bland bilagorna."))
    if max(sides) > MOST_SIDE:
        return Note(
            words(f"Bilden {name} har för många bildpunkter för att visas här. Den ligger bland bilagorna.")
        )
    return Photo(data, kind, name, f"Bild: {name}")


def kind_of(data: bytes) -> str:
    """Png or jpeg by what the file holds, whatever it is called."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "jpeg" if data.startswith(b"\xff\xd8\xff") else ""


def sides_of(data: bytes) -> tuple[int, int] | None:
    """Width and height from the picture's own head; nothing where it does not say."""
    if kind_of(data) == "png":
        wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        return (wide, high) if wide and high else None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        code, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            high, wide = (int.from_bytes(data[at + i : at + i + 2], "big") for i in (5, 7))
            return (wide, high) if wide and high else None
        at += 2 + length
    return None
