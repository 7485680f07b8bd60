"""Values from a file; the page judges them row by row against its register with `judged_values`."""

from collections.abc import Iterable, Sequence

from tertial.foundation.check import Remark
from tertial.foundation.importer import ImportExample, Row, importer
from tertial.foundation.words import N_
from tertial.measures.rules.delivered import OPEN, as_remarks
from tertial.measures.rules.value_rows import COLUMNS, ValueRecord, judged_values


@importer(
    "values",
    title=N_("Värden"),
    columns=COLUMNS,
    examples=[
        ImportExample(
            "varden.csv",
            "Mått;Enhet;Period;Slag;Kön;Värde;Kommentar\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;utfall;;7,2;\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;utfall;Kvinnor;8,1;\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;prognos;;1 662,6;\n"
            "Feriejobb;Sjöhagen;2026-08;;;saknas;Räknas först i september\n"
            "Feriejobb;Sjöhagen;T2 2026;;;;\n",
            records=4,
        ),
        ImportExample(
            "fel.csv",
            "Mått;Enhet;Period;Slag;Värde\n"
            "Sjukfrånvaro;Sjöhagen;T4 2026;;7,2\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;gissning;7,2\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;;=SUM(A1)\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;;1e400\n"
            "Sjukfrånvaro;Sjöhagen;T1 2026;;1,662\n",
            records=0,
            remarks=5,
        ),
    ],
)
def values(rows: Iterable[Row]) -> tuple[Sequence[ValueRecord], Sequence[Remark]]:
    """En rad för varje värde. Mått och enhet anges med id eller med hela namnet; en tom cell hoppas över."""
    given = {row.line: row for row in rows}
    verdicts = list(judged_values(given.values(), OPEN))
    records = [each.record for each in verdicts if each.record is not None]
    return records, as_remarks("values", given, verdicts, COLUMNS)
