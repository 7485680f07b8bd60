"""Tables of money whose rows cannot be added: what a form is refused for, when the measures are known."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.measure import is_share
from tertial.reporting.rules.forms import Form, Question, QuestionKind, Section


def mixed_rows(form: Form, units: Mapping[str, str]) -> Iterator[tuple[Section, Question, Sentence]]:
    """`units`: what measures are counted in, by key. A row whose measure is not known yet is let be."""
    for section, question in form.questions():
        if (why := why_mixed(question, units)) is not None:
            yield section, question, why


def why_mixed(question: Question, units: Mapping[str, str]) -> Sentence | None:
    """Which rows of the table differ, and what to do; nothing when all can be added."""
    if question.kind is not QuestionKind.MONEY:
        return None
    found = {key: units[key] for key in question.measures if units.get(key)}
    shares = [key for key, unit in found.items() if is_share(unit)]
    if shares:
        text = N_(
            "”%(question)s” lägger ihop sina rader, men %(rows)s räknas i andelar. "
            "Ta bort dem, eller fråga efter dem som värden."
        )
        return say(text, question=question.text, rows=", ".join(shares))
    ((usual, _count),) = Counter(found.values()).most_common(1) or [("", 0)]
    others = [f"{key} ({unit})" for key, unit in found.items() if unit != usual]
    if not others:
        return None
    text = N_(
        "”%(question)s” lägger ihop rader i olika enheter: de flesta är i %(unit)s, men inte %(rows)s. "
        "Välj rader i samma enhet, eller gör en tabell för varje enhet."
    )
    return say(text, question=question.text, unit=usual, rows=", ".join(others))
