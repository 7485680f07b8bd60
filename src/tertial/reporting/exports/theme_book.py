"""The raw answers of a themed round as an Excel file: a row for each answer, and one for each board."""

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from tertial.foundation.sheet import neutralise

WIDEST = {"Svar": 90, "Uppdateringar": 60, "Fråga": 40, "Varför": 50}
LONGEST = 32_000  # characters that a cell of Excel holds


def book(raw: dict[str, Any]) -> bytes:
    """`raw`: tertial.theme-answers/1."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book, "Svar", ["Fokusområde", "Nummer", "Fråga", "Nämnd", "Datum", "Läge", "Svar"], _answers(raw))
    _sheet(
        book,
        "Nämnder",
        ["Nämnd", "Läge", "Inlämnat", "Kontaktperson", "Varför"],
        (
            [each["unit"], each["state"], each["handed_in"], each["contact"], each["reason"]]
            for each in raw["boards"]
        ),
    )
    book.close()
    return file.getvalue()


def _answers(raw: dict[str, Any]) -> Iterable[list[str]]:
    for each in raw["answers"]:
        yield [
            each["area"],
            each["question"],
            each["text_of_question"],
            each["unit"],
            each["date"],
            each["standing"],
            each["text"],
        ]


def _sheet(book: Any, name: str, heads: list[str], rows: Iterable[list[str]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.set_column(column, column, WIDEST.get(head, 22), wrapped)
        sheet.write_string(0, column, head, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(last, column, str(neutralise(text))[:LONGEST], wrapped)
    sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
