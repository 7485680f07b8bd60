"""What an answer still lacks before it can be handed in, and how long what is left may take."""

from collections.abc import Iterable
from dataclasses import dataclass

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.light import Light
from tertial.reporting.rules.forms import Question, QuestionKind, When
from tertial.reporting.rules.typed import Kept, word_count

# Minutes for each kind of question, as people who have done it say; whole reports are rounded up.
MINUTES = {
    QuestionKind.VALUE: 1.0,
    QuestionKind.MONEY: 0.5,
    QuestionKind.JUDGEMENT: 1.0,
    QuestionKind.TEXT: 5.0,
    QuestionKind.ITEMS: 0.5,
    QuestionKind.CHOICE: 0.5,
}


@dataclass(frozen=True, slots=True)
class Facing:
    """An answer and what is known about it, for deciding what it lacks."""

    question: Question
    kept: Kept
    about: str = ""  # the measure, goal or activity that it is about
    is_same: bool = False
    light: Light | None = None  # of the value, or the one somebody chose
    proposed: Light | None = None
    open_hints: int = 0  # raised, and not confirmed
    confirmed: int = 0
    is_late: bool = False  # an activity
    beyond: Sentence | None = None  # money further from its budget than the form tolerates: what to explain
    is_over: bool = False  # money of a whole year: its outcome is asked for, not a forecast
    waits: bool = False  # a sum that no unit below is in yet: told, and never a stop
    is_asked: bool = True  # a yearly measure is not asked for in a tertial


@dataclass(frozen=True, slots=True)
class Lack:
    """`field` is the name of the input it concerns."""

    field: str
    sentence: Sentence


def is_answered(facing: Facing) -> bool:
    kept = facing.kept
    return bool(facing.is_same or kept.is_missing or kept.text or any(kept.content.values()))


def holds(when: When, facing: Facing) -> bool:
    """Whether this is so for the answer."""
    match when:
        case When.ALWAYS:
            return True
        case When.MISSING:
            return facing.kept.is_missing
        case When.DEVIATES:
            return facing.is_late or facing.beyond is not None or facing.light in (Light.PARTLY, Light.NOT)
        case When.JUMPS:
            return bool(facing.open_hints or facing.confirmed)
        case When.DIFFERS:
            return _differs(facing)


def _differs(facing: Facing) -> bool:
    known = facing.proposed not in (None, Light.UNKNOWN)
    return known and facing.light is not None and facing.light is not facing.proposed


def lacks(facing: Facing) -> list[Lack]:
    """Everything that must be done with this answer; empty when it can be handed in."""
    if not facing.is_asked:
        return []
    question, found = facing.question, []
    is_required = any(holds(each, facing) for each in question.required)
    if is_required and not is_answered(facing) and not facing.waits:
        found.append(_unanswered(facing))
    if facing.open_hints:
        found.append(
            Lack(
                "confirm",
                say(N_("Kontrollera %(about)s, eller bekräfta att det stämmer."), about=_about(facing)),
            )
        )
    if not facing.kept.comment.strip() and (why := _comment_needed(facing)) is not None:
        found.append(Lack("comment", why))
    words = word_count(facing.kept.text)
    if question.word_limit is not None and words > question.word_limit:
        text = N_("%(about)s är %(words)s ord. Korta till högst %(limit)s.")
        found.append(Lack("text", say(text, about=_about(facing), words=words, limit=question.word_limit)))
    return found


def _about(facing: Facing) -> str:
    return facing.about or facing.question.text


def _unanswered(facing: Facing) -> Lack:
    texts = {
        QuestionKind.VALUE: (
            "value",
            N_("Skriv utfall för ”%(about)s”, eller att värdet saknas och varför."),
        ),
        QuestionKind.MONEY: (
            ("value", N_("Skriv årets utfall för ”%(about)s”."))
            if facing.is_over
            else ("forecast", N_("Skriv prognos för ”%(about)s”."))
        ),
        QuestionKind.JUDGEMENT: (
            "light",
            N_("Välj om målet uppfylls, uppfylls delvis eller inte uppfylls: ”%(about)s”."),
        ),
        QuestionKind.TEXT: ("text", N_("Skriv ett svar på ”%(about)s”, minst en mening.")),
        QuestionKind.ITEMS: ("status", N_("Välj hur det går med ”%(about)s”.")),
        QuestionKind.CHOICE: ("choice", N_("Välj ett svar på ”%(about)s”.")),
    }
    name, text = texts[facing.question.kind]
    return Lack(name, say(text, about=_about(facing)))


COMMENTS = {
    When.ALWAYS: N_("Skriv en kommentar till ”%(about)s”."),
    When.MISSING: N_("Skriv varför värdet saknas för ”%(about)s”."),
    When.DEVIATES: N_("Skriv varför ”%(about)s” avviker."),
    When.JUMPS: N_("Skriv varför talet för ”%(about)s” är som det är."),
    When.DIFFERS: N_("Skriv varför du bedömer annat än siffrorna säger: ”%(about)s”."),
}

LATE = N_("Slutdagen för ”%(about)s” har passerat. Skriv varför den inte är klar, och när den blir det.")


def _comment_needed(facing: Facing) -> Sentence | None:
    if not is_answered(facing) or facing.is_same:
        return None
    why = next((each for each in facing.question.comment if holds(each, facing)), None)
    if why is When.DEVIATES and facing.beyond is not None:
        return facing.beyond
    if why is When.DEVIATES and facing.is_late:
        return say(LATE, about=_about(facing))
    return say(COMMENTS[why], about=_about(facing)) if why else None


def minutes_left(facings: Iterable[Facing]) -> int:
    """Of what lacks something; at least one minute while anything is left."""
    left = [each for each in facings if lacks(each)]
    total = sum(MINUTES[each.question.kind] for each in left)
    return max(1, round(total)) if left else 0
