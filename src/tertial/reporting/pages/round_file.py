"""The overview as a workbook: every report with its parts, and every deviation with its explanation."""

import io

import xlsxwriter
from django.utils.translation import gettext

from tertial.foundation.sheet import neutralise
from tertial.organisation.profile import every_kind
from tertial.reporting.pages.overview import deviation_of, line_of
from tertial.reporting.queries.overview import Overview

REPORTS = [
    "Enhet",
    "Slag",
    "Läge",
    "Undantag",
    "Försenad",
    "Inlämnade delar",
    "Delar",
    "Sista dag",
    "Påmind",
]
DEVIATIONS = [
    "Enhet",
    "Indikator",
    "Utfall eller prognos",
    "Årsmål eller budget",
    "Skillnad",
    "Bedömning",
    "Förklaring",
]


def book(seen: Overview) -> bytes:
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    _write(made, "Rapporter", _reports(seen))
    _write(made, "Avvikelser", _deviations(seen))
    made.close()
    return file.getvalue()


def _reports(seen: Overview) -> list[list[object]]:
    rows: list[list[object]] = [[*REPORTS, *(title for _key, title in seen.columns)]]
    kinds = dict(every_kind())
    for shown in (line_of(line, seen.columns) for line in seen.lines):
        line = shown.line
        last, reminded = line.report.last_day, line.reminders[0].at.date() if line.reminders else None
        rows.append(
            [
                line.unit.name,
                kinds.get(line.unit.kind, line.unit.kind),
                gettext("Undantagen") if line.exempt else shown.mark.word,
                line.exempt,
                "ja" if line.is_late else "nej",
                line.done,
                line.count,
                last.isoformat() if last else "",
                reminded.isoformat() if reminded else "",
                *(cell.said for cell in shown.cells),
            ]
        )
    return rows


def _deviations(seen: Overview) -> list[list[object]]:
    rows: list[list[object]] = [list(DEVIATIONS)]
    for shown in map(deviation_of, seen.deviations):
        one = shown.found
        rows.append(
            [
                one.report.unit.name,
                one.measure.name,
                float(one.value),
                one.target,
                "" if one.apart is None else float(one.apart),
                shown.mark.word,
                one.comment,
            ]
        )
    return rows


def _write(made: xlsxwriter.Workbook, name: str, rows: list[list[object]]) -> None:
    sheet, bold = made.add_worksheet(name), made.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, str(neutralise(str(cell))), None if number else bold)
    sheet.freeze_panes(1, 0)
