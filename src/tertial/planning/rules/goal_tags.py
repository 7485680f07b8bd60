"""What a goal's own text says that it contributes to: goals of Agenda 2030 and perspectives, as the codes of tags."""

import re
from collections.abc import Iterable, Iterator

from tertial.goals.rules.tags import in_order
from tertial.planning.rules.draft import Goal, Paragraph, Section
from tertial.planning.rules.prose import split

_AGENDA = re.compile(r"\bagenda\s+2030|\bglobala\s+(?:hållbarhets)?mål", re.I)
# what plans write of each of the seventeen, in any form; 5 before 16, as `jämställda och inkluderande` is both
_GOALS = {
    1: r"fattigdom",
    2: r"\bhunger\b",
    3: r"hälsa och välbefinnande|god hälsa",
    4: r"god utbildning|utbildning för alla",
    5: r"jämställd|kvinnors och flickors egenmakt",
    6: r"rent vatten|sanitet",
    7: r"(?:hållbar|förnybar|ren) energi",
    8: r"anständiga arbetsvillkor|ekonomisk tillväxt|god tillväxt|arbetsvillkor",
    9: r"infrastruktur|innovation",
    10: r"minska\w* ojämlikhet",
    11: r"hållbara städer|hållbara samhällen",
    12: r"hållbar konsumtion|konsumtion och produktion",
    13: r"bekämpa klimat|klimatförändring",
    14: r"\bhav och|marina resurser",
    15: r"ekosystem|biologisk mångfald",
    16: r"fredliga|inkluderande samhällen",
    17: r"globalt partnerskap|genomförande och",
}
_AGENDA_GOALS = {f"agenda-{number}": re.compile(words, re.I) for number, words in _GOALS.items()}
_PERSPECTIVES = {
    "equality": re.compile(r"\bjämställdhetsperspektiv", re.I),
    "child-rights": re.compile(r"\bbarn(?:rätts|ets)?perspektiv", re.I),
    "minorities": re.compile(r"\bminoritetsperspektiv", re.I),
    "accessibility": re.compile(r"\b(?:tillgänglighets|funktionsrätts|funktionshinders?)perspektiv", re.I),
    "climate": re.compile(r"\b(?:klimat|miljö)perspektiv", re.I),
}


def tagged(goals: Iterable[Goal], sections: Iterable[Section]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The number of every goal that its own text tells tags of, with their codes."""
    numbers = {goal.number for goal in goals}
    found: dict[str, set[str]] = {}
    current = ""
    for section in sections:
        current = section.number if section.number in numbers else current if section.number is None else ""
        if current and section.level > 1:
            for paragraph in filter(_may_tell, section.paragraphs):
                for sentence, _ in split(paragraph):
                    found.setdefault(current, set()).update(tags_in(sentence))
    for goal in goals:
        for group in goal.description:
            for point in group.points:
                found.setdefault(goal.number, set()).update(tags_in(point))
    yield from ((number, tuple(in_order(codes))) for number, codes in found.items() if codes)


def _may_tell(paragraph: Paragraph) -> bool:
    """Whether some sentence of it can tell tags; nearly all are passed over without being divided."""
    text = paragraph.text.lower()
    return "perspektiv" in text or "agenda" in text or "globala" in text


def tags_in(sentence: str) -> set[str]:
    """The goals of Agenda 2030 are only heard where the agenda is named; perspectives have words of their own."""
    agenda = _AGENDA_GOALS if _AGENDA.search(sentence) else {}
    return {code for code, words in {**agenda, **_PERSPECTIVES}.items() if words.search(sentence)}
