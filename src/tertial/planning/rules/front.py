"""What stands before the goals in a plan: filled in as lines, kept as decision points, appendices and signers."""

import re
from collections.abc import Sequence

from tertial.planning.rules.draft import Appendix, Decision, Signer
from tertial.planning.rules.references import amount_in, appendices_in
from tertial.planning.rules.signatures import signer_of

_NUMBERED = re.compile(r"(?:\d{1,3}[.)]\s+)")
_APPENDIX = re.compile(r"(?:bilaga\s+)?(?P<number>\d{1,3}(?:\.\d{1,2})*)\s*[.:)]?\s+(?P<title>.+)", re.I)


def lines_of(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def points_of(text: str) -> tuple[Decision, ...]:
    """A point on each line, numbered in order; its amount and its appendices are those that it names."""
    said = [_NUMBERED.sub("", line, count=1) if _NUMBERED.match(line) else line for line in lines_of(text)]
    return tuple(
        Decision(number, line, amount_in(line), appendices_in(line)) for number, line in enumerate(said, 1)
    )


def appendices_of(text: str) -> tuple[Appendix, ...]:
    """An appendix on each line, with its number or numbered in order."""
    out: list[Appendix] = []
    for at, line in enumerate(lines_of(text), 1):
        said = _APPENDIX.fullmatch(line)
        out.append(Appendix(said["number"], said["title"]) if said else Appendix(str(at), line))
    return tuple(out)


def signers_of(text: str) -> tuple[Signer, ...]:
    return tuple(map(signer_of, lines_of(text)))


def unlisted(points: Sequence[Decision], appendices: Sequence[Appendix]) -> list[str]:
    """Appendices that a point names and the list does not have."""
    listed = {each.number for each in appendices}
    return list(
        dict.fromkeys(number for point in points for number in point.appendices if number not in listed)
    )


def twice(appendices: Sequence[Appendix]) -> list[str]:
    """Numbers that more than one appendix has."""
    numbers = [each.number for each in appendices]
    return [number for number in dict.fromkeys(numbers) if numbers.count(number) > 1]
