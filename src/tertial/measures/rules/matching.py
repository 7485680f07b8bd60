"""Finds the measure or unit a delivered row means: by id or exact name. What is only alike is suggested."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, excerpt

ALIKE = 70  # of 100
_REMEMBERED = 500  # unknown names whose suggestions are kept, so that a long file asks once


@dataclass(frozen=True, slots=True)
class Suggestion:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """The key, or none with the reason; a key may come with a reason to look twice."""

    key: str | None
    why: Sentence | None = None
    suggestions: tuple[Suggestion, ...] = ()


@dataclass
class Names:
    """Everything of one sort that a row may mean, by key and by name."""

    names: dict[str, str]
    by_name: dict[str, list[str]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    _asked: dict[str, tuple[Suggestion, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Names":
        found = cls(dict(pairs))
        for key, name in found.names.items():
            found.by_key[key.casefold()] = key
            found.by_name.setdefault(plain(name), []).append(key)
        return found

    def find(self, key: str, name: str) -> Match:
        """The id decides where there is one; a name must be whole and belong to one thing only."""
        if key:
            return self._by_key(key, name)
        if not name:
            return Match(None, say(N_("Skriv id eller namn.")))
        found = self.by_name.get(plain(name), [])
        if len(found) == 1:
            return Match(found[0])
        if found:
            text = N_("Det finns %(count)s som heter ”%(name)s”. Skriv id i stället.")
            suggestions = tuple(Suggestion(each, self.names[each]) for each in found[:3])
            return Match(None, say(text, count=len(found), name=excerpt(name)), suggestions)
        return self._unknown(name)

    def _by_key(self, key: str, name: str) -> Match:
        found = self.by_key.get(key.casefold())
        if found is None:
            text = N_("Id ”%(key)s” finns inte. Kontrollera det, eller lämna cellen tom och skriv namnet.")
            return Match(None, say(text, key=excerpt(key)), self.alike(name) if name else ())
        if name and plain(name) != plain(self.names[found]):
            text = N_("Id ”%(key)s” heter ”%(known)s” här, men ”%(name)s” i filen. Stämmer id?")
            return Match(found, say(text, key=key, known=excerpt(self.names[found]), name=excerpt(name)))
        return Match(found)

    def _unknown(self, name: str) -> Match:
        suggestions = self.alike(name)
        if not suggestions:
            return Match(None, say(N_("”%(name)s” finns inte."), name=excerpt(name)))
        text = N_("”%(name)s” finns inte. Menar du %(alike)s?")
        alike = N_(" eller ").join(f"”{each.name}”" for each in suggestions)
        return Match(None, say(text, name=excerpt(name), alike=alike), suggestions)

    def alike(self, name: str) -> tuple[Suggestion, ...]:
        """At most three names that are much alike, the likest first."""
        asked = plain(name)
        if asked not in self._asked:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            self._asked[asked] = self._search(asked)
        return self._asked[asked]

    def _search(self, asked: str) -> tuple[Suggestion, ...]:
        from rapidfuzz import fuzz, process  # only where a name is unknown

        hits = process.extract(
            asked[:200], list(self.by_name), scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=3
        )
        keys = [self.by_name[name][0] for name, _, _ in hits]
        return tuple(Suggestion(key, self.names[key]) for key in keys)


def plain(name: str) -> str:
    """A name as it is compared: case, spaces, hyphens and a last full stop are no matter."""
    return " ".join(name.replace("-", " ").replace("–", " ").casefold().split()).rstrip(".")
