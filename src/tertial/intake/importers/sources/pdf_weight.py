"""How much a PDF unpacks to, weighed before anything is unpacked whole: a small file may hold a very large page.

Streams are inflated piece by piece and thrown away. Pictures are passed over, since nobody unpacks them to read text.
What cannot be weighed this way (locked streams, other packings, drawings inside drawings) is read in a process apart.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .unreadable import UnreadableError

MOST_IN_STREAM = 30_000_000  # a page full of drawn maps has some ten million
MOST_IN_ALL = 600_000_000
MOST_WORDS = 50_000  # times that text is shown in one stream
MOST_PAINTED = 1_000_000  # lines and areas drawn in one stream
_MOST_TIMES = 20  # that one list names the same thing
_WORST = 1032  # bytes that one byte can unpack to
_PIECE = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_OTHER = re.compile(rb"/(?:LZW|LZWDecode|RL|RunLengthDecode|A85|ASCII85Decode|AHx|ASCIIHexDecode|Crypt)\b")
_UNTOLD = re.compile(rb"/(?:Filter|F|Subtype)\s+\d+\s+\d+\s+R|/\w*#[0-9A-Fa-f]{2}")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DRAWING = re.compile(rb"/Subtype\s*/Form\b")
_SHOWN = re.compile(rb"T[jJ]\b")
_PAINTED = re.compile(rb"(?<=[\s\])>])(?:[fFBbSs]\*?|sh|EI)(?=\s)")
_DRAWN = re.compile(rb"/\S+\s+Do\b")
_LIST = re.compile(rb"\[((?:\s*\d+\s+\d+\s+R){%d,}\s*)\]" % _MOST_TIMES)
_REFERENCE = re.compile(rb"\d+\s+\d+\s+R")
_LONGEST_DICTIONARY = 2000
_HEAVY = "PDF-filen packar upp till orimligt mycket data och läses inte. Skriv ut den till PDF på nytt och försök igen."


@dataclass(slots=True)
class _Weight:
    """What the streams unpack to, and what in them cannot be known before it is read."""

    size: int = 0
    unknown: int = 0  # what those that cannot be unpacked here could be at worst
    drawings: int = 0  # times that a drawing is put in
    heaviest: int = 0  # how much there is in the drawing with most in it
    hidden: bool = False

    @property
    def is_known(self) -> bool:
        most = max(MOST_WORDS, MOST_PAINTED)
        return not self.hidden and self.unknown <= MOST_IN_ALL and self.drawings * self.heaviest <= most


def weigh(data: bytes) -> bool:
    """Whether all of it could be weighed; `UnreadableError` where a stream, or all, is more than any document needs."""
    weight = _Weight(hidden=b"/Encrypt" in data or _repeats(data))
    for found in _STREAM.finditer(data):
        if data[found.start() - 3 : found.start()] == b"end":
            continue
        about = data[max(0, found.start() - _LONGEST_DICTIONARY) : found.start()]
        about = about[about.rfind(b"obj") + 1 :]
        if not _PICTURE.search(about):
            _weigh_stream(weight, data, about, found.end())
        if weight.size > MOST_IN_ALL:
            raise UnreadableError(_HEAVY)
    return weight.is_known


def _weigh_stream(weight: _Weight, data: bytes, about: bytes, start: int) -> None:
    end = max(data.find(b"endstream", start), start)
    times = len(_FLATE.findall(about))
    if _OTHER.search(about) or _UNTOLD.search(about):
        weight.unknown += _WORST * (end - start)
        weight.hidden = weight.hidden or _WORST * (end - start) > MOST_IN_STREAM
    pieces: Iterator[bytes] = (data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))
    for _ in range(min(times, 4)):
        pieces = _inflated(pieces)
    size = words = painted = drawn = 0
    for piece in pieces:
        size += len(piece)
        words += len(_SHOWN.findall(piece))
        painted += len(_PAINTED.findall(piece))
        drawn += len(_DRAWN.findall(piece))
        if size > MOST_IN_STREAM or words > MOST_WORDS or painted > MOST_PAINTED:
            raise UnreadableError(_HEAVY)
        weight.hidden = weight.hidden or _repeats(piece)
    weight.size += size
    weight.drawings += drawn
    if _DRAWING.search(about):
        weight.heaviest = max(weight.heaviest, words + painted)
        weight.hidden = weight.hidden or drawn > 0


def _repeats(data: bytes) -> bool:
    """Whether a list names the same thing again and again, as a page may its own contents."""
    return any(
        max(Counter(_REFERENCE.findall(found[1])).values()) > _MOST_TIMES for found in _LIST.finditer(data)
    )


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces unpacked, never more than one at a time; what is broken or encrypted gives nothing."""
    unpack = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest and not unpack.eof:  # what stands after the end is left over for ever
                yield unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
    except zlib.error:
        return
