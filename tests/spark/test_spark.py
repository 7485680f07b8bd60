"""The same rules on Spark: every example, and a whole city, byte for byte as on DuckDB."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tertial.payments import Settings, Stopped, check
from tertial.payments.engine.declaration import Example, Rule, all_rules
from tertial.payments.engine.spark import in_spark
from tests.needs import need
from tests.rules.payments.deliveries import as_csv, city
from tests.rules.payments.test_examples import EXAMPLES, gives_its_hits

HAS_PYSPARK = importlib.util.find_spec("pyspark") is not None


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One session for all tests; small data wants few parts."""
    need("spark", HAS_PYSPARK, "pyspark is not installed (pip install tertial[spark])")
    need("spark", shutil.which("java") is not None, "no Java on this machine")
    from pyspark.sql import SparkSession  # only where it is installed

    builder = SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", "1")
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    session = builder.config("spark.local.dir", str(tmp_path_factory.mktemp("spark"))).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield
    session.stop()


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_example_gives_its_hits_on_spark(rule: Rule, example: Example, tmp_path: Path) -> None:
    gives_its_hits(rule, example, tmp_path, engine="spark")


@pytest.mark.usefixtures("spark")
def test_a_city_gives_the_same_bytes_on_both_engines_and_from_csv(tmp_path: Path) -> None:
    data = city(tmp_path / "a", 10_000)
    check(data, tmp_path / "duckdb", Settings(rules="alla"))
    check(data, tmp_path / "spark", Settings(rules="alla", engine="spark"))
    check(as_csv(data), tmp_path / "csv", Settings(rules="alla", engine="spark"))
    for name in ("findings.parquet", "findings.csv"):
        wanted = (tmp_path / "duckdb" / name).read_bytes()
        assert (tmp_path / "spark" / name).read_bytes() == wanted
        assert (tmp_path / "csv" / name).read_bytes() == wanted


@pytest.mark.parametrize("rule", all_rules().values(), ids=list(all_rules()))
def test_every_rule_can_be_said_in_spark(rule: Rule) -> None:
    """Also without Java: what DuckDB alone understands would be left as it was."""
    said = in_spark(rule.sql.replace("$", "")).casefold()
    assert "//" not in said and "epoch" not in said and "::" not in said


@pytest.mark.skipif(HAS_PYSPARK, reason="pyspark is installed")
def test_without_spark_the_command_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match="pip install"):
        check(city(tmp_path / "a"), tmp_path / "out", Settings(engine="spark"))
    assert not (tmp_path / "out").exists()
