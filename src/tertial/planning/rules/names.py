"""Names that are written in more than one way: places, partners, programmes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tertial.planning.rules.prose import Sentence
from tertial.planning.rules.words import ENDINGS, one_slip_apart

PAIR = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]+\s?[-/–]\s?[A-ZÅÄÖ][a-zåäö]+")
# Every capital letter can begin a name, also inside what begins before it.
PHRASE = re.compile(r"\b(?=([A-ZÅÄÖ]\w+(?: \w+(?:-\w+)*){1,2}))[A-ZÅÄÖ]")
CAPITALS = re.compile(r"\b(?=([A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+){2,3}))[A-ZÅÄÖ]")
PLAIN = str.maketrans("éèëáàüç", "eeeaauc")  # å, ä and ö are letters of their own
PROPER = re.compile(r"(?<![.!?:•”\"] )(?<!^)\b[A-ZÅÄÖ][a-zåäöéèëáàüç]{3,}\b")
TWO = re.compile(r"\b(?=([A-ZÅÄÖ][a-zåäö]{3,}) ([A-ZÅÄÖa-zåäö][a-zåäö]{3,})\b)")
OWNED = re.compile(r"\b(?P<owner>[A-ZÅÄÖ][a-zåäö]{3,}s) (?P<thing>[a-zåäö]{8,})\b")


@dataclass(slots=True)
class Spelling:
    """One way of writing a name, and where it first stands."""

    text: str
    first: Sentence
    count: int = 0


@dataclass(slots=True)
class Spellings:
    found: dict[str, dict[str, Spelling]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, name: str, text: str, sentence: Sentence) -> None:
        spelling = self.found[name].setdefault(text, Spelling(text, sentence))
        spelling.count += 1

    def varying(self) -> Iterator[list[Spelling]]:
        """Every name with two ways or more, the most used first."""
        for ways in self.found.values():
            if len(ways) > 1:
                yield sorted(ways.values(), key=lambda each: -each.count)


Named = Sequence[tuple[str, Sentence]]  # words that may be a name, and where they stand


def variants(sentences: tuple[Sentence, ...]) -> Iterator[list[Spelling]]:
    """Every group of spellings that are probably one name, the usual one first."""
    sentences = tuple(each for each in sentences if not each.text[1:].islower())
    phrases = [(found[1], each) for each in sentences for found in PHRASE.finditer(each.text)]
    proper = [(found.group(), each) for each in sentences for found in PROPER.finditer(each.text)]
    yield from _marks(sentences)
    yield from _case(phrases)
    yield from _genitives(sentences)
    yield from _slips(proper)
    yield from _accents(proper)
    yield from _things(sentences)
    yield from _last_words(phrases)
    yield from _apart(sentences, proper)


def _marks(sentences: tuple[Sentence, ...]) -> Iterator[list[Spelling]]:
    """Spånga-Tensta and Spånga/Tensta."""
    spellings = Spellings()
    for sentence in sentences:
        if "-" not in sentence.text and "/" not in sentence.text and "\u2013" not in sentence.text:
            continue
        for found in PAIR.finditer(sentence.text):
            text = re.sub(r"\s*[–-]\s*", "-", found.group())
            spellings.add(re.sub(r"[\W_]+", " ", text).lower().rstrip("s"), text.rstrip("s"), sentence)
    for name, ways in spellings.found.items():
        apart = name.title()
        if sum(each.count for each in ways.values()) >= 3:
            for sentence in sentences:
                if apart in sentence.text:
                    spellings.add(name, apart, sentence)
    yield from spellings.varying()


def _case(phrases: Named) -> Iterator[list[Spelling]]:
    """Kista Science City and Kista science city, where the name is written with capitals at least twice."""
    spellings = Spellings()
    for phrase, sentence in phrases:
        words = phrase.split()
        for size in (3, 2):
            if len(words) >= size:
                name = " ".join(words[:size])
                spellings.add(name.lower(), name, sentence)
    taken: set[str] = set()
    for name in sorted(spellings.found, key=lambda each: -len(each)):
        ways = spellings.found[name]
        capital = [each for each in ways.values() if all(word[0].isupper() for word in each.text.split())]
        mixed = [
            each for each in ways.values() if each not in capital and each.text[1:] != each.text[1:].upper()
        ]
        proper = [each for each in capital if not each.text.isupper() and each.count >= 2]
        if proper and mixed and not any(name in longer for longer in taken):
            taken.add(name)
            yield [*proper, *mixed]


def _genitives(sentences: tuple[Sentence, ...]) -> Iterator[list[Spelling]]:
    """Stockholm Business Region and Stockholms Business Region."""
    spellings = Spellings()
    for sentence in sentences:
        for found in CAPITALS.finditer(sentence.text):
            first, *rest = found[1].split()
            rest[-1] = rest[-1].rstrip("s")
            name = " ".join([first.rstrip("s"), *rest])
            spellings.add(name.lower(), " ".join([first, *rest]), sentence)
    yield from spellings.varying()


def _slips(proper: Named) -> Iterator[list[Spelling]]:
    """Rinkeby and Rinekby: a rare name one slip from one that is used at least four times."""
    seen: dict[str, Spelling] = {}
    for name, sentence in proper:
        seen.setdefault(name, Spelling(name, sentence)).count += 1
    near: dict[str, list[str]] = defaultdict(list)
    usual = [name for name, each in seen.items() if each.count >= 4]
    for name in usual:
        for shorter in _without_one(name):
            near[shorter].append(name)
    for name, each in seen.items():
        if each.count > 2:
            continue
        close = {other for shorter in _without_one(name) for other in near.get(shorter, ())}
        for other in close:
            enough = len(name) >= 6 or seen[other].count >= 10
            if enough and other != name and not _inflected(name, other) and one_slip_apart(name, other):
                yield [seen[other], each]


def _accents(proper: Named) -> Iterator[list[Spelling]]:
    """Lindén and Linden."""
    spellings = Spellings()
    for name, sentence in proper:
        spellings.add(name.translate(PLAIN), name, sentence)
    yield from spellings.varying()


def _without_one(name: str) -> set[str]:
    return {name} | {name[:at] + name[at + 1 :] for at in range(len(name))}


def _inflected(one: str, other: str) -> bool:
    """A difference in the last letters only is an inflection, not a slip."""
    short, long = sorted((one, other), key=len)
    return (long.startswith(short) and long[len(short) :] in ENDINGS) or (
        len(one) == len(other) and one[:-1] == other[:-1]
    )


def _things(sentences: tuple[Sentence, ...]) -> Iterator[list[Spelling]]:
    """Igelbäckens kulturreservat and Igelbäckens naturreservat: one owner, two compounds with the same end."""
    spellings = Spellings()
    for sentence in sentences:
        for found in OWNED.finditer(sentence.text):
            spellings.add(found["owner"], found["thing"], sentence)
    for owner, ways in spellings.found.items():
        ends: dict[str, list[Spelling]] = defaultdict(list)
        for thing, each in ways.items():
            ends[thing[-7:]].append(Spelling(f"{owner} {thing}", each.first, each.count))
        for group in ends.values():
            heads = Counter(each.text.split()[1] for each in group)
            if len(heads) > 1 and not any(
                a != b and (a.endswith(b) or b.endswith(a)) for a in heads for b in heads
            ):
                yield sorted(group, key=lambda each: -each.count)


def _last_words(phrases: Named) -> Iterator[list[Spelling]]:
    """Rinkeby södra stadspark and Rinkeby södra stadspak: one slip in the last word of a longer name."""
    homes: dict[str, dict[str, Spelling]] = defaultdict(dict)
    for phrase, sentence in phrases:
        words = phrase.split()
        if len(words) == 3 and len(words[2]) >= 7:
            home = homes[" ".join(words[:2]).lower()]
            home.setdefault(words[2].lower(), Spelling(phrase, sentence)).count += 1
    for ways in homes.values():
        names = list(ways)[:40]
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                if not _inflected(one, other) and one_slip_apart(one, other):
                    yield sorted((ways[one], ways[other]), key=lambda each: -each.count)


def _apart(sentences: tuple[Sentence, ...], proper: Named) -> Iterator[list[Spelling]]:
    """Sunnanbyplan and Sunnanby plan: one word here, two words there."""
    whole: dict[str, Spelling] = {}
    apart: dict[str, Spelling] = {}
    for name, sentence in proper:
        whole.setdefault(name.lower(), Spelling(name, sentence)).count += 1
    for sentence in sentences:
        for found in TWO.finditer(sentence.text):
            text = f"{found[1]} {found[2]}"
            apart.setdefault(f"{found[1]}{found[2]}".lower(), Spelling(text, sentence)).count += 1
    for name, each in apart.items():
        if name in whole:
            yield sorted((whole[name], each), key=lambda way: -way.count)
