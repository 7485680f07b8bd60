"""What stands before the plan itself: decisions, contents list, appendices, case number, officer, unit."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line, announces_contents
from tertial.planning.rules.draft import Appendix, Contents, Decision, Head
from tertial.planning.rules.references import amount_in, appendices_in

from .heads import goal_label, numbered
from .paging import contents_line
from .rows import place

_DECISIONS = re.compile(
    r"(?:\S+ ){0,3}förslag till beslut:?|(?:förslag till )?(?:nämndens )?beslut(?:sformulering)?:?", re.I
)
_APPENDIX = re.compile(r"bilaga (\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*(?:[:.–-]\s*|\s)(\S.*)", re.I)
_ITEM = re.compile(r"(\d{1,2})[.)]\s+(\S.*)")
_CASE = re.compile(
    r"(?:dnr|diarienummer|diarienr|ärendenummer)[.:]*\s*((?:[A-ZÅÄÖ]{1,5} ){0,3}\S*\d\S*(?: \d\S*)?)", re.I
)
_NEAR = 9  # lines of a head
_WORDS_BEFORE = 5  # `Ekstads stad Dnr: …`: the city to the left of the case number
_EDITION = re.compile(r"(?:version|utgåva|utkast)\b[^.]{0,80}", re.I)
_NAME = r"[A-ZÅÄÖ][\w-]{0,30}(?: (?:och )?[A-ZÅÄÖ][\w-]{0,30}){0,3}"
_UNIT_NAME = re.compile(rf"\b({_NAME}) stadsdelsnämnd(?:en)?\b")
_BOARD = (
    r"(?:[A-ZÅÄÖ][\w-]{2,30}(?:,? (?:och )?[\w-]{2,30}){0,3}?(?:nämnd(?:en)?|styrelsen?)|Kommunfullmäktige)"
)
_BOARD_NAME = re.compile(rf"((?:[A-ZÅÄÖ][\w'-]+ ){{2,3}})?({_BOARD})")
_UNDER_TITLE = re.compile(r"(?!Version|Utgåva|Utkast|Handläggare|Innehåll|Datum|Dnr)[A-ZÅÄÖ][^.:;!?\d]{2,60}")
_BOARD_PART = re.compile(rf"(?:(?<=^)|(?<=[–|,:-] )){_BOARD}(?=$| ?[–|,:-])")
_KINDS = ("verksamhetsplan", "verksamhetsberättelse", "tertialrapport", "internkontrollplan")
_TITLE = re.compile(rf"(?:{'|'.join(_KINDS)}|plan)(?: för)?(?: 20\d\d)?", re.I)


@dataclass(frozen=True, slots=True)
class Front:
    """What was found, and the lines that were used."""

    decisions: tuple[Decision, ...]
    contents: tuple[Contents, ...]
    appendices: tuple[Appendix, ...]
    head: Head
    unit: str | None
    kind: str | None
    used: frozenset[int]


def read_front(lines: Sequence[Line], joiner: Joiner) -> Front:
    contents, in_contents = _contents(lines, joiner)
    appendices, in_appendices = _appendices(lines, joiner, in_contents)
    body = max([*in_contents, *in_appendices], default=-1) + 1 if in_contents else _first_goal(lines)
    decisions, in_decisions = _decisions(lines[: max(body, min(len(lines), 200))], joiner, in_contents)
    unit, officer = _parties(lines, body)
    parties = (
        _party_lines(lines, body, unit, officer) | _head_lines(lines, body) | _title_lines(lines, body, unit)
    )
    front = [line.text for line in lines[: max(body, 60)]]
    return Front(
        decisions,
        contents,
        appendices,
        Head(_case_number(front), officer, _date(lines, body)),
        unit,
        _kind(lines),
        frozenset(in_contents | in_appendices | in_decisions | parties),
    )


def filled_in(front: Front, furniture: Sequence[str]) -> Front:
    """The kind of document that every page says it is, and the unit, where no other line says it."""
    text = "\n".join(furniture)
    district = _UNIT_NAME.search(text)
    board = next((m for line in text.splitlines() if (m := _BOARD_PART.search(line))), None)
    unit = f"{district[1].strip()} stadsdelsnämnd" if district else board[0] if board else None
    kind = next((kind for kind in _KINDS if kind in text.casefold()), None)
    return replace(front, unit=front.unit or unit, kind=kind or front.kind)


def _first_goal(lines: Sequence[Line]) -> int:
    return next((i for i in range(len(lines)) if goal_label(lines, i)), len(lines))


def _contents(lines: Sequence[Line], joiner: Joiner) -> tuple[tuple[Contents, ...], set[int]]:
    """Titles with leading dots and a page, and the lines of theirs that come before the dots."""
    dotted = [i for i, line in enumerate(lines) if contents_line(line.text)]
    announced = dotted and any(
        announces_contents(line.text) for line in lines[max(0, dotted[0] - 4) : dotted[0]]
    )
    if len(dotted) < (1 if announced else 3):
        return (), set()
    dotted = _with_short_leaders(lines, dotted)
    used = set(dotted)
    out = []
    for i in dotted:
        title, page = contents_line(lines[i].text, fewest=1) or ("", 0)
        first = i
        while (
            first
            and first - 1 not in used
            and i - first < 3
            and not lines[first].gap
            and not announces_contents(lines[first - 1].text)
        ):
            if numbered(lines[first].text):
                break
            first -= 1
        used |= set(range(first, i))
        text = joiner.text([*lines[first:i], replace(lines[i], text=title)])
        number = numbered(text)
        found, said = number or (None, text)
        out.append(Contents(found, said, page, place(lines[first])))
    heading = [i for i in range(max(0, dotted[0] - 4), dotted[0]) if announces_contents(lines[i].text)]
    return tuple(out), used | set(heading)


def _with_short_leaders(lines: Sequence[Line], dotted: Sequence[int]) -> list[int]:
    """The entries, and those between two of them whose title leaves room for a dot only: their page fits there."""
    out = [*dotted[:1]]
    for above, below in pairwise(dotted):
        first, last = (contents_line(lines[i].text) or ("", 0) for i in (above, below))
        for i in range(above + 1, below):
            entry = contents_line(lines[i].text, fewest=1)
            out += [i] if entry and entry[0] and first[1] <= entry[1] <= last[1] else []
        out.append(below)
    return out


def _appendices(
    lines: Sequence[Line], joiner: Joiner, taken: set[int]
) -> tuple[tuple[Appendix, ...], set[int]]:
    """A list of at least two appendices, wherever it stands."""
    starts = [i for i, line in enumerate(lines) if i not in taken and _APPENDIX.fullmatch(_plain(line))]
    out: list[Appendix] = []
    used: set[int] = set()
    for position, i in enumerate(starts):
        neighbours = [s for s in starts[max(0, position - 1) : position + 2] if s != i]
        if not any(abs(s - i) <= 4 for s in neighbours):
            continue
        end = i + 1
        while (
            end < len(lines)
            and end not in starts
            and (not lines[end].gap or lines[end].starts_page)
            and lines[end].heading is None
            and not announces_contents(lines[end].text)
            and joiner.goes_on(lines[end - 1], lines[end])
        ):
            end += 1
        found = _APPENDIX.fullmatch(joiner.text([replace(line, text=_plain(line)) for line in lines[i:end]]))
        if found:
            out.append(Appendix(found[1], found[2].strip(), place(lines[i])))
            used |= set(range(i, end))
    if used:
        before = min(used) - 1
        if before >= 0 and re.fullmatch(r"bilag(?:a|or):?|bilageförteckning:?", lines[before].text, re.I):
            used.add(before)
    return tuple(out), used


def _plain(line: Line) -> str:
    text = " ".join(line.cells) if line.cells is not None else line.text
    return line.bullet if line.bullet is not None and line.cells is None else text


def _decisions(
    lines: Sequence[Line], joiner: Joiner, taken: set[int]
) -> tuple[tuple[Decision, ...], set[int]]:
    """Numbered points after the heading, each as long as its sentence; other text may stand between them."""
    at = next((i for i, line in enumerate(lines) if _DECISIONS.fullmatch(line.text)), None)
    if at is None:
        return (), set()
    out: list[Decision] = []
    used = {at}
    i = at + 1
    while i < len(lines) and i not in taken:
        found = _ITEM.fullmatch(lines[i].text)
        if not found or not _next_point(found, out):
            i += 1
            continue
        end = i + 1
        while (
            end < len(lines)
            and end not in taken
            and _same_point(lines, i, end, joiner, [*out, _point(found)])
        ):
            end += 1
        text = joiner.text([replace(lines[i], text=found[2]), *lines[i + 1 : end]])
        out.append(Decision(int(found[1]), text, amount_in(text), appendices_in(text), place(lines[i])))
        used |= set(range(i, end))
        i = end
    return tuple(out), used


def _point(found: re.Match[str]) -> Decision:
    return Decision(int(found[1]), found[2])


def _next_point(found: re.Match[str], before: Sequence[Decision]) -> bool:
    """The next number; or, worded like the point before it, one that shows a gap or a repetition."""
    number = int(found[1])
    last = before[-1].number if before else 0
    if number == last + 1:
        return True
    return bool(before) and last <= number <= last + 3 and found[2].split()[:1] == before[-1].text.split()[:1]


def _same_point(
    lines: Sequence[Line], start: int, at: int, joiner: Joiner, before: Sequence[Decision]
) -> bool:
    line = lines[at]
    following = _ITEM.fullmatch(line.text)
    if following and _next_point(following, before):
        return False
    ended = lines[at - 1].text.endswith(".")
    if line.gap:
        return not ended and (line.text[:1].islower() or lines[at - 1].open) and at - start < 12
    return not ended or line.text[:1].islower()


def _case_number(front: Sequence[str]) -> str | None:
    found = next((m for text in front if (m := _CASE.search(text))), None)
    return found[1].strip(" .,") if found else None


def _date(lines: Sequence[Line], body: int) -> date | None:
    for line in lines[: min(body, 80)]:
        if found := re.fullmatch(r"(?:datum:? )?(20\d\d)-(\d\d)-(\d\d)", line.text, re.I):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _parties(lines: Sequence[Line], body: int) -> tuple[str | None, str | None]:
    """The board the plan is for, and the officer who wrote it; the two may stand on one line."""
    text = "\n".join(line.text for line in lines)
    officer_at = next(
        (i for i, line in enumerate(lines[: max(body, 60)]) if re.match(r"handläggare\b", line.text, re.I)),
        None,
    )
    if officer_at is not None:
        for line in lines[officer_at : officer_at + 4]:
            said = re.sub(r"^handläggare:?\s*(?:till:?\s*)?", "", line.text, flags=re.I)
            if found := re.search(r"^(.*?)\s*stadsdelsnämnd(?:en)?$", said):
                unit, rest = _likeliest(found[1].split(), text)
                officer = " ".join(rest) or _named_after(lines, officer_at)
                return unit, officer
    named = Counter(m[1].strip() for m in _UNIT_NAME.finditer(text[:200_000]))
    officer = _named_after(lines, officer_at) if officer_at is not None else None
    titled = re.search(rf"verksamhetsplan \d{{4}}\s(?:för )?({_NAME}) stadsdelsnämnd", text, re.I)
    if titled:
        return f"{titled[1].strip()} stadsdelsnämnd", officer
    if named:
        return f"{named.most_common(1)[0][0]} stadsdelsnämnd", officer
    return _other_board(lines[: max(body, 60)], officer)


def _other_board(front: Sequence[Line], officer: str | None) -> tuple[str | None, str | None]:
    """A board that is not one of a district: it stands by itself on a line, perhaps after the officer's name."""
    named = [found for line in front if (found := _BOARD_NAME.fullmatch(line.text))]
    if not named:
        return _under_title(front), officer
    unit = named[0][2]
    beside = next((found[1].strip() for found in named if found[2] == unit and found[1]), None)
    return unit, (officer or "").removesuffix(unit).strip() or beside


