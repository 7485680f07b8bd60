"""Plans in somebody else's words: clean ones are not called wrong, and errors planted in them are found."""

from random import Random

from tertial.foundation.check import Remark, Severity
from tertial.planning.rules.linting import check_plan
from tests.plans.reading import read_text
from tests.plans.second_errors import ERRORS
from tests.plans.second_hand import written

CLEAN, PLANTED = range(20), range(40, 44)


def remarks(text: str) -> list[Remark]:
    return check_plan(read_text(text))


def test_clean_plans_are_not_called_wrong() -> None:
    wrong = {
        seed: [r.message for r in remarks(written(seed).text()) if r.severity is Severity.ERROR]
        for seed in CLEAN
    }
    assert sum(bool(messages) for messages in wrong.values()) <= 1, wrong


def test_planted_errors_are_found() -> None:
    found: dict[str, list[bool]] = {}
    for seed in PLANTED:
        before = {(r.code, r.message) for r in remarks(written(seed).text())}
        for name, (codes, plant) in ERRORS.items():
            plan = written(seed)
            text = plant(plan, Random(f"{seed} {name}")) or plan.text()
            after = remarks(text)
            found.setdefault(name, []).append(
                any(r.code in codes and (r.code, r.message) not in before for r in after)
            )
    every = [one for outcomes in found.values() for one in outcomes]
    missed = {name: outcomes for name, outcomes in found.items() if not all(outcomes)}
    print(f"{sum(every)} of {len(every)} found; missed: {missed}")
    assert sum(every) >= 0.95 * len(every), missed
