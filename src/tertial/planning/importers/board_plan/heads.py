"""What announces what follows: goal labels, heads of tables, the parts of a goal, the contents list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tertial.intake.importers.sources.line import Line

_COUNCIL = r"(?:kf|kommunfullmäktige|fullmäktige)(?:[:’']?s)?"
_LABELS = (
    (1, re.compile(rf"(?:{_COUNCIL} )?(?:övergripande )?inriktningsmål(?:et)?\b", re.I)),
    (
        2,
        re.compile(
            rf"(?:{_COUNCIL} )?mål(?:en)? (?:för|inom) verksamhetsområde(?:t|n)?\b"
            rf"|{_COUNCIL} (?:verksamhets(?:områdes)?mål|mål)\b|verksamhetsområdesmål\b",
            re.I,
        ),
    ),
    (
        3,
        re.compile(r"(?:\w*nämnd(?:ens?|s)?[- ]?mål(?:en)?|enhetsmål(?:en)?|(?:nämndens )?åtagande)\b", re.I),
    ),
)
_OWNED = r"(?:(?:nämndens|kf:?s|kommunfullmäktiges|fullmäktiges|stadens) )?"
_INDICATOR = re.compile(rf"{_OWNED}indikator(?:er)?\b", re.I)
_ACTIVITY = re.compile(rf"{_OWNED}aktivitet(?:er)?\b", re.I)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.:]?\s+(?=\S)(.*)")
_OWN_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.:]?")
_REST_OF_CELL = re.compile(r"nämnd/?|t[12]")
_COLUMN_WORDS = re.compile(
    r"(?:indikator(?:er)?|namn|årsmål|års-?|mål(?:värde)?|målvärde|utfall|prognos|helår|period(?:icitet)?|perio-?|dicitet"
    r"|kf:?s?|kommunfullmäktiges|fullmäktiges|nämnd(?:ens|en)?|nämndens|stadens|enhet|kön|vb|t[12]|tertial|år|\d{4}|,|/|och)",
    re.I,
)
_ACTIVITY_HEAD = re.compile(
    rf"{_OWNED}aktivitet(?:er)? (?:start-? ?(?:datum)? ?(?:slut-? ?(?:datum)?)?"
    r"|slut-? ?(?:datum)? ?start-? ?(?:datum)?)(?: ?ansvarig\w*)?",
    re.I,
)
_OWNER = re.compile(r"kf:?s|kommunfullmäktiges|fullmäktiges|nämndens|stadens", re.I)
_HEAD_BEGUN = len("kommunfullmäktiges indikator")  # letters within which a head says what it heads
_TABLE_HEADING = re.compile(r"(?:[^\W\d]\S* ){0,2}\w*(?:indikatorer|aktiviteter):?", re.I)
_GLUED = re.compile(r"(?<=[a-zåäö])(?=(?:Periodicitet|Årsmål|Målvärde|KF:?s|Startdatum|Slutdatum)\b)")
WHOSE = r"kf:?s|kommunfullmäktiges|fullmäktiges|nämndens|stadens"
_COLUMN_START = re.compile(
    rf"(?:{WHOSE}) (?:års)?mål(?:värde)?"
    r"|(?<!kf:s )(?<!kfs )(?<!nämndens )(?<!fullmäktiges )(?<!stadens )(?<!\S)(?:årsmål|målvärde|mål(?=\s|$))"
    r"|utfall|prognos|period\w*",
    re.I,
)
_MONEY_COLUMN = re.compile(
    r"\(?(?:budget|bokslut|prognos|utfall|netto|brutto|kostnader|intäkter|differens|skillnad|avvikelse|förändring|resultat"
    r"|kostnad|intäkt|kos-|jan|feb|mars|apr|aug|sep|okt|nov|dec|helår|vb|\d{4})\)?",
    re.I,
)
_NAMES_MONEY = re.compile(
    r"\b(?:budget|bokslut|prognos|utfall|netto|brutto|kostnad|intäkt|differens|skillnad|avvikelse|summa|belopp|resultat|plan\b)",
    re.I,
)
_PARTS = {
    "beskrivning": "description",
    "beskrivning av målet": "description",
    "förväntat resultat": "expected",
    "förväntade resultat": "expected",
    "viktigaste insatser": "efforts",
    "arbetssätt": "prose",
    "resursanvändning": "prose",
    "uppföljning": "prose",
    "utveckling": "prose",
}
_DATE_OR_AMOUNT = re.compile(r"\d{4}-\d\d-\d\d|[-−–]?\d[\d ]*,\d+")
PERIODS = {
    "tertial": "tertial",
    "tertialvis": "tertial",
    "år": "year",
    "årsvis": "year",
    "helår": "year",
    "månad": "month",
    "månadsvis": "month",
    "mån": "month",
}


_ENDS_ROW = re.compile(rf" (?:{'|'.join(PERIODS)})$", re.I)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an indicator table after the name, by what they mean; None is one we do not keep."""

    kinds: tuple[str | None, ...]

    @property
    def targets(self) -> int:
        return sum(1 for kind in self.kinds if kind != "period")


