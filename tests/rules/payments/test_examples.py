"""Every rule's own examples, on DuckDB: the hits they name, no more and no fewer."""

from pathlib import Path

import pytest

from tertial.payments.engine.declaration import Example, Rule, all_rules
from tertial.payments.engine.duck import Duck, connect
from tertial.payments.engine.examples import expected, found, write_example
from tertial.payments.engine.limits import own_limits
from tertial.payments.engine.run import Settings, check

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in all_rules().values()
    for number, example in enumerate(rule.examples, 1)
]


def run(rule: Rule, example: Example, folder: Path, engine: str = "duckdb") -> list[dict[str, str | None]]:
    write_example(example, folder / "in")
    limits = folder / "limits.toml"
    listed = "\n".join(f"{name} = {value}" for name, value in example.parameters.items())
    limits.write_text(f"[{rule.code}]\n{listed}\n", "utf-8")
    check(folder / "in", folder / "out", Settings(rules=rule.code, engine=engine, limits=limits))
    return found(folder / "out" / "findings.parquet")


def gives_its_hits(rule: Rule, example: Example, folder: Path, engine: str = "duckdb") -> None:
    """The one test of an example, whatever the engine."""
    hits, wanted = run(rule, example, folder, engine), expected(example, rule.code)
    named = [{name: hit[name] for name in wanted[0]} for hit in hits] if wanted else hits
    assert sorted(map(str, named)) == sorted(map(str, wanted))
    for hit in hits:
        assert hit["reason"], "a sentence with a missing figure becomes empty"
        filled = {name for name, value in hit.items() if value is not None}
        assert filled == {"rule", "reason", *rule.fills}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_example_gives_its_hits(rule: Rule, example: Example, tmp_path: Path) -> None:
    gives_its_hits(rule, example, tmp_path)


@pytest.mark.parametrize("rule", all_rules().values(), ids=list(all_rules()))
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert rule.title and len(rule.explanation) > 40
    assert any(expected(example, rule.code) for example in rule.examples)
    assert not rule.parameters or own_limits([rule])[rule.code]
    assert rule.on or "Avslagen från början" in rule.explanation


def test_fourteen_are_on_from_the_start_and_the_rest_are_not() -> None:
    on = [code for code, rule in all_rules().items() if rule.on]
    assert on == [f"R{number}" for number in range(1, 15)]
    assert len(all_rules()) > len(on)


def test_the_engine_needs_no_database_of_its_own(tmp_path: Path) -> None:
    connection = connect(tmp_path, "200MB")
    assert Duck(connection).name == "duckdb"
    connection.close()
