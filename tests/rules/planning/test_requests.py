"""One contradiction about a request is one remark, by the check that explains it best, with every place."""

import pytest

from tertial.planning.rules.linting import check_plan
from tertial.planning.rules.sketch import decision, plan, section

ONCE = "Nämnden söker {} mnkr för tryggt mottagande hos kommunstyrelsen."
PARTS = "Medel begärs för personal om 1,9 mnkr, samt lokaler om {} mnkr, se bilaga 8."
TWO = "Nämnden begär 1,7 mnkr för personal till tryggt mottagande och {} mnkr för lokaler."


@pytest.mark.parametrize(
    ("decided", "heading", "text", "told"),
    [
        pytest.param("2,0", "2,0", ONCE.format("2,0"), [], id="all agree"),
        pytest.param("2,0", "2,0", PARTS.format("0,1"), [], id="parts that agree"),
        pytest.param("2,0", "2,0", TWO.format("0,3"), [], id="parts in one sentence that agree"),
        pytest.param("2,0", "2,0", ONCE.format("2,7"), [("SUM08", 3)], id="the text differs"),
        pytest.param("2,0", "2,7", ONCE.format("2,0"), [("SUM08", 3)], id="the heading differs"),
        pytest.param("2,0", "2,7", ONCE.format("2,7"), [("SUM08", 3)], id="the decision differs from both"),
        pytest.param("2,0", "2,0", PARTS.format("0,3"), [("SUM10", 2)], id="the parts differ"),
        pytest.param("2,0", "2,0", TWO.format("0,5"), [("SUM10", 2)], id="parts in one sentence differ"),
        pytest.param(None, "2,0", ONCE.format("2,7"), [("SUM10", 2)], id="no decision to compare with"),
    ],
)
def test_one_remark_for_one_contradiction(
    decided: str | None, heading: str, text: str, told: list[tuple[str, int]]
) -> None:
    said = f"Nämnden begär budgetjustering om {decided} mnkr för tryggt mottagande enligt bilaga 8."
    decisions = (decision(6, said, float(decided.replace(",", ".")), "8"),) if decided else ()
    title = f"Medel för tryggt mottagande ({heading} mnkr)"
    remarks = check_plan(plan(decisions=decisions, sections=(section(title, text),)), select=["SUM"])
    assert [(r.code, len(r.evidence)) for r in remarks] == told
