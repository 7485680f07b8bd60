"""How each action on files with answers is called; see test_actions_ask_and_tell.py."""

from collections.abc import Callable
from typing import Any

from tertial.reporting.actions import answer_files
from tertial.reporting.exports.word_form import as_word
from tests.answer_files import a_file, a_taken_file, a_themed_round, paper, received, report
from tests.reports import unit


def came() -> dict[str, Any]:
    round_ = a_themed_round()
    return {"round_": round_, "files": [answer_files.Came("svar.docx", as_word(paper(round_)))]}


def waiting() -> dict[str, Any]:
    given = came()
    return {"file": received(given["round_"], given["files"][0]), "filled": None, "problem": "¤Trasig"}


def own() -> dict[str, Any]:
    round_ = a_themed_round()
    return {"report": report(round_), "came": answer_files.Came("svar.docx", as_word(paper(round_)))}


AS_KARIN: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    answer_files.receive_files: came,
    answer_files.lay_out_answers: waiting,
    answer_files.send_own_file: own,
    answer_files.take_answers: lambda: {
        "file": a_file(a_themed_round()),
        "unit": unit("strand"),
        "questions": ["a1"],
    },
    answer_files.give_back_answers: lambda: {"file": a_taken_file(a_themed_round())},
    answer_files.discard_file: lambda: {"file": a_file(a_themed_round())},
}
