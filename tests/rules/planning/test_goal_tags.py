"""Tags of goals: Agenda 2030 where it is named, and perspectives."""

import pytest

from tertial.planning.rules.goal_tags import tags_in


@pytest.mark.parametrize(
    ("sentence", "tags"),
    [
        (
            "Nämnden bidrar till Agenda 2030:s mål om god hälsa och välbefinnande samt minskad ojämlikhet.",
            {"agenda-3", "agenda-10"},
        ),
        ("Nämnden arbetar för god hälsa och välbefinnande.", set()),
        ("Parkerna planeras utifrån ett jämställdhetsperspektiv.", {"equality"}),
        ("Barnrättsperspektivet prövas i varje beslut.", {"child-rights"}),
    ],
)
def test_tags_in_a_sentence(sentence: str, tags: set[str]) -> None:
    assert tags_in(sentence) == tags
