"""How large the tables are, told to the database after many rows at once."""

from django.db import connection
from django.db.models import Model


def learn_sizes(*models: type[Model]) -> None:
    """Those tables, or all. PostgreSQL else plans for the empty tables of a moment ago until its own housekeeping."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            named = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in models)
            cursor.execute(f"ANALYZE {named}".strip())