def _under_title(front: Sequence[Line]) -> str | None:
    """A unit of any name stands right under the title of its plan."""
    for line, below in pairwise(front):
        if _TITLE.fullmatch(line.text) and _UNDER_TITLE.fullmatch(below.text):
            return below.text
    return None


def _head_lines(lines: Sequence[Line], body: int) -> set[int]:
    """The lines of case number and date, and the city's name where it stands alone above them."""
    found = {
        i
        for i, line in enumerate(lines[: min(body, 60)])
        if _is_case(line.text) or re.fullmatch(r"(?:datum:? )?20\d\d-\d\d-\d\d", line.text, re.I)
    }
    alone = 1 in found and len(lines[0].text.split()) < _WORDS_BEFORE and lines[0].text[-1] not in ".:"
    return found | {0} if alone else found


def _is_case(text: str) -> bool:
    found = _CASE.search(text)
    return found is not None and len(text[: found.start()].split()) < _WORDS_BEFORE


def _title_at(lines: Sequence[Line], at: int, unit: str | None) -> tuple[int, ...]:
    """The lines of a title that begins here, with the unit last or without it; in large type it takes two lines."""
    for taken in ((at,), (at, at + 1)):
        text = " ".join(lines[i].text for i in taken if i < len(lines))
        bare = re.sub(rf",?(?: för)? {re.escape(unit)}$", "", text) if unit else text
        if _TITLE.fullmatch(bare):
            return taken
    return ()


