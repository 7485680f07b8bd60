"""A result folder appears whole or not at all: written beside its place, then swapped in; leftovers are cleared."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tertial.payments.engine.trouble import BadInput, Stopped

FULL = (
    "Disken är full eller går inte att skriva på ({error}). Inget resultat har skrivits; "
    "frigör utrymme och kör igen."
)


@contextmanager
def replacing(out: Path, *, ours: str) -> Iterator[Path]:
    """A folder to fill, which takes the place of `out` if all goes well. `ours` tells an earlier result by its file."""
    out = Path(os.path.abspath(out))  # noqa: PTH100 - resolve() would write through a symbolic link
    _refuse_what_is_not_ours(out, ours)
    half = out.with_name(f".{out.name}.half-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(out)
        half.mkdir()
    except OSError as error:
        raise Stopped(FULL.format(error=error)) from error
    try:
        yield half
        _swap(half, out)
    except OSError as error:
        raise Stopped(FULL.format(error=error)) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _refuse_what_is_not_ours(out: Path, ours: str) -> None:
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} är en fil, inte en mapp. Ange en annan mapp med --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / ours).exists():
        raise BadInput(
            f"Mappen {out} har annat innehåll än ett tidigare resultat (den saknar {ours}) och skulle ersättas helt. "
            "Ange en tom eller ny mapp med --out."
        )


def _swap(half: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.old-{os.getpid()}")
    if out.exists():
        out.rename(old)
    half.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(out: Path) -> None:
    """What a run that was killed left beside: an unfinished folder goes, a replaced one comes back if needed."""
    for left in out.parent.glob(f".{out.name}.*"):
        told = re.fullmatch(re.escape(f".{out.name}.") + r"(half|old)-(\d+)", left.name)
        if told is None or _is_running(int(told[2])):
            continue
        if told[1] == "old" and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
