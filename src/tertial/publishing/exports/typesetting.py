"""Starting Typst for some documents, with a limit to its time; see `typeset.py`."""

import json
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tertial.foundation.words import N_, Refused

PROGRAM = Path(__file__).parent / "typeset.py"
MOST_SECONDS = 300  # the largest document takes a few; what takes longer will not end


class TypstFault(Exception):
    """Typst's own words about what it could not set."""


def typeset(template: str, kind: str, documents: Sequence[Any]) -> list[bytes]:
    """A file for each of the documents' data."""
    asked = json.dumps({"template": template, "format": kind, "documents": documents}, ensure_ascii=False)
    try:
        done = subprocess.run(  # noqa: S603, our own program, and nothing from outside among its arguments
            [sys.executable, "-I", str(PROGRAM)],
            input=asked.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Refused(N_("Dokumentet tog för lång tid att sätta och avbröts. Dela upp det.")) from None
    if done.returncode:
        raise TypstFault(done.stderr.decode("utf-8", "replace") or f"kod {done.returncode}")
    return _parted(done.stdout)


def _parted(out: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(out):
        (length,) = struct.unpack_from(">Q", out, at)
        found.append(out[at + 8 : at + 8 + length])
        at += 8 + length
    return found
