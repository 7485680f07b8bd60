"""What some tests need from the machine: absent means skipped, unless TERTIAL_REQUIRE says that it must be there."""

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = os.environ.get("TERTIAL_REQUIRE", "").split(",")
SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(what: str, found: bool, reason: str) -> None:
    """Skip with the reason, or fail where the switch says that `what` is required."""
    if found:
        return
    if what in REQUIRED:
        pytest.fail(f"TERTIAL_REQUIRE kräver {what}: {reason}")
    pytest.skip(reason)


def chromium() -> str:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
    need("chromium", bool(path), "Chromium is not installed; the browser journeys are not run")
    return path


def shared(name: str) -> Path:
    """A real document from ../shared; such tests are not part of the project's own material."""
    path = SHARED / name
    need("shared", path.exists(), f"../shared/{name} is not beside this checkout")
    return path


def soffice() -> str:
    path = shutil.which("soffice") or ""
    need("soffice", bool(path), "LibreOffice is not installed; forms are not saved by it")
    return path
