"""Which rows somebody saw, and which version of each, in few words: a page with thousands of rows carries them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

_RUN = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?\.([0-9]{1,9})")


def as_seen(versions: Mapping[int, int]) -> str:
    """Rows that follow on each other with the same version are one run: `12-40.1 43.2`."""
    runs: list[tuple[int, int, int]] = []
    for key, version in sorted(versions.items()):
        if runs and (runs[-1][1] + 1, runs[-1][2]) == (key, version):
            runs[-1] = (runs[-1][0], key, version)
        else:
            runs.append((key, key, version))
    return " ".join(
        f"{first}.{version}" if first == last else f"{first}-{last}.{version}"
        for first, last, version in runs
    )


def seen_among(said: str, keys: Iterable[int]) -> dict[int, int]:
    """Those of the keys that were seen, by version. Our own pages never say more runs than there are rows."""
    there = sorted(keys)
    seen: dict[int, int] = {}
    for run in said.split()[: len(there)]:
        if found := _RUN.fullmatch(run):
            first, last = int(found[1]), int(found[2] or found[1])
            within = there[bisect_left(there, first) : bisect_right(there, last)]
            seen |= dict.fromkeys(within, int(found[3]))
    return seen
