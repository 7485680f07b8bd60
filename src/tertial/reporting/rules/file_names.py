"""What a file that somebody attaches may be called, and of what kind it may be."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 200  # characters, its ending included
WORDS = {"pdf", "doc", "docx", "odt", "rtf", "txt", "md", "ppt", "pptx", "odp"}
TABLES = {"xls", "xlsx", "ods", "csv"}
PICTURES = {"png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "heic"}
LETTERS = {"msg", "eml"}
TAKEN = WORDS | TABLES | PICTURES | LETTERS
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")  # how what can be run begins


def plain_name(name: str) -> str:
    """The last piece of the path, without what cannot be seen; a long one keeps its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(" " if each.isspace() else each for each in last if _is_seen(each))
    path = PurePosixPath(" ".join(shown.split()).rstrip(". ") or "bilaga")
    return f"{path.stem[: LONGEST - len(path.suffix)]}{path.suffix}"[:LONGEST]


def _is_seen(letter: str) -> bool:
    """Not a mark that turns the reading direction or draws nothing."""
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def is_taken(name: str, content: bytes) -> bool:
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    return ending in TAKEN and not content.startswith(PROGRAMS)
