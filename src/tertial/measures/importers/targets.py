"""Annual targets from a file; the page judges them row by row against its register with `judged_targets`."""

from collections.abc import Iterable, Sequence

from tertial.foundation.check import Remark
from tertial.foundation.importer import ImportExample, Row, importer
from tertial.foundation.words import N_
from tertial.measures.rules.delivered import OPEN, as_remarks
from tertial.measures.rules.target_rows import COLUMNS, TargetRecord, judged_targets


@importer(
    "targets",
    title=N_("Årsmål"),
    columns=COLUMNS,
    examples=[
        ImportExample(
            "arsmal.csv",
            "Mått;Enhet;År;Årsmål;Gäller;Beslut\n"
            "Sjukfrånvaro;Sjöhagen;2026;högst 6,5 %;egen del;KS 2025/12\n"
            "Feriejobb;Sjöhagen;2026;Tas fram av nämnden;;\n"
            "Energi;Sjöhagen;2026;1 945 GWh;hela kommunen;KS 2025/12\n"
            "Nöjdhet;Sjöhagen;2026;;;\n",
            records=3,
        ),
        ImportExample(
            "fel.csv",
            "Mått;Enhet;År;Årsmål;Gäller\n"
            "Sjukfrånvaro;Sjöhagen;i år;6,5 %;\n"
            "Sjukfrånvaro;Sjöhagen;2026;lagom;\n"
            "Sjukfrånvaro;Sjöhagen;2026;6,5 %;grannens\n",
            records=0,
            remarks=3,
        ),
    ],
)
def targets(rows: Iterable[Row]) -> tuple[Sequence[TargetRecord], Sequence[Remark]]:
    """En rad för varje årsmål: ett tal, en gräns, ett spann, en riktning eller vem som sätter det och när."""
    given = {row.line: row for row in rows}
    verdicts = list(judged_targets(given.values(), OPEN))
    records = [each.record for each in verdicts if each.record is not None]
    return records, as_remarks("targets", given, verdicts, COLUMNS)
