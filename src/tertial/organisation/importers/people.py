"""People from a file: `read` for a page's preview, and the declaration with its example."""

from collections.abc import Iterable, Mapping, Sequence

from tertial.foundation.check import Remark
from tertial.foundation.importer import ImportExample, Row, importer
from tertial.foundation.sheet import Sheet
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Reading, as_remarks, read_records
from tertial.organisation.rules.person_records import PERSON_COLUMNS, PersonRecord, read_people


def read(sheet: Sheet, known: Mapping[str, str] | None = None) -> Reading[PersonRecord]:
    """The sheet's people. `known` (e-mail → key) are those who are there already."""
    return read_records(sheet, PERSON_COLUMNS, lambda rows: read_people(rows, known))


@importer(
    "people",
    title=N_("Personer"),
    columns=PERSON_COLUMNS,
    examples=[
        ImportExample(
            "personer.csv",
            "Namn;E-post;Titel\nMaja Rönn;maja.ronn@kommun.example;Enhetschef\n"
            "Idris Hagström;idris.hagstrom@kommun.example;Controller\n",
            records=2,
        ),
        ImportExample(
            "fel.csv",
            "Namn;E-post\nMaja Rönn;maja.ronn\nIdris Hagström;i@kommun.example\nI. H.;I@kommun.example\n",
            records=1,
            remarks=2,
        ),
    ],
)
def people(rows: Iterable[Row]) -> tuple[Sequence[PersonRecord], Sequence[Remark]]:
    """En rad för varje person. E-postadressen avgör vem det är; finns den redan ändras namn och titel."""
    given = list(rows)
    records, problems = read_people(given)
    return records, as_remarks("people", given, problems)
