"""Which of the rows that are there already a read row is: the same, changed, or none of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from tertial.measures.rules.matching import plain

SURE, ALIKE = 90, 72  # of 100: taken for the same; worth a question
MOST_COMPARED = 400  # characters; what differs first there is another row


@dataclass(frozen=True, slots=True)
class Found:
    """The row that is meant, how alike it is (100: the same words), and how it reads."""

    key: str
    alike: int
    text: str

    @property
    def is_same(self) -> bool:
        return self.alike == 100

    @property
    def is_sure(self) -> bool:
        return self.alike >= SURE


@dataclass
class Rows:
    """Rows by key and text. Each is given out once, unless it may serve many."""

    texts: Mapping[str, str]
    is_shared: bool = False
    _plain: dict[str, str] = field(init=False)
    _by_text: dict[str, list[str]] = field(init=False)
    _left: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._plain = {key: plain(text)[:MOST_COMPARED] for key, text in self.texts.items()}
        self._left = dict(self._plain)
        self._by_text = {}
        for key, text in self._plain.items():
            self._by_text.setdefault(text, []).append(key)

    def exact(self, text: str) -> Found | None:
        """The row with the same words."""
        for key in self._by_text.get(plain(text)[:MOST_COMPARED], []):
            if key in self._left:
                return self._given(key, 100)
        return None

    def alike(self, text: str, least: int = ALIKE) -> Found | None:
        """The likest row that is left, when it is alike enough."""
        hit = process.extractOne(
            plain(text)[:MOST_COMPARED], self._left, scorer=fuzz.token_sort_ratio, score_cutoff=least
        )
        return self._given(hit[2], min(99, int(hit[1]))) if hit else None

    def named_in(self, text: str) -> Found | None:
        """The row whose words stand within a longer text, as a measure's name in an expected result."""
        hit = process.extractOne(plain(text)[:MOST_COMPARED], self._plain, scorer=_within, score_cutoff=SURE)
        return Found(hit[2], min(99, int(hit[1])), self.texts[hit[2]]) if hit else None

    def _given(self, key: str, alike: int) -> Found:
        if not self.is_shared:
            del self._left[key]
        return Found(key, alike, self.texts[key])


def likest(text: str, found: Mapping[str, str], most: int) -> list[str]:
    """The keys of the rows most alike, the likest first."""
    hits = process.extract(text[:MOST_COMPARED], found, scorer=fuzz.token_sort_ratio, limit=most)
    return [key for _, _, key in hits]


def _within(text: str, name: str, **_how: object) -> float:
    """How much of the name stands in the text; a short name is in everything and counts for nothing."""
    return fuzz.token_set_ratio(text, name) if len(name.split()) > 2 else 0.0
