"""What `tertial serve` runs: the same door as anywhere, opened only when the database and the profile are in order."""

import sys
from typing import NoReturn

from tertial.site.server import AWAY, NOT_READY


def whats_missing() -> tuple[str, int]:
    """A sentence for the operator, and the code to end with; empty when all is well."""
    from django.db import DatabaseError, connection

    from tertial.organisation.profile import current_profile
    from tertial.site.pages.health import missing_migrations

    try:
        missing = missing_migrations()
    except DatabaseError as error:
        return f"Databasen svarar inte: {error}".strip(), AWAY
    finally:
        connection.close()  # the server's children must not share it
    if missing:
        return (
            f"Databasen saknar {len(missing)} migreringar ({missing[0]} …). Kör: tertial prepare",
            NOT_READY,
        )
    try:
        current_profile()
    except (OSError, ValueError) as error:
        return f"Stadens profil går inte att läsa: {error}. Kör: tertial profile check MAPP", NOT_READY
    return "", 0


def stop(text: str, code: int = NOT_READY) -> NoReturn:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
    sys.exit(code)


def stop_unless_ready() -> None:
    text, code = whats_missing()
    if text:
        stop(text, code)