def goal_label(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """The level a goal label announces and what follows it on its own line."""
    text = _plain(lines[at])
    if not ("ål" in text or "åtag" in text or "ÅL" in text or "Åtag" in text or "ÅTAG" in text):
        return None
    for level, pattern in _LABELS:
        found = pattern.match(text)
        if not found:
            continue
        rest = text[found.end() :]
        if rest.startswith(":"):
            rest = rest[1:].strip()
            return (level, rest) if not rest or _NUMBERED.match(rest) else None
        rest = rest.strip()
        if _OWN_NUMBER.fullmatch(rest):
            rest = ""
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if not rest and _NUMBERED.match(following):
            return level, ""
        if _NUMBERED.match(rest):
            return level, rest
    return None


def announces(text: str) -> bool:
    """A label, or the heading of a part, that stands over every goal."""
    return after_table(text) or text.rstrip(": ").casefold() in ("kommentar", "kommentarer")


def _plain(line: Line) -> str:
    return " ".join(line.cells).strip() if line.cells is not None else line.text


def _head_text(line: Line) -> str:
    """A line of a head, names that were printed so near that an extraction made them one set apart."""
    return _GLUED.sub(" ", line.text)


def numbered(text: str) -> tuple[str, str] | None:
    """`1.2. Title` → (`1.2`, `Title`)."""
    found = _NUMBERED.match(text)
    return (found[1], found[2]) if found else None


def part_heading(line: Line) -> str | None:
    return _part(_plain(line))


def _part(text: str) -> str | None:
    """The part a heading begins; a word in small letters is the rest of a cell, no heading."""
    return None if text[:1].islower() else _PARTS.get(text.rstrip(": ").casefold())


def _stacked(lines: Sequence[Line], at: int, label: re.Pattern[str]) -> tuple[str, int] | None:
    """A head in two or three close lines, put together: what a word lacks stands under it; and the line after it."""
    close = [at]
    while close[-1] + 1 < len(lines) and len(close) < 3 and not lines[close[-1] + 1].gap:
        close.append(close[-1] + 1)
    texts = [_head_text(lines[i]) for i in close if lines[i].cells is None]
    first = next((k for k, text in enumerate(texts[:2]) if label.match(text)), None)
    if first is None or len(texts) < first + 2 or (first and not names_columns(texts[0])):
        return None
    own, lower = texts[first].split(), texts[first + 1]
    if not names_columns(lower) or label.match(lower) or _ends_row_above(lower):
        return None
    words = [*own[1:], *(texts[0].split() if first else [])]
    if not words:
        return None
    mended = _mended(words, lower.split(), owners=False) or _mended(words, lower.split(), owners=True)
    return (" ".join([own[0], *mended]), at + first + 2) if mended else None


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    """Whether a table's head can begin here, in its own line or the one under it; asked of every line."""
    return _may_be_head(_plain(lines[at])) or (at + 1 < len(lines) and _may_be_head(lines[at + 1].text))


def _may_be_head(text: str) -> bool:
    """Whether it begins with the name of a first column and whose it is; so often asked that it is without patterns."""
    begun = text[:_HEAD_BEGUN]
    return "ndikator" in begun or "ktivitet" in begun or "NDIKATOR" in begun or "KTIVITET" in begun


def _mended(words: Sequence[str], rest: list[str], *, owners: bool) -> list[str]:
    """Words of a head with what stands under them; `owners`: under every `KF:s`, whatever stands beside it."""
    out = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        owner = _OWNER.fullmatch(word) and (owners or "mål" not in following.casefold())
        if rest and (owner or word.endswith("-")):
            out.append(f"{word.rstrip('-')}{'' if word.endswith('-') else ' '}{rest.pop(0)}")
        else:
            out.append(word)
    return [] if rest else out


def indicator_head(lines: Sequence[Line], at: int) -> tuple[Columns, int] | None:
    """The columns of an indicator table whose head starts here, and the line after the head."""
    if not _may_begin(lines, at):
        return None
    first = lines[at]
    if (stacked := _stacked(lines, at, _INDICATOR)) and _is_head(stacked[0]):
        columns = columns_of(_named_columns(stacked[0]))
        return (columns, stacked[1]) if columns else None
    if not _INDICATOR.match(_plain(first)):
        return None
    if first.cells is not None:
        names, end = head_cells(lines, at, names_columns)
        columns = columns_of(names[1:])
        return (columns, end) if columns else None
    if not _only_column_words(_head_text(first)):
        return None
    text, end = _head_text(first), at + 1
    while end < len(lines) and end - at < 8 and _only_column_words(lines[end].text) and not _is_head(text):
        text, end = f"{text} {lines[end].text}", end + 1
    while (
        end < len(lines)
        and not lines[end].gap
        and not _INDICATOR.match(lines[end].text)  # the same head again on the next page
        and not _ends_parted_row(lines[at - 1] if at else None, lines[end])
        and _only_column_words(lines[end].text)
    ):
        text, end = f"{text} {lines[end].text}", end + 1
    if not _is_head(text) and not _untimed_head(text):
        return None
    columns = columns_of(_named_columns(text))
    return (columns, end) if columns else None


def _ends_parted_row(above: Line | None, line: Line) -> bool:
    """The last words of a row that the page parted, right under the repeated head."""
    pending = above is not None and above.text.endswith("Fastställs")
    return _ends_row_above(line.text) or (pending and line.text.isdigit())


def _ends_row_above(text: str) -> bool:
    return period_of(text) is not None or _REST_OF_CELL.fullmatch(text) is not None


def head_cells(lines: Sequence[Line], at: int, names: Callable[[str], bool]) -> tuple[list[str], int]:
    """The names of the columns of a real table, whose head may have a second row under merged cells; the line after."""
    own = list(lines[at].cells or ())
    below = lines[at + 1] if at + 1 < len(lines) else None
    lower = list(below.cells) if below is not None and below.cells is not None and not below.gap else []
    filled = [cell for cell in lower if cell]
    if len(lower) != len(own) or not filled or lower[0] not in ("", own[0]) or not all(map(names, filled)):
        return own, at + 1
    over = ""
    for i, cell in enumerate(own[1:], 1):
        over = cell or over
        own[i] = over if lower[i] in ("", over) else f"{over} {lower[i]}".strip()
    return own, at + 2


def _only_column_words(text: str) -> bool:
    return all(_COLUMN_WORDS.fullmatch(word) for word in text.split())


def names_columns(text: str) -> bool:
    """A line that is part of a table's head."""
    return (
        all(
            _COLUMN_WORDS.fullmatch(word)
            or re.fullmatch(
                r"aktivitet(?:er)?|(?:start|slut)-?(?:datum)?|datum|ansvarig\w*|\((?:mnkr|tkr)\)", word, re.I
            )
            for word in text.split()
        )
        and not text.isdigit()
    )


def _is_head(text: str) -> bool:
    folded = text.casefold().replace("perio- ", "perio").replace("års- ", "års").replace("-", "")
    return "mål" in folded and bool(re.search(r"perio ?dicitet|period\b", folded))


def _untimed_head(text: str) -> bool:
    """A head of targets only."""
    return bool(re.fullmatch(rf"\S+(?: (?:(?:{WHOSE}) )?(?:årsmål|målvärde))+", text, re.I))


def _named_columns(text: str) -> list[str]:
    """A head run together, cut before every word that begins a column."""
    folded = re.sub(r"-\s+", "", text)
    found = [m.start() for m in _COLUMN_START.finditer(folded)]
    return [folded[a:b].strip() for a, b in zip(found, [*found[1:], len(folded)], strict=True)]


def columns_of(names: Sequence[str]) -> Columns | None:
    kinds = kinds_of(names)
    return Columns(kinds) if "period" in kinds or "target" in kinds else None


def kinds_of(names: Sequence[str]) -> tuple[str | None, ...]:
    """What each column means by its name."""
    kinds: list[str | None] = []
    for name in names:
        folded = " ".join(name.casefold().split())
        if "perio" in folded:
            kinds.append("period")
        elif re.match(r"(?:mål )?(?:kf|kommunfull|fullmäk|stadens)", folded):
            kinds.append("council")
        elif "mål" in folded:  # the owner of a second one may have been printed on the line above
            kinds.append("council" if "target" in kinds and "council" not in kinds else "target")
        else:
            kinds.append(None)
    return tuple(kinds)


def activity_head(lines: Sequence[Line], at: int) -> int | None:
    """The line after the head of an activity table that starts here."""
    if not _may_begin(lines, at):
        return None
    first = lines[at]
    stacked = _stacked(lines, at, _ACTIVITY)
    if stacked and _ACTIVITY_HEAD.fullmatch(stacked[0]) and re.search(r"slut", stacked[0], re.I):
        return stacked[1]
    text, end = _plain(first), at + 1
    if not _ACTIVITY.match(text):
        return None
    if first.cells is not None:
        return end if re.search(r"start", text, re.I) and re.search(r"slut", text, re.I) else None
    while (
        end < len(lines)
        and end - at < 6
        and re.fullmatch(
            r"(?:start-?|slut-?|(?:start|slut)? ?datum|ansvarig\w*|(?:start|slut)datum (?:slut|start)datum)",
            lines[end].text,
            re.I,
        )
    ):
        text, end = f"{text} {lines[end].text}", end + 1
    folded = re.sub(r"-\s*", "", text)
    if not _ACTIVITY_HEAD.fullmatch(" ".join(folded.split())):
        return None
    return end if re.search(r"start", folded, re.I) and re.search(r"slut", folded, re.I) else None


def heads_table(line: Line) -> bool:
    """A line that is nothing but the heading of a table: `Aktiviteter`, `Obligatoriska nämndindikatorer`."""
    if line.cells is not None or not line.text[:1].isupper():  # in small letters it is the end of a row
        return False
    named = line.text.rstrip(":").casefold().endswith(("indikatorer", "aktiviteter"))
    return named and _TABLE_HEADING.fullmatch(line.text) is not None


def period_of(word: str) -> str | None:
    """The periodicity a cell says; a lower-case `år` at a line's end is part of a name, not a cell."""
    bare = word.rstrip(".")
    return None if bare in ("år", "månad") else PERIODS.get(bare.casefold())


def column_names(text: str) -> list[str]:
    """A line of a head, column by column."""
    starts = [m.start() for m in _COLUMN_START.finditer(text)]
    if not starts:
        return [text]
    begins = [0, *starts[1:]]
    return [text[a:b].strip() for a, b in zip(begins, [*starts[1:], len(text)], strict=True)]


def marks_row(text: str) -> bool:
    """A cell that every row of its table has one of: a periodicity, a date, an amount with a decimal."""
    return text.casefold() in PERIODS or _DATE_OR_AMOUNT.fullmatch(text) is not None


def begins_table(text: str) -> bool:
    """A line of a page that begins the head of a table of indicators, activities or money."""
    if len(text) > 140:
        return False
    if _INDICATOR.match(text) or _ACTIVITY.match(text):
        return bool(re.search(r"mål|start", text, re.I))
    if _ENDS_ROW.search(text):
        return False  # `Andel ekologiska livsmedel (kr) 60 % År`
    if "(kr)" in text and not _NAMES_MONEY.search(text):
        return False  # the same where its cells wrap
    return bool(
        re.search(r"\((?:mnkr|tkr|kr)\)|\bbudget \d{4}\b.*\b(?:budget|netto|utfall|prognos)", text, re.I)
    )


def only_heads(text: str) -> bool:
    """A line of a page with nothing but words that name columns, of money too."""
    words = text.split()
    return bool(words) and all(names_columns(word) or _MONEY_COLUMN.fullmatch(word) for word in words)


def after_table(text: str) -> bool:
    """A line that no table goes on over."""
    label = any(pattern.match(text) for _, pattern in _LABELS) and (text.endswith(":") or _is_label(text))
    return label or _part(text) is not None


def _is_label(text: str) -> bool:
    return any(
        (found := pattern.fullmatch(text.rstrip(": "))) is not None and found for _, pattern in _LABELS
    )
