"""An answer and what is known about it, as the rule of what it lacks wants them."""

from datetime import date

from tertial.foundation.sentence import Sentence
from tertial.goals.models import Activity
from tertial.goals.models import Goal as GoalRow
from tertial.measures.rules.light import Light
from tertial.reporting.models import Answer, Part
from tertial.reporting.queries.figures import ValueRow
from tertial.reporting.queries.money import MoneyRow
from tertial.reporting.rules.forms import Question, QuestionKind
from tertial.reporting.rules.lacking import Facing
from tertial.reporting.rules.money import to_explain
from tertial.reporting.rules.typed import Kept


def kept_of(answer: Answer) -> Kept:
    return Kept(answer.content, answer.text, answer.comment, answer.is_missing)


def facing_of(
    answer: Answer,
    part: Part,
    question: Question,
    value: ValueRow | None,
    money: MoneyRow | None,
    today: date,
) -> Facing:
    kept = kept_of(answer)
    if value is not None and value.rolled is not None and value.rolled.value is not None:
        kept = Kept({"value": format(value.rolled.value, "f")}, kept.text, kept.comment, kept.is_missing)
    if money is not None:
        kept = Kept(_expected(money), kept.text, kept.comment)
    confirmed = set(answer.confirmed)
    figures = value or money
    raised = [hint.code for hint in figures.hints] if figures else []
    return Facing(
        question=question,
        kept=kept,
        about=_about(answer, part),
        is_same=answer.is_same,
        light=_light(answer, value),
        proposed=value.proposal.light if value else None,
        open_hints=sum(1 for code in raised if code not in confirmed),
        confirmed=sum(1 for code in raised if code in confirmed),
        is_late=_is_late(answer, today),
        beyond=_beyond(answer, money),
        is_over=money.is_over if money else False,
        is_asked=_is_asked(value, money),
        waits=_waits(value, money),
    )


def _beyond(answer: Answer, money: MoneyRow | None) -> Sentence | None:
    if money is None or not money.is_beyond or money.line.deviation is None:
        return None
    return to_explain(str(answer.measure), money.line.deviation, money.measure)


def _expected(money: MoneyRow) -> dict[str, str]:
    """A row of money is answered when it is known what the year comes to."""
    return {"forecast": format(money.line.expected, "f")} if money.line.expected is not None else {}


def _is_asked(value: ValueRow | None, money: MoneyRow | None) -> bool:
    """A row that is part of another may be left empty."""
    if money is not None:
        return not money.line.within or money.line.expected is not None
    return value.is_asked if value else True


def _waits(value: ValueRow | None, money: MoneyRow | None) -> bool:
    """A sum of the units below, of whom none has given its figure."""
    rolled = money.rolled if money else value.rolled if value else None
    return rolled is not None and rolled.value is None


def _about(answer: Answer, part: Part) -> str:
    about: GoalRow | Activity | object | None = answer.measure or answer.activity
    if about is None and answer.kind == QuestionKind.JUDGEMENT:
        about = part.goal
    return str(about or "")


def _light(answer: Answer, value: ValueRow | None) -> Light | None:
    if value is not None:
        return value.proposal.light
    said = answer.content.get("light")
    return Light(said) if said else None


def _is_late(answer: Answer, today: date) -> bool:
    activity = answer.activity
    if activity is None or activity.end is None or activity.end >= today:
        return False
    return answer.content.get("status", activity.status) not in ("done", "cancelled")
