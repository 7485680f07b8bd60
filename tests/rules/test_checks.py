"""Every check explains itself and holds on its own examples."""

import re

import pytest

from tertial.foundation.check import Check, all_checks

CHECKS = all_checks("plan")


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_check_has_an_explanation_and_examples_of_both_kinds(check: Check) -> None:
    assert re.fullmatch(r"(SUM|MAL|STR|SPR)\d\d", check.code)
    assert len(check.title) > 10 and not check.title.endswith(".")
    assert len(check.explanation) > 80
    assert any(example.hits for example in check.examples)
    assert any(not example.hits for example in check.examples)


@pytest.mark.parametrize(
    ("check", "number"),
    [
        pytest.param(check, number, id=f"{code}-{number + 1}")
        for code, check in CHECKS.items()
        for number in range(len(check.examples))
    ],
)
def test_check_gives_as_many_hits_as_its_example_says(check: Check, number: int) -> None:
    example = check.examples[number]
    remarks = check.remarks(example.subject)
    assert len(remarks) == example.hits, [remark.message for remark in remarks]
    assert all(remark.message and remark.evidence for remark in remarks)
