"""Writes the demo city's sample plan as PDF and Word, from the test bed's own texts with four errors planted.

Run it again after a change of the generator: the same seed gives the same plan.
"""

import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
OUT = ROOT / "src" / "tertial" / "site" / "static" / "demo"
SEED, YEAR, BOARD = 12, 2027, "Sjöhagens"
ERRORS = ("SUM01", "STR03", "STR06", "SPR01")


def main() -> None:
    from tests.plans import planted_structure, planted_sums, planted_targets  # noqa: F401
    from tests.plans.as_docx import as_docx
    from tests.plans.as_pdf import as_pdf
    from tests.plans.generator import Size, truth
    from tests.plans.planting import PLANTINGS

    draft = truth(SEED, Size(2, (2, 3), (1, 2), (3, 5), (5, 9), (2, 4)), YEAR, BOARD).draft
    for code in ERRORS:
        plant = next(each for each in PLANTINGS.values() if each.codes == (code,))
        draft = plant.plant(draft, Random(SEED)) or draft
    OUT.mkdir(exist_ok=True)
    (OUT / "verksamhetsplan.pdf").write_bytes(as_pdf(draft, SEED))
    (OUT / "verksamhetsplan.docx").write_bytes(as_docx(draft))


if __name__ == "__main__":
    main()
