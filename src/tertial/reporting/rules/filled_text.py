"""A filled form as JSON (`tertial.form/1`) and as a page of plain text."""

from collections.abc import Iterator
from typing import Any

from tertial.foundation.check import Remark
from tertial.reporting.rules.filled import Filled, FilledForm
from tertial.reporting.rules.forms import Form

SCHEMA = "tertial.form/1"


def filled_to_json(filled: FilledForm) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "form": filled.form,
        "head": {**filled.head, "period": filled.period},
        "answers": [_answer(each) for each in filled.answers],
        "remarks": [_remark(each) for each in filled.remarks],
        **({} if filled.declines is None else {"declines": filled.declines}),
    }


def _answer(answer: Filled) -> dict[str, Any]:
    return {
        "question": answer.question,
        "answered": answer.answered,
        "text": answer.text,
        "updates": [{"label": u.label, "under": u.under, "text": u.text} for u in answer.updates],
        "page": answer.page,
        "line": answer.line,
        **({"same": True} if answer.is_same else {}),
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "severity": remark.severity.value,
        "message": remark.message,
        "evidence": [{"page": e.page, "line": e.line, "text": e.text} for e in remark.evidence],
    }


def filled_as_text(filled: FilledForm, form: Form) -> str:
    """What was read, to be looked through."""
    return "\n".join(_lines(filled, form)) + "\n"


def _lines(filled: FilledForm, form: Form) -> Iterator[str]:
    yield f"{form.title} {filled.period or ''}".strip()
    for head in form.head:
        yield f"{head.label}: {filled.head.get(head.key) or '–'}"
    if filled.declines is not None:
        yield f"Deltar inte: {filled.declines}".strip()
    for section in form.sections:
        yield from ("", f"{section.number}. {section.title}".strip(". ")) if section.title else ()
        for question in section.questions:
            yield from ("", f"{question.key}  {question.text}")
            answer = filled.answer(question.key)
            if answer is None or answer.text is None:
                yield "   (inget nytt)" if answer and answer.is_same else "   (inget svar)"
                continue
            yield from (f"   {line}".rstrip() for line in answer.text.splitlines())
            for update in answer.updates:
                under = f" ({update.under})" if update.under else ""
                yield from ("", f"   + {update.label}{under}")
                yield from (f"     {line}".rstrip() for line in update.text.splitlines())
    for remark in filled.remarks:
        yield f"\n{remark.code}: {remark.message}"
