"""Answers from a file beside what a report says already: what each would be, and what taking it in would do."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.words import N_
from tertial.measures.rules.light import LIGHT_WORDS
from tertial.reporting.rules.filled import Filled, FilledForm, Update
from tertial.reporting.rules.filled_text import filled_to_json
from tertial.reporting.rules.forms import Question, QuestionKind
from tertial.reporting.rules.themed import Place, as_answer, blocks, updates

Json = dict[str, Any]


class Effect(StrEnum):
    """What taking an answer in does to the report."""

    NEW = "new"
    SAME = "same"  # the report says so already
    REPLACES = "replaces"
    EMPTY = "empty"  # the file has no answer
    LOCKED = "locked"  # handed in, so nothing can be written


EFFECT_WORDS = {
    Effect.NEW: N_("Nytt svar"),
    Effect.SAME: N_("Står redan i rapporten"),
    Effect.REPLACES: N_("Ersätter det som står"),
    Effect.EMPTY: N_("Inget svar i filen"),
    Effect.LOCKED: N_("Delen är inlämnad"),
}


def text_of(filled: Filled, before: str) -> str:
    """The answer as it is kept. Only an update to an earlier answer stands after the words of before."""
    if filled.whole:
        return _with_updates(filled.whole, filled.updates)
    if filled.text:
        return as_answer(filled)
    added = [f"{each.label}\n\n{each.text}" for each in filled.updates]
    return "\n\n".join([before.strip(), *added]).strip() if added else ""


def _with_updates(whole: str, given: Sequence[Update]) -> str:
    """Each once; one more of the update that the text ends with goes on under the label that is there."""
    there = {(each.label, each.text) for each in updates(whole)}
    end = blocks(whole)[-1:]
    last, found = next((each.label for each in end if each.place is Place.ADDITION), ""), [whole]
    for each in given:
        if (each.label, each.text) not in there:
            found += [each.text] if each.label == last else [each.label, each.text]
            last = each.label
    return "\n\n".join(found)


def content_of(question: Question, filled: Filled) -> dict[str, str] | None:
    """What was chosen, for a question with words to choose from; none where it is none of them."""
    said = " ".join((filled.whole or filled.text or "").split()).casefold()
    if question.kind is QuestionKind.JUDGEMENT:
        return next(
            ({"light": key.value} for key, word in LIGHT_WORDS.items() if word.casefold() == said), None
        )
    choices = ({"choice": each.key} for each in question.choices if each.text.casefold() == said)
    return next(choices, None)


def effect_of(new: object, now: object, *, is_open: bool) -> Effect:
    """Empty is no answer, so it replaces nothing."""
    if not new:
        return Effect.EMPTY
    if new == now:
        return Effect.SAME
    if not is_open:
        return Effect.LOCKED
    return Effect.REPLACES if now else Effect.NEW


def unusable(filled: FilledForm) -> str:
    """Why there is nothing to take in; empty where there is."""
    wrong = next((each for each in filled.remarks if each.code == "FORM-01"), None)
    if wrong is not None:
        return f"{wrong.message} Kontrollera att det är rätt fil, och att den hör till den här omgången."
    if filled.declines is None and not any(each.answered for each in filled.answers):
        return "Formuläret är inte ifyllt: inget av svaren har någon text. Be om den ifyllda filen."
    return ""


def period_remark(said: str | None, period: Period) -> Remark | None:
    """A document that says another period than the round's. `T3` in a document is the whole year."""
    if said is None or period.kind not in (PeriodKind.TERTIAL, PeriodKind.YEAR):
        return None
    wanted = f"{period.year}T3" if period.kind is PeriodKind.YEAR else period.code
    if said == (wanted if said[0] != "T" else wanted[4:]):
        return None
    message = f"Dokumentet gäller {_in_words(said)}, men omgången gäller {period.label()}."
    return Remark("FORM-08", Severity.ERROR, message)


def other_unit_remark(said: str, unit: str) -> Remark:
    """A unit's own file that says it is from another."""
    return Remark("FORM-09", Severity.ERROR, f"Filen verkar vara från {said}, men den är skickad för {unit}.")


def _in_words(said: str) -> str:
    year, number = said[:-2], said[-2:]
    if number == "T3":
        return f"helåret {year}".strip()
    return f"{number} {year}".strip()


def to_stored(filled: FilledForm) -> Json:
    """The reading as it is kept with the file: `tertial.form/1`, and what stands exactly in each box."""
    whole = {each.question: each.whole for each in filled.answers if each.whole}
    return {
        **filled_to_json(replace(filled, remarks=())),
        "whole": whole,
        "round": filled.round_key,
        "unit": filled.unit_key,
    }


def from_stored(data: Mapping[str, Any]) -> FilledForm:
    head = dict(data["head"])
    period = head.pop("period", None)
    whole = data.get("whole", {})
    answers = tuple(
        Filled(
            each["question"],
            each["text"],
            tuple(Update(u["label"], u["under"], u["text"]) for u in each["updates"]),
            each["page"],
            each["line"],
            bool(each.get("same")),
            whole.get(each["question"]),
        )
        for each in data["answers"]
    )
    declines, round_key, unit = data.get("declines"), data.get("round", ""), data.get("unit", "")
    return FilledForm(data["form"], head, period, answers, (), declines, round_key, unit)


def remark_to_json(remark: Remark) -> Json:
    return {**asdict(remark), "severity": remark.severity.value}


def remark_from_json(data: Mapping[str, Any]) -> Remark:
    evidence = tuple(Evidence(each["page"], each["line"], each["text"]) for each in data["evidence"])
    return Remark(data["code"], Severity(data["severity"]), data["message"], evidence)
