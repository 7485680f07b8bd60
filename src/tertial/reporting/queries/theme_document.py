"""A themed round as plain data: the consolidated document (tertial.theme/1) and the raw answers."""

from collections.abc import Iterable
from typing import Any

from tertial.reporting.models import Consolidation, Excerpt, Round
from tertial.reporting.queries.themed import Board, Gathered, compared, gathered
from tertial.reporting.rules.forms import Section
from tertial.reporting.rules.themed import STANDING_WORDS, Standing

SCHEMA = "tertial.theme/1"
RAW = "tertial.theme-answers/1"


def contents_of(round_: Round) -> Consolidation:
    """What was chosen for the document, or what it ordinarily holds."""
    return Consolidation.objects.filter(round=round_).first() or Consolidation(round=round_)


def document_of(
    round_: Round, seen: Gathered | None = None, chosen: Consolidation | None = None
) -> dict[str, Any]:
    """Everything the document says, so that it can be frozen."""
    found = seen or gathered(round_)
    chosen = chosen or contents_of(round_)
    summaries = {each.section: each.text for each in round_.summaries.all()}
    passages = found.taken
    headings = list(round_.headings.filter(gone_at__isnull=True))
    areas = []
    for section in found.form.sections:
        mine = [each for each in passages if each.section == section.key]
        areas.append(
            {
                "number": section.number,
                "title": section.title,
                "summary": summaries.get(section.key, ""),
                "headings": [
                    {"title": each.title, "passages": _said(p for p in mine if p.heading_id == each.pk)}
                    for each in headings
                    if each.section == section.key
                ],
                "passages": _said(each for each in mine if each.heading_id is None),
                "answers": _answers(found, section) if chosen.shows_answers else [],
            }
        )
    return {
        "schema": SCHEMA,
        "round": round_.key,
        "title": round_.title,
        "period": round_.period,
        "text": found.form.text,
        "summary": summaries.get("", ""),
        "counts": _counts(found),
        "areas": areas,
        "silent": _silent(found) if chosen.shows_silent else None,
        "before": _before(found) if chosen.shows_silent else None,
    }


def _said(passages: Iterable[Excerpt]) -> list[dict[str, str]]:
    return [
        {"text": each.text, "label": each.label, "unit": each.unit_name, "date": each.said_on.isoformat()}
        for each in passages
    ]


def _answers(found: Gathered, section: Section) -> list[dict[str, Any]]:
    return [
        {
            "number": question.key,
            "question": question.text,
            "said": [
                {"unit": voice.unit.name, "date": voice.said_on.isoformat(), "text": voice.text}
                for voice in found.said_to(question.key)
                if voice.standing is not Standing.EMPTY
            ],
        }
        for question in section.questions
    ]


def _counts(found: Gathered) -> dict[str, int]:
    return {
        "asked": len(found.boards),
        "answered": len(found.answered),
        "declined": len(found.declined),
        "silent": len(found.silent),
        "same": len(found.same),
    }


def _silent(found: Gathered) -> dict[str, Any]:
    return {
        "silent": [each.unit.name for each in found.silent],
        "declined": [{"unit": each.unit.name, "reason": each.exempt} for each in found.declined],
        "same": [each.unit.name for each in found.same],
    }


def _before(found: Gathered) -> dict[str, Any] | None:
    then = compared(found)
    if then is None:
        return None
    return {
        "period": then.before.round.period,
        "counts": _counts(then.before),
        "new": list(then.new),
        "gone": list(then.gone),
    }


def raw_of(found: Gathered) -> dict[str, Any]:
    """Every answer as it was handed in, for those who reckon or read further."""
    areas = {
        section.key: f"{section.number} {section.title}".strip() for section, _questions in found.sections()
    }
    return {
        "schema": RAW,
        "round": found.round.key,
        "title": found.round.title,
        "period": found.round.period,
        "boards": [_board(each) for each in found.boards],
        "answers": [
            {
                "area": areas.get(each.section, ""),
                "question": each.question.key,
                "text_of_question": each.question.text,
                "unit": each.unit.name,
                "unit_key": each.unit.key,
                "date": each.said_on.isoformat(),
                "standing": STANDING_WORDS[each.standing],
                "text": each.text,
                "updates": [{"label": u.label, "under": u.under, "text": u.text} for u in each.added],
                "facts": [
                    {"value": format(f.value, "f"), "said": f.said, "sentence": f.sentence}
                    for f in each.facts
                ],
            }
            for each in found.voices
        ],
    }


def _board(board: Board) -> dict[str, str]:
    state = "deltar inte" if board.exempt else "har svarat" if board.voices else "har inte svarat"
    return {
        "unit": board.unit.name,
        "unit_key": board.unit.key,
        "state": state,
        "handed_in": board.handed_in_on.isoformat() if board.handed_in_on else "",
        "contact": board.contact,
        "reason": board.exempt,
    }
