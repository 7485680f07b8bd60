"""A value's breakdown by sex and age. The sets are fixed; "total" is a member as any other, never None."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, Refused, excerpt
from tertial.measures.rules.measure import shown

TOTAL = "total"


class BreakdownRefused(Refused):
    """A word that is no member of its dimension, whose code it carries."""

    def __init__(self, dimension: str, text: str, **params: object) -> None:
        self.dimension = dimension
        super().__init__(text, **params)


@dataclass(frozen=True, slots=True)
class Member:
    code: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to break down; the first member is the total, the others are its parts."""

    code: str
    name: str
    members: tuple[Member, ...]

    @property
    def parts(self) -> tuple[Member, ...]:
        return self.members[1:]

    def member(self, word: str) -> Member:
        """By code or by any of the words people use; an empty cell is the total."""
        plain = " ".join(word.split()).casefold().replace("–", "-")
        for each in self.members:
            if plain in {each.code, each.name.casefold().replace("–", "-"), *each.also}:
                return each
        message = N_("”%(typed)s” finns inte för %(by)s. Välj bland %(choices)s.")
        choices = ", ".join(each.name for each in self.members)
        raise BreakdownRefused(self.code, message, typed=excerpt(word), by=self.name.lower(), choices=choices)


SEX = Dimension(
    "sex",
    N_("Kön"),
    (
        Member(TOTAL, N_("Totalt"), ("", "alla", "båda", "samtliga", "t", "summa")),
        Member("women", N_("Kvinnor"), ("kvinna", "flickor", "flicka", "kvinnor/flickor", "k", "f", "w")),
        Member("men", N_("Män"), ("man", "pojkar", "pojke", "män/pojkar", "m", "p")),
    ),
)
AGE = Dimension(
    "age",
    N_("Ålder"),
    (
        Member(TOTAL, N_("Totalt"), ("", "alla", "samtliga", "alla åldrar")),
        Member("0-5", N_("0–5 år"), ("0-5",)),
        Member("6-15", N_("6–15 år"), ("6-15",)),
        Member("16-19", N_("16–19 år"), ("16-19",)),
        Member("20-64", N_("20–64 år"), ("20-64",)),
        Member("65-79", N_("65–79 år"), ("65-79",)),
        Member("80-", N_("80 år och äldre"), ("80+", "80 +", "80-", "80 år-")),
    ),
)


@dataclass(frozen=True, slots=True, order=True)
class Breakdown:
    """Codes of members; the whole is total in both."""

    sex: str = TOTAL
    age: str = TOTAL

    def __post_init__(self) -> None:
        SEX.member(self.sex)
        AGE.member(self.age)

    @property
    def is_total(self) -> bool:
        return self.sex == TOTAL and self.age == TOTAL

    @property
    def code(self) -> str:
        """The stable key, as it is stored."""
        return f"{self.sex}/{self.age}"

    @classmethod
    def of(cls, sex: str = "", age: str = "") -> "Breakdown":
        """From what people write in the cells."""
        return cls(SEX.member(sex).code, AGE.member(age).code)

    def __str__(self) -> str:
        names = [
            dimension.member(code).name
            for dimension, code in ((SEX, self.sex), (AGE, self.age))
            if code != TOTAL
        ]
        return ", ".join(names) or N_("Totalt")


WHOLE = Breakdown()


def disagreement(
    parts: Mapping[str, Decimal], total: Decimal, dimension: Dimension, unit: str, *, is_share: bool
) -> Sentence | None:
    """What is wrong between the total and its parts. Counts must sum; a share's total lies among its parts.

    Where a part lacks, counts can still be too large together; a share says nothing then.
    """
    known = [(member, parts[member.code]) for member in dimension.parts if member.code in parts]
    if not known:
        return None
    listed = ", ".join(f"{member.name.lower()} {shown(value, unit)}" for member, value in known)
    complete = len(known) == len(dimension.parts)
    values = [value for _, value in known]
    if is_share:
        if not complete or min(values) <= total <= max(values):
            return None
        text = N_("Totalt %(total)s ligger inte mellan delarna (%(parts)s).")
        return say(text, total=shown(total, unit), parts=listed)
    together = sum(values, Decimal(0))
    if together == total or (not complete and 0 <= together < total):
        return None
    text = N_("Delarna är tillsammans %(sum)s men totalt är %(total)s (%(parts)s).")
    return say(text, sum=shown(together, unit), total=shown(total, unit), parts=listed)