def _title_lines(lines: Sequence[Line], body: int, unit: str | None) -> set[int]:
    """The document's own title on its cover, and under it the unit and which edition it is."""
    title = next((taken for i in range(min(body, 30)) if (taken := _title_at(lines, i, unit))), ())
    found = {*title, *(i + 1 for i in title if i + 1 < body and lines[i + 1].text == unit)}
    below = max(found, default=body) + 1
    return found | {below} if below < body and _EDITION.fullmatch(lines[below].text) else found


def _party_lines(lines: Sequence[Line], body: int, unit: str | None, officer: str | None) -> set[int]:
    """The lines that name the officer, the board and a telephone."""
    at = next(
        (i for i, line in enumerate(lines[: max(body, 60)]) if re.match(r"handläggare\b", line.text, re.I)),
        None,
    )
    if at is None:
        return set()
    board = rf"|.*\b{re.escape(unit)}$" if unit else ""
    name = rf"|{re.escape(officer)}$" if officer else ""
    about = re.compile(
        rf"handläggare\b|telefon\b|e-post\b|till:?$|.*\bstadsdelsnämnd(?:en)?${board}{name}", re.I
    )
    return {i for i in range(at, min(at + _NEAR, len(lines))) if about.match(lines[i].text)}


def _named_after(lines: Sequence[Line], at: int) -> str | None:
    for line in lines[at : at + 3]:
        said = re.sub(r"^handläggare:?\s*(?:till:?)?\s*", "", line.text, flags=re.I).strip()
        if re.fullmatch(r"[A-ZÅÄÖ][\w'-]+(?: [A-ZÅÄÖ][\w'-]+){1,3}", said):
            return said
    return None


def _likeliest(words: list[str], text: str) -> tuple[str, list[str]]:
    """How many of the words before `stadsdelsnämnd` are its name: those that stand before it elsewhere too."""
    best = (0, 1)
    for count in range(1, min(4, len(words)) + 1):
        name = " ".join(words[-count:])
        seen = len(re.findall(rf"{re.escape(name)}s? stadsdels", text))
        if seen > 1:
            best = max(best, (count, count))
    count = best[1] if best[0] or len(words) < 3 else len(words) - 2  # an officer has two names
    return " ".join([*words[-count:], "stadsdelsnämnd"]), words[:-count]


def _kind(lines: Sequence[Line]) -> str | None:
    seen: Counter[str] = Counter()
    for line in lines:
        folded = line.text.casefold()
        seen.update(kind for kind in _KINDS if kind in folded)
    first = next((k for line in lines[:60] for k in _KINDS if k in line.text.casefold()), None)
    return first or (seen.most_common(1)[0][0] if seen else None)
