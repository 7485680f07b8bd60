"""How large the tables are, told to the database after many rows at once."""

from django.db import connection


def learn_sizes() -> None:
    """PostgreSQL else plans for the empty tables of a moment ago until its own housekeeping has been round."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
