"""How the actions on files of rows are called; see test_actions_ask_and_tell.py."""

from collections.abc import Callable
from typing import Any

from tertial.foundation.delivery import Preview
from tertial.intake.actions import deliveries
from tertial.intake.models import Submission
from tests.things import a_file_of_values


def with_an_unknown_name() -> Submission:
    made = a_file_of_values("d9", "siv")
    options = [{"key": "strand", "name": "¤Strand"}]
    made.names = [{"column": "unit", "typed": "¤Stran", "plain": "¤stran", "count": 1, "options": options}]
    made.save()
    return made


AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    deliveries.confirm_names: lambda: {
        "delivery": with_an_unknown_name(),
        "chosen": {("unit", "¤stran"): "strand"},
    },
    deliveries.show_preview: lambda: {
        "delivery": a_file_of_values("d10", "siv"),
        "preview": Preview({"refused": 1}),
    },
    deliveries.accept_later: lambda: {"delivery": a_file_of_values("d11", "siv")},
}
