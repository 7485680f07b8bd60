"""The fields of a part as the page shows them: what is typed, what is odd, what stood there last time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from tertial.foundation.number import format_number
from tertial.foundation.words import N_
from tertial.goals.pages.rows import STATES as ACTIVITY_STATES
from tertial.goals.rules.activity import STATUS_WORDS, ActivityStatus
from tertial.measures.pages.said import STATES, figure, origin_of, target_words
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.reporting.models import Answer
from tertial.reporting.pages.reading import Mark, told
from tertial.reporting.queries.figures import ValueRow
from tertial.reporting.queries.sheet import Row, Said
from tertial.reporting.rules.forms import Question, QuestionKind
from tertial.reporting.rules.typed import FIGURES, STATUSES, Typed, word_count

CONTENT = (*FIGURES, "light", "choice", "status", "progress")
TYPED = (*CONTENT, "text", "comment")
Fields = dict[str, str]

LIGHT_HINTS = {
    Light.MET: N_("Alla viktiga resultat nås i år"),
    Light.PARTLY: N_("En del nås, en del inte"),
    Light.NOT: N_("De viktigaste resultaten nås inte"),
    Light.UNKNOWN: N_("Underlaget räcker inte"),
}


@dataclass(frozen=True)
class Choice:
    """One of some words to choose between."""

    key: str
    word: str
    state: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Box:
    """One answer on the page. `values` are what its fields show; `errors` what could not be kept, by field."""

    row: Row
    values: Fields
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.row.answer.pk

    @property
    def answer(self) -> Answer:
        return self.row.answer

    @property
    def hints(self) -> list[str]:
        """What looks odd and is not confirmed."""
        confirmed = self.row.answer.confirmed
        return [told(hint.sentence) for hint in self.row.hints if hint.code not in confirmed]

    @property
    def wants_comment(self) -> str:
        """Why a comment is needed, and lacking."""
        return next((told(lack.sentence) for lack in self.row.lacks if lack.field == "comment"), "")

    @property
    def takes_comment(self) -> bool:
        return bool(self.row.question.comment or self.values.get("comment"))

    @property
    def is_typed(self) -> bool:
        """A value that is rolled up, or asked for only once a year, is not typed here."""
        value = self.row.value
        return value is None or (value.rolled is None and value.is_asked)

    @property
    def is_fetched(self) -> bool:
        """Known already: shown as a figure, to be changed only by whoever knows better."""
        return self.answer.is_fetched and self.row.value is not None and self.row.value.value is not None

    @property
    def is_quiet(self) -> bool:
        """An activity that goes on as it did: nothing for a reader of changes."""
        before = self.row.activity
        if before is None or self.values.get("comment") or self.row.notes or self.row.rivals:
            return False
        return self.values.get("status") == before.status

    @property
    def target(self) -> str:
        value = self.row.value
        return target_words(value.target, value.measure.unit, value.measure.decimals) if value else ""

    @property
    def previous(self) -> str:
        return self._figure(self.row.value.previous if self.row.value else None)

    @property
    def previous_origin(self) -> str:
        value = self.row.value
        if value is None or value.previous is None:
            return ""
        return origin_of(value.measure.key, value.unit, value.earlier)

    @property
    def origin(self) -> str:
        """Of the figure that stands here: the fact it was fetched from, or who has written or added it up."""
        value = self.row.value
        if value is None or value.value is None:
            return ""
        if self.answer.is_fetched:
            return origin_of(value.measure.key, value.unit, value.period)
        return reverse("answer_versions", args=[self.pk])

    @property
    def now(self) -> str:
        value = self.row.value
        return value.shown(value.value) if value and value.value is not None else "–"

    def _figure(self, value: Decimal | None) -> str:
        measure = self.row.answer.measure
        return figure(measure, value) if measure else ""

    @property
    def proposal(self) -> Mark | None:
        """What the figure means against its target; nothing while there is no figure."""
        value = self.row.value
        if value is None or value.value is None:
            return None
        return Mark(STATES[value.proposal.light], gettext(LIGHT_WORDS[value.proposal.light]))

    @property
    def extra(self) -> list[tuple[str, str]]:
        """More figures of the same measure: women and men, what a share is made of, the year's forecast."""
        value = self.row.value
        return [(name, gettext(word)) for name, word in _extra(value)] if value else []

    @property
    def choices(self) -> list[Choice]:
        return choices_of(self.row.question)

    @property
    def status_before(self) -> Mark | None:
        activity = self.row.activity
        if activity is None:
            return None
        status = ActivityStatus(activity.status)
        return Mark(ACTIVITY_STATES[status], gettext(STATUS_WORDS[status]))

    @property
    def light_before(self) -> Mark | None:
        before = self.row.before
        said = before.content.get("light") if before else None
        return Mark(STATES[Light(said)], gettext(LIGHT_WORDS[Light(said)])) if said else None

    @property
    def before_words(self) -> int:
        return word_count(self.row.before.text) if self.row.before else 0

    @property
    def below(self) -> list[Said]:
        """What units below wrote: those with words first."""
        return [each for each in self.row.below if each.text.strip() or each.light]

    @property
    def coverage(self) -> tuple[int, int] | None:
        rolled = self.row.value.rolled if self.row.value else None
        return (rolled.coverage.count, rolled.coverage.asked) if rolled else None


