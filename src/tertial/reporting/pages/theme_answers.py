"""The city office reads what has come: by question or by board, who is silent, the figures, the raw answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.foundation.words import swedish_order
from tertial.organisation.access import require
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.roles import Permission
from tertial.reporting.exports.theme_book import book
from tertial.reporting.models import Round
from tertial.reporting.pages.reading import mark_of, round_or_404
from tertial.reporting.queries.theme_document import raw_of
from tertial.reporting.queries.themed import Board, Gathered, Voice, compared, excerpts_in, gathered
from tertial.reporting.rules.facts import Fact
from tertial.reporting.rules.forms import FormKind, Question
from tertial.reporting.rules.themed import STANDING_WORDS, Place, Standing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKS = {
    Standing.EMPTY: "saknas",
    Standing.NEW: "info",
    Standing.SAME: "streck",
    Standing.UPDATED: "inlamnad",
    Standing.CHANGED: "pagar",
}


def theme_or_404(request: HttpRequest, key: str) -> Round:
    """A themed round, for whoever puts it together."""
    found = round_or_404(key)
    if found.kind != FormKind.THEMED:
        raise Http404
    require(actor_of(request), Permission.RUN_ROUNDS)
    return found


def theme_tabs(key: str) -> list[tuple[str, str]]:
    return [
        (_("Läs svar"), reverse("theme_answers", kwargs={"key": key})),
        (_("Vilka har svarat"), reverse("theme_who", kwargs={"key": key})),
        (_("Siffror i svaren"), reverse("theme_figures", kwargs={"key": key})),
        (_("Sammanställ"), reverse("theme_compose", kwargs={"key": key})),
        (_("Dokument"), reverse("theme_document", kwargs={"key": key})),
    ]


@dataclass(frozen=True)
class Piece:
    """A block of an answer on the page. Those with a number can be taken along."""

    place: Place
    text: str
    number: int = 0
    label: str = ""
    is_taken: bool = False


@dataclass(frozen=True)
class ShownVoice:
    voice: Voice
    pieces: list[Piece]
    mark: str
    word: str

    @property
    def is_same(self) -> bool:
        return self.voice.standing is Standing.SAME


def shown_voice(voice: Voice, taken: Mapping[int, set[str]]) -> ShownVoice:
    pieces, number = [], 0
    mine = taken.get(voice.answer.pk, set())
    for block in voice.blocks:
        if block.place in (Place.BODY, Place.ADDITION):
            number += 1
            is_taken = " ".join(block.text.split()) in mine
            pieces.append(Piece(block.place, block.text, number, block.label, is_taken))
        else:
            pieces.append(Piece(block.place, block.text))
    return ShownVoice(voice, pieces, MARKS[voice.standing], _(STANDING_WORDS[voice.standing]))


def taken_in(round_: Round) -> dict[int, set[str]]:
    """The words that are taken along, by the answer they are from."""
    found: dict[int, set[str]] = {}
    for each in excerpts_in(round_):
        found.setdefault(each.answer_id, set()).add(" ".join(each.text.split()))
    return found


@dataclass(frozen=True)
class QuestionLine:
    question: Question
    count: int
    new: int
    is_here: bool


@require_GET
def answers(request: HttpRequest, key: str) -> HttpResponse:
    """Every board's answer to one question side by side, or one board's to all of them."""
    found = theme_or_404(request, key)
    seen = gathered(found)
    board = _board(seen, request.GET.get("namnd", ""))
    question = None if board else _question(seen, request.GET.get("fraga", ""))
    voices = list(board.voices) if board else seen.said_to(question.key) if question else []
    only_new = request.GET.get("visa") == "nytt"
    if only_new:
        voices = [each for each in voices if each.standing not in (Standing.SAME, Standing.EMPTY)]
    taken = taken_in(found)
    context = _frame(request, found, seen) | {
        "board": board,
        "question": question,
        "areas": _areas(seen, question),
        "voices": [shown_voice(each, taken) for each in voices if each.standing is not Standing.EMPTY],
        "only_new": only_new,
        "shows_change": request.GET.get("visa") == "andrat",
        "counts": _counts(seen, question) if question else [],
        "next": _next(seen, question) if question else None,
        "here": request.get_full_path(),
    }
    return render(request, "reporting/theme_answers.html", context)


def _frame(request: HttpRequest, found: Round, seen: Gathered) -> dict[str, Any]:
    return {
        "round": found,
        "seen": seen,
        "tabs": theme_tabs(found.key),
        "tab": request.path,
        "taken": len(excerpts_in(found)),
        "before_period": seen.before.when if seen.before else None,
    }


def _board(seen: Gathered, key: str) -> Board | None:
    if not key:
        return None
    found = next((each for each in seen.boards if each.unit.key == key), None)
    if found is None:
        raise Http404
    return found


def _question(seen: Gathered, key: str) -> Question | None:
    questions = [question for _section, question in seen.form.questions()]
    if not key:
        return questions[0] if questions else None
    found = next((each for each in questions if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _areas(seen: Gathered, here: Question | None) -> list[tuple[str, list[QuestionLine]]]:
    found = []
    for section, questions in seen.sections():
        lines = []
        for each in questions:
            counts = seen.counts(each.key)
            said = sum(counts.values()) - counts[Standing.EMPTY]
            new = said - counts[Standing.SAME]
            lines.append(QuestionLine(each, said, new, here is not None and here.key == each.key))
        found.append((f"{section.number} {section.title}".strip(), lines))
    return found


def _counts(seen: Gathered, question: Question) -> list[tuple[str, str, int]]:
    counts = seen.counts(question.key)
    return [
        (MARKS[each], _(STANDING_WORDS[each]), n)
        for each, n in counts.items()
        if n and each is not Standing.EMPTY
    ]


def _next(seen: Gathered, question: Question) -> Question | None:
    keys = [each for _section, each in seen.form.questions()]
    at = next(place for place, each in enumerate(keys) if each.key == question.key)
    return keys[at + 1] if at + 1 < len(keys) else None


@require_GET
def who(request: HttpRequest, key: str) -> HttpResponse:
    """Who has answered, who has not, who takes no part, who wrote the same; and the round before."""
    found = theme_or_404(request, key)
    seen = gathered(found)
    rows = [(each, _said_by(each), mark_of(each.state)) for each in seen.boards]
    context = _frame(request, found, seen) | {
        "rows": sorted(rows, key=lambda row: ORDER[row[1]]),
        "then": compared(seen),
    }
    return render(request, "reporting/theme_who.html", context)


ORDER = {"late": 0, "silent": 1, "declined": 2, "same": 3, "answered": 4}


def _said_by(board: Board) -> str:
    if board.exempt:
        return "declined"
    if not board.voices:
        return "late" if board.is_late else "silent"
    return "same" if board.is_same else "answered"


@dataclass(frozen=True)
class FigureLine:
    """A figure in what a board wrote; `before` and `after` are the rest of its sentence."""

    voice: Voice
    fact: Fact
    before: str
    after: str
    is_taken: bool


@dataclass
class FigureGroup:
    """The figures of one board, folded away until asked for; `here` is where to go on after one is taken along."""

    unit: Unit
    here: str
    is_open: bool
    lines: list[FigureLine] = field(default_factory=list)


@require_GET
def figures(request: HttpRequest, key: str) -> HttpResponse:
    """Numbers that stand in the answers, each in its sentence, to be used or let be: to one question, or by board."""
    found = theme_or_404(request, key)
    seen = gathered(found)
    question = _question(seen, request.GET["fraga"]) if request.GET.get("fraga") else None
    board = _board(seen, request.GET.get("namnd", ""))
    only_new = request.GET.get("visa") == "nytt"
    voices = seen.said_to(question.key) if question else seen.voices
    if only_new:
        voices = [each for each in voices if each.standing is not Standing.SAME]
    taken = taken_in(found)
    lines = [_figure(voice, fact, taken) for voice in voices for fact in voice.facts]
    context = _frame(request, found, seen) | {
        "groups": [] if question else _by_board(lines, board, only_new),
        "lines": lines if question else [],
        "count": len(lines),
        "question": question,
        "areas": _areas(seen, question),
        "only_new": only_new,
        "here": request.get_full_path(),
    }
    return render(request, "reporting/theme_figures.html", context)


def _by_board(lines: list[FigureLine], board: Board | None, only_new: bool) -> list[FigureGroup]:
    """In the order of the boards; the one that was asked for is open."""
    groups: dict[str, FigureGroup] = {}
    for line in lines:
        unit = line.voice.unit
        if unit.key not in groups:
            asked = urlencode(({"visa": "nytt"} if only_new else {}) | {"namnd": unit.key})
            is_open = board is not None and board.unit.key == unit.key
            groups[unit.key] = FigureGroup(unit, f"?{asked}#n-{unit.key}", is_open)
        groups[unit.key].lines.append(line)
    return sorted(groups.values(), key=lambda group: swedish_order(group.unit.name))


def _figure(voice: Voice, fact: Fact, taken: Mapping[int, set[str]]) -> FigureLine:
    sentence = " ".join(fact.sentence.split())
    at = sentence.find(fact.said)
    head, tail = (sentence[:at], sentence[at + len(fact.said) :]) if at >= 0 else (sentence, "")
    mine: set[str] = taken.get(voice.answer.pk, set())
    return FigureLine(voice, fact, head, tail, any(sentence in each for each in mine))


@require_GET
def export_book(request: HttpRequest, key: str) -> HttpResponse:
    """Every answer as it was handed in, a row each."""
    found = theme_or_404(request, key)
    response = HttpResponse(book(_raw(found)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{key}-svar.xlsx"'
    return response


@require_GET
def export_json(request: HttpRequest, key: str) -> HttpResponse:
    found = theme_or_404(request, key)
    response = JsonResponse(_raw(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{key}-svar.json"'
    return response


def _raw(found: Round) -> dict[str, Any]:
    return raw_of(gathered(found))
