"""Roles from a file: `read` for a page's preview, and the declaration with its example."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tertial.foundation.check import Remark
from tertial.foundation.day import Span
from tertial.foundation.importer import ImportExample, Row, importer
from tertial.foundation.sheet import Sheet
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Reading, as_remarks, read_records
from tertial.organisation.rules.person_records import ROLE_COLUMNS, RoleRecord, check_roles, read_roles


def read(
    sheet: Sheet,
    *,
    people: Mapping[str, str],
    units: Mapping[str, str],
    lives: Mapping[str, Span],
    start: date,
) -> Reading[RoleRecord]:
    """The sheet's roles. `people`: key and e-mail → key; `units`: key → name; `lives`: key → its days."""
    reading = read_records(sheet, ROLE_COLUMNS, lambda rows: read_roles(rows, people, units))
    return reading.also(check_roles(reading.records, lives, start=start))


@importer(
    "roles",
    title=N_("Roller"),
    columns=ROLE_COLUMNS,
    examples=[
        ImportExample(
            "roller.csv",
            "Person;Roll;Enhet;Från;Till\nmaja.ronn@kommun.example;Rapportör;f1;2026-01-01;\n"
            "idris.hagstrom@kommun.example;controller;bun;2026-01-01;2026-12-31\n",
            records=2,
        ),
        ImportExample(
            "fel.csv",
            "Person;Roll;Enhet;Från;Till\nmaja.ronn@kommun.example;Kung;f1;2026-01-01;\n"
            "maja.ronn@kommun.example;Rapportör;f1;2026-12-01;2026-01-01\n",
            records=1,
            remarks=2,
        ),
    ],
)
def roles(rows: Iterable[Row]) -> tuple[Sequence[RoleRecord], Sequence[Remark]]:
    """En rad för varje roll: vem, vilken roll och för vilken enhet. Rollen gäller också enheterna under."""
    given = list(rows)
    people = {row["person"].lower(): row["person"].lower() for row in given}
    records, problems = read_roles(given, people, {row["unit"]: row["unit"] for row in given})
    return records, as_remarks("roles", given, problems)
