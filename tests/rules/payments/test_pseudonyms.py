"""Pseudonyms: the control finds the same, nobody can be named, and the key never lies with the data."""

from pathlib import Path

import duckdb
import pytest

from tertial.payments import BadInput, check, pseudonymise
from tertial.payments.engine.pseudonyms import new_key, pseudonym
from tests.rules.payments.deliveries import as_csv, city, rows, small, write_csv


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "secret" / "key"
    file.parent.mkdir()
    new_key(file)
    return file


def test_the_control_finds_the_same(tmp_path: Path, key: Path) -> None:
    data = city(tmp_path / "a", 20_000)
    before = check(data, tmp_path / "out")
    counts = pseudonymise(data, tmp_path / "p", key)
    after = check(tmp_path / "p", tmp_path / "out")
    assert {code: each["hits"] for code, each in before["rules"].items()} == {
        code: each["hits"] for code, each in after["rules"].items()
    }
    figures = "count(distinct client_id), min(client_id), max(client_id), count(distinct staff_id)"
    people = f"select {figures} from '{tmp_path}"
    old = duckdb.sql(f"{people}/a/visits.parquet'").fetchall()[0]
    new = duckdb.sql(f"{people}/p/visits.parquet'").fetchall()[0]
    assert old and new and old[0] == new[0] and old[3] == new[3] == counts["staff_id"]
    assert new[1] >= 0 and new[2] < 2**63 and new[2] > 2**60
    assert not list(tmp_path.glob(".*"))


def test_the_same_key_gives_the_same_number_and_another_key_another(tmp_path: Path, key: Path) -> None:
    other = tmp_path / "other"
    new_key(other)
    one, two = key.read_bytes().strip(), other.read_bytes().strip()
    assert pseudonym(one, "client_id", "19121212-1212") == pseudonym(one, "client_id", " 19121212-1212 ")
    assert (
        pseudonym(one, "client_id", "7")
        != pseudonym(two, "client_id", "7")
        != pseudonym(two, "staff_id", "7")
    )
    assert all(0 <= pseudonym(one, "client_id", str(n)) < 2**63 for n in range(1000))
    assert key.stat().st_mode & 0o077 == 0, "only the owner reads the key"


def test_personal_numbers_as_text_and_nothing_more_than_needed(tmp_path: Path, key: Path) -> None:
    data = as_csv(small(tmp_path / "a"), ["clients"])
    text = [["client_id", "allowed_staff", "namn"], ["19121212-1212", "1", "Tolvan Tolvansson"]]
    write_csv(data / "clients.csv", text, encoding="cp1252")
    (data / "visits.parquet").unlink()
    header = [
        "Besök",
        "client_id",
        "staff_id",
        "provider_id",
        "service_id",
        "start_local",
        "end_local",
        "work_date",
        "manual",
    ]
    row = ["1", "19121212-1212", "p", "1", "1", "2026-03-02 08:00", "2026-03-02 09:00", "2026-03-02", "nej"]
    write_csv(data / "visits.csv", [header, row], encoding="cp1252")
    (data / "mapping.toml").write_text('[visits.columns]\nvisit_id = "Besök"\n', "utf-8")
    pseudonymise(data, tmp_path / "p", key)
    written = b"".join(file.read_bytes() for file in (tmp_path / "p").iterdir())
    assert b"1212" not in written and b"Tolvan" not in written
    assert check(tmp_path / "p", tmp_path / "out")["inputs"]["visits"]["rows"] == 1
    columns, _ = rows(tmp_path / "p", "lines")
    assert "client_id" in columns


def test_a_collision_is_refused(tmp_path: Path, key: Path) -> None:
    data = small(tmp_path / "a", clients=[{"client_id": str(n)} for n in range(20)])
    with pytest.raises(BadInput, match="samma pseudonym"):
        pseudonymise(data, tmp_path / "p", key, bits=3)
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("place", ["a/key", "p/key"])
def test_the_key_never_lies_with_the_data(tmp_path: Path, place: str) -> None:
    data = small(tmp_path / "a")
    (tmp_path / "p").mkdir()
    new_key(tmp_path / place)
    with pytest.raises(BadInput, match="utanför"):
        pseudonymise(data, tmp_path / "p", tmp_path / place)


def test_a_key_is_long_enough_and_never_overwritten(tmp_path: Path, key: Path) -> None:
    with pytest.raises(BadInput, match="skrivs aldrig över"):
        new_key(key)
    (tmp_path / "short").write_text("hemligt", "utf-8")
    with pytest.raises(BadInput, match="kortare"):
        pseudonymise(small(tmp_path / "a"), tmp_path / "p", tmp_path / "short")
    with pytest.raises(BadInput, match="--new-key"):
        pseudonymise(small(tmp_path / "a"), tmp_path / "p", tmp_path / "none")
