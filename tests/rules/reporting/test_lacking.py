"""What an answer still lacks is said so that whoever reads it knows what to write."""

import pytest

from tertial.measures.rules.light import Light
from tertial.reporting.rules.forms import Items, Question, QuestionKind, When
from tertial.reporting.rules.lacking import Facing, lacks
from tertial.reporting.rules.typed import Kept

ACTIVITY = Question("a", "¤Aktiviteter", QuestionKind.ITEMS, items=Items.ACTIVITIES, comment=(When.DEVIATES,))
FIGURE = Question("v", "¤Utfall", QuestionKind.VALUE, comment=(When.DEVIATES,))


@pytest.mark.parametrize(
    ("facing", "words"),
    [
        (
            Facing(ACTIVITY, Kept({"status": "ongoing"}), "¤Bygg", is_late=True),
            "Slutdagen för ”%(about)s” har passerat",
        ),
        (Facing(FIGURE, Kept({"value": "1"}), "¤Mått", light=Light.NOT), "Skriv varför ”%(about)s” avviker"),
    ],
)
def test_why_a_comment_is_needed(facing, words):
    (lack,) = lacks(facing)
    assert lack.field == "comment" and lack.sentence.text.startswith(words)
