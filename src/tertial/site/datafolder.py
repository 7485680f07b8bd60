"""The data folder: the embedded database, received files and the secret key live here and nowhere else."""

import os
import secrets
from pathlib import Path
from typing import Any

import environ as urls_of

from tertial.site.environment import BadSetting


def ensure(folder: Path) -> Path:
    """Make the folder, or say who must do what when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"Datamappen {folder} går inte att skapa ({error.strerror}). Välj en annan med TERTIAL_DATA."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadSetting(
            f"Datamappen {folder} går inte att skriva i. Ge rättighet eller välj en annan med TERTIAL_DATA."
        )
    return folder


def secret_key(folder: Path, given: str) -> str:
    """The operator's key, or one made once and kept in the data folder."""
    if given:
        if len(given) < 50:
            raise BadSetting("TERTIAL_SECRET_KEY är för kort: den behöver minst 50 tecken.")
        return given
    path = ensure(folder) / "secret-key"
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    try:
        return path.read_text(encoding="ascii").strip() or _broken(path)
    except OSError as error:
        raise BadSetting(f"Nyckelfilen {path} går inte att läsa ({error.strerror}).") from None


def _broken(path: Path) -> str:
    raise BadSetting(f"Nyckelfilen {path} är tom. Ta bort den, så skapas en ny.")


def database(folder: Path, url: str) -> dict[str, Any]:
    """Django's words for the chosen database: PostgreSQL by address, else SQLite in the data folder."""
    if url.startswith("postgres"):
        chosen = dict(urls_of.Env.db_url_config(url))
        # Values travel beside the statement, and a statement that comes again is planned once: a third of the
        # database's work for what people do all day. See docs/performance/deadline.md.
        planned = {"server_side_binding": True, "prepare_threshold": 5}
        asked = chosen.get("OPTIONS", {})
        return chosen | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": planned | asked}
    name = url.removeprefix("sqlite:///") or str(ensure(folder) / "tertial.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once, so that two
        # writers wait for each other instead of failing in the middle. FULL: what is said to be saved is on
        # the disk, also when the power goes; NORMAL would lose the last moments.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
        },
    }