def _extra(value: ValueRow) -> Iterator[tuple[str, str]]:
    measure = value.measure
    if measure.by_sex:
        yield from (("women", N_("Kvinnor")), ("men", N_("Män")))
    if measure.over_units.value == "ratio":
        yield from (("numerator", N_("Täljare")), ("denominator", N_("Nämnare")))
    if measure.cumulative:
        yield ("forecast", N_("Prognos för året"))


def choices_of(question: Question) -> list[Choice]:
    match question.kind:
        case QuestionKind.JUDGEMENT:
            return [
                Choice(each.value, gettext(LIGHT_WORDS[each]), STATES[each], gettext(LIGHT_HINTS[each]))
                for each in Light
            ]
        case QuestionKind.CHOICE:
            return [Choice(each.key, each.text) for each in question.choices]
        case QuestionKind.ITEMS:
            return [Choice(each, gettext(STATUS_WORDS[ActivityStatus(each)])) for each in STATUSES]
        case _:
            return []


def box_of(row: Row, typed: Fields | None = None, errors: Fields | None = None) -> Box:
    return Box(row, stored(row.answer) | (typed or {}), errors or {})


def stored(answer: Answer) -> Fields:
    """The fields as a person would have typed them: numbers with a decimal comma."""
    content: Fields = {name: _shown(name, str(text)) for name, text in answer.content.items()}
    if answer.activity and not content.get("status"):
        content["status"] = str(answer.activity.status)
    missing = "1" if answer.is_missing else ""
    content.update(text=answer.text, comment=answer.comment, missing=missing)
    return content


def _shown(name: str, text: str) -> str:
    return format_number(Decimal(text)) if name in FIGURES and text else str(text)


def posted(data: QueryDict, prefix: str = "") -> Fields:
    """The fields of one answer as they came; what was not on the page is not there."""
    names = (*TYPED, "missing")
    found = {name: str(data[f"{prefix}{name}"]) for name in names if f"{prefix}{name}" in data}
    if f"{prefix}missing-asked" in data:  # a box that is not ticked is not sent
        found.setdefault("missing", "")
    return found


def typed_of(answer: Answer, fields: Fields) -> Typed:
    """One save: figures that were not on the page stay as they are."""
    given = {name: text for name, text in fields.items() if name in CONTENT}
    kept = {name: text for name, text in stored(answer).items() if name in CONTENT and name in answer.content}
    is_value = answer.kind == QuestionKind.VALUE
    return Typed(
        content=kept | given if given else None,
        text=fields.get("text"),
        comment=fields.get("comment"),
        is_missing=fields.get("missing") == "1" if is_value and "missing" in fields else None,
    )
