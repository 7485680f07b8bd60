"""A form that somebody has filled in, as it was read from a document: heads, answers, dated updates, remarks."""

from dataclasses import dataclass

from tertial.foundation.check import Remark


@dataclass(frozen=True, slots=True)
class Update:
    """A dated addition to an answer: how it is labelled, the inner heading it stands under, what it says."""

    label: str
    under: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One answer. The text is the whole of it with its inner headings, without the updates."""

    question: str
    text: str | None
    updates: tuple[Update, ...] = ()
    page: int | None = None
    line: int | None = None
    is_same: bool = False  # the box for nothing new is ticked
    whole: str | None = None  # exactly what stands in the box of a form of ours, updates and all

    @property
    def answered(self) -> bool:
        return self.text is not None or self.is_same


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a document answers to a form: every question of the form once, in the form's order."""

    form: str
    head: dict[str, str | None]
    period: str | None
    answers: tuple[Filled, ...]
    remarks: tuple[Remark, ...] = ()
    declines: str | None = None  # takes no part, and why; the reason may be empty
    round_key: str = ""  # which round and unit the file itself says it is for
    unit_key: str = ""

    def answer(self, question: str) -> Filled | None:
        return next((each for each in self.answers if each.question == question), None)
