"""An answer of a themed follow-up as it is read: its text, the dated updates in it, its passages, and what is new.

An update stands in the answer's own text, under a line that says when it is from:

    Uppdatering T2

    Två företag till har flyttat in.

It goes on until the next such line or the next inner heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.words import N_
from tertial.reporting.rules.filled import Filled, Update
from tertial.reporting.rules.typed import word_count

UPDATE = "Uppdatering"
_LABEL = re.compile(
    r"(?:#{1,6}\s+|\*\*)?(?P<label>(?:uppdatering|komplettering|tillägg)\s+"
    r"(?:[th]\s?[1-4]|tertial\s?[1-4]|vb|helår|20\d\d(?:-\d\d-\d\d)?)(?:\s+20\d\d)?)\s*:?(?:\*\*)?",
    re.I,
)
_HEADING = re.compile(r"(?:#{1,6}\s+(?P<hash>\S.*?)|\*\*(?P<bold>[^*]+?):?\*\*|(?P<bare>[^\W\d_a-zåäö].*))")
_ENDS = re.compile(r"[.,;:!?…”\"]$")
_LETTERS, _WORDS = 60, 9
_BULLET = re.compile(r"(?:[-*•]|\d+[.)])\s")


class Standing(StrEnum):
    """How an answer stands to what the same board answered the time before."""

    EMPTY = "empty"
    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    CHANGED = "changed"


STANDING_WORDS = {
    Standing.EMPTY: N_("Inget svar"),
    Standing.NEW: N_("Nytt svar"),
    Standing.SAME: N_("Samma som förra gången"),
    Standing.UPDATED: N_("Uppdaterat"),
    Standing.CHANGED: N_("Ändrat"),
}


class Place(StrEnum):
    HEADING = "heading"
    BODY = "body"
    LABEL = "label"
    ADDITION = "addition"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, heading or label; `label` is the update that it belongs to, `under` its inner heading."""

    place: Place
    text: str
    label: str = ""
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be taken along: a paragraph or a list, with where it stood."""

    number: int
    text: str
    label: str = ""
    under: str | None = None


def label_for(period: Period, before: str = "") -> str:
    """As people write it: Uppdatering T2. When the text of before has one of the same name, with its year too."""
    short = period.code[4:] if period.kind in (PeriodKind.TERTIAL, PeriodKind.HALF_YEAR) else period.code
    label = f"{UPDATE} {short}"
    taken = {each.label for each in updates(before)}
    return f"{UPDATE} {period.label()}" if label in taken and short != period.code else label


def is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text.strip()))


def blocks(text: str) -> list[Block]:
    """The answer in reading order."""
    found: list[Block] = []
    label, under = "", None
    parts = list(_paragraphs(text))
    for at, part in enumerate(parts):
        said = _LABEL.fullmatch(part)
        if said:
            label = _plain(said["label"])
            found.append(Block(Place.LABEL, label, label, under))
        elif heading := _heading(part, parts[at + 1 :]):
            label, under = "", heading
            found.append(Block(Place.HEADING, heading, "", heading))
        else:
            found.append(Block(Place.ADDITION if label else Place.BODY, part, label, under))
    return found


def _paragraphs(text: str) -> Iterator[str]:
    """Split at empty lines, and around labels and headings that stand on a line of their own."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines: list[str] = []
        for line in part.split("\n"):
            if _LABEL.fullmatch(line.strip()) or line.lstrip().startswith("#"):
                if lines:
                    yield "\n".join(lines).strip()
                lines = []
                yield line.strip()
            else:
                lines.append(line)
        if any(line.strip() for line in lines):
            yield "\n".join(lines).strip()


def _plain(label: str) -> str:
    words = " ".join(label.split())
    return words[:1].upper() + words[1:]


def _heading(part: str, after: Sequence[str]) -> str | None:
    """A short line without an end that something stands under."""
    found = _HEADING.fullmatch(part)
    if not found or "\n" in part or not after:
        return None
    if said := found["hash"] or found["bold"]:
        return said.strip()
    bare = part.strip()
    if len(bare) > _LETTERS or len(bare.split()) > _WORDS or _ENDS.search(bare) or _BULLET.match(bare):
        return None
    return None if bare.startswith("|") else bare


def updates(text: str) -> list[Update]:
    """The dated updates, each as one text."""
    found: list[Update] = []
    for block in blocks(text):
        if block.place is Place.LABEL:
            found.append(Update(block.label, block.under, ""))
        elif block.place is Place.ADDITION:
            last = found[-1]
            joined = f"{last.text}\n\n{block.text}".strip()
            found[-1] = Update(last.label, last.under, joined)
    return [each for each in found if each.text]


def body(text: str) -> str:
    """The answer with its inner headings, without the updates."""
    return "\n\n".join(each.text for each in blocks(text) if each.place in (Place.BODY, Place.HEADING))


def passages(text: str) -> list[Passage]:
    """Numbered as they stand."""
    kept = [each for each in blocks(text) if each.place in (Place.BODY, Place.ADDITION)]
    return [Passage(number, each.text, each.label, each.under) for number, each in enumerate(kept, 1)]


def update_in(text: str, before: str, label: str) -> str | None:
    """What somebody has added to the words of before under this label; none when the words are otherwise changed."""
    if not text.strip():
        return ""
    head = before.strip()
    if not text.strip().startswith(head):
        return None
    rest = text.strip()[len(head) :].strip()
    if not rest:
        return ""
    first, _, more = rest.partition("\n")
    found = _LABEL.fullmatch(first.strip())
    return more.strip() if found and _plain(found["label"]) == label else None


def with_update(before: str, label: str, addition: str) -> str:
    """The words of before with an update after them; without an addition there is no answer yet."""
    words = addition.strip()
    return f"{before.strip()}\n\n{label}\n\n{words}" if words else ""


def standing(text: str, before: str | None, *, is_same: bool = False) -> Standing:
    """Spaces and line ends alone are no change."""
    if is_same and before:
        return Standing.SAME
    if not text.split():
        return Standing.EMPTY
    if not before or not before.split():
        return Standing.NEW
    if text.split() == before.split():
        return Standing.SAME
    if body(text).split() == body(before).split() and added(text, before):
        return Standing.UPDATED
    return Standing.CHANGED


def added(text: str, before: str) -> list[Update]:
    """Updates that did not stand there before."""
    known = {(each.label, *each.text.split()) for each in updates(before)}
    return [each for each in updates(text) if (each.label, *each.text.split()) not in known]


def as_answer(filled: Filled) -> str:
    """A filled answer as the one text it is kept as: each update after what stands under the same inner heading."""
    left = list(filled.updates)
    out: list[str] = []
    under: str | None = None
    for block in blocks(filled.text or ""):
        if block.place is Place.HEADING:
            out += _taken(left, under)
            under = block.under
            out.append(f"## {block.text}")
        else:
            out.append(block.text)
    out += _taken(left, under)
    out += [line for each in left for line in (each.label, each.text)]
    return "\n\n".join(out)


def _taken(left: list[Update], under: str | None) -> list[str]:
    here = [each for each in left if each.under == under]
    for each in here:
        left.remove(each)
    return [line for each in here for line in (each.label, each.text)]


def words_in(text: str) -> int:
    """Without labels: how much somebody wrote."""
    return sum(word_count(each.text) for each in blocks(text) if each.place is not Place.LABEL)
