"""The import contracts of pyproject.toml hold, and each of them bites when somebody breaks it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on the sources below `root`, whatever else is installed."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", root / "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources that may be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "src",
        tmp_path / "src",
        ignore=lambda folder, names: [
            name for name in names if not (Path(folder) / name).is_dir() and not name.endswith(".py")
        ],
    )
    return tmp_path


def plant(root: Path, files: dict[str, str]) -> None:
    """Write or add to modules of the copy."""
    for name, line in files.items():
        path = root / "src/tertial" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in path.relative_to(root / "src").parents[:-1]:
            (root / "src" / folder / "__init__.py").touch()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")


def test_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("files", "named"),
    [
        pytest.param(
            {"foundation/planted.py": "import tertial.history.planted", "history/planted.py": ""},
            "tertial.foundation.planted -> tertial.history.planted",
            id="upwards",
        ),
        pytest.param(
            {"economy/planted.py": "import tertial.payments.planted", "payments/planted.py": ""},
            "tertial.economy.planted -> tertial.payments.planted",
            id="between siblings",
        ),
        pytest.param({"shortcuts/planted.py": ""}, "shortcuts", id="a package nobody listed"),
        pytest.param(
            {"economy/actions/planted.py": "import tertial.economy.pages", "economy/pages.py": ""},
            "tertial.economy.actions.planted -> tertial.economy.pages",
            id="an action knows a page",
        ),
        pytest.param(
            {"economy/rules/planted.py": "import tertial.economy.queries", "economy/queries.py": ""},
            "tertial.economy.rules.planted -> tertial.economy.queries",
            id="a rule asks the database",
        ),
        pytest.param(
            {"planning/rules/planted.py": "from django.db import models"},
            "tertial.planning.rules.planted -> django",
            id="Django in a rule",
        ),
        pytest.param(
            {
                "planning/checks/planted.py": "import tertial.planning.planted",
                "planning/planted.py": "import django",
            },
            "tertial.planning.planted -> django",
            id="Django in a check, by way of another module",
        ),
        pytest.param(
            {"payments/planted.py": "import django"},
            "tertial.payments.planted -> django",
            id="Django in payments",
        ),
    ],
)
def test_a_planted_violation_is_told(copy: Path, files: dict[str, str], named: str) -> None:
    plant(copy, files)
    result = lint(copy)
    assert result.returncode == 1, result.stderr
    assert named in " ".join(result.stdout.split())
