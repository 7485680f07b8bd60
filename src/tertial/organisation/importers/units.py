"""Units from a file: `read` for a page's preview, and the declaration with its examples."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tertial.foundation.check import Remark
from tertial.foundation.importer import ImportExample, Row, importer
from tertial.foundation.sheet import Sheet
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Reading, as_remarks, read_records
from tertial.organisation.rules.structure import Kinds
from tertial.organisation.rules.unit_checks import Standing, check_units
from tertial.organisation.rules.unit_records import UNIT_COLUMNS, UnitRecord, read_units


def read(
    sheet: Sheet,
    kinds: Kinds,
    *,
    start: date,
    kind_names: Mapping[str, str] | None = None,
    groups: Iterable[str] = (),
    standing: Standing | None = None,
) -> Reading[UnitRecord]:
    """The sheet's units, set against each other and against those that stand there (`standing`)."""
    standing = standing or Standing()
    reading = read_records(
        sheet,
        UNIT_COLUMNS,
        lambda rows: read_units(rows, standing.names, kind_names or {each: each for each in kinds}),
    )
    return reading.also(check_units(reading.records, kinds, start=start, groups=groups, standing=standing))


@importer(
    "units",
    title=N_("Enheter"),
    columns=UNIT_COLUMNS,
    examples=[
        ImportExample(
            "enheter.csv",
            "Nyckel;Namn;Slag;Överordnad;Från\n"
            "bun;Barn- och utbildningsnämnden;board;kf;2026-01-01\n"
            "buf;Barn- och utbildningsförvaltningen;administration;bun;2026-01-01\n"
            "f1;Förskolan Eken;unit;Barn- och utbildningsförvaltningen;2026-08-01\n",
            records=3,
        ),
        ImportExample(
            "fel.csv",
            "Namn;Slag;Överordnad;Från\nFörskolan Eken;unit;buf;31 februari 2026\nFörskolan Eken;unit;buf;\n",
            records=1,
            remarks=2,
        ),
    ],
)
def units(rows: Iterable[Row]) -> tuple[Sequence[UnitRecord], Sequence[Remark]]:
    """En rad för varje enhet. Överordnad anges med nyckel eller, om bara en enhet heter så, med namn."""
    given = list(rows)
    records, problems = read_units(given)
    return records, as_remarks("units", given, problems)
