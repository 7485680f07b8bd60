"""How much of an answer was read: words in order, signs and blanks apart."""

import re
from collections import Counter
from difflib import SequenceMatcher

from tertial.reporting.rules.filled import FilledForm
from tertial.reporting.rules.forms import Form

from .truth import Truth


def words(text: str | None) -> list[str]:
    return re.findall(r"[\w@.-]*\w", (text or "").lower())


def agreement(one: str | None, other: str | None) -> float:
    """The share of words that agree in order: 1.0 is the same text."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio() if one or other else 1.0


def lost(form: Form, truth: Truth, read: FilledForm) -> list[str]:
    """What is not as it should be, in sentences."""
    out = []
    for _, question in form.questions():
        key = question.key
        answer = read.answer(key)
        assert answer is not None
        if answer.answered != bool(truth.answers[key]):
            out.append(f"{key}: answered={answer.answered}")
        ratio = agreement(truth.text(key), answer.text)
        if ratio < 0.97:
            out.append(f"{key}: text {ratio:.3f}")
        updates = [(u.label, u.under, u.text) for u in answer.updates]
        true = truth.updates(key)
        if [u[:2] for u in updates] != [u[:2] for u in true]:
            out.append(f"{key}: updates {[u[:2] for u in updates]} ≠ {[u[:2] for u in true]}")
        out += [
            f"{key}: update {ratio:.3f}"
            for mine, theirs in zip(updates, true, strict=False)
            if (ratio := agreement(theirs[2], mine[2])) < 0.97
        ]
    wanted = {"unit": truth.unit, "contact": truth.contact, "phone": truth.phone, "email": truth.email}
    out += [
        f"{key}: {read.head.get(key)} ≠ {value}"
        for key, value in wanted.items()
        if read.head.get(key) != value
    ]
    return out


def word_count(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))
