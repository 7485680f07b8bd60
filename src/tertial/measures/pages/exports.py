"""Values and targets as an Excel file that can be read in again unchanged."""

import io
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal, InvalidOperation

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tertial.foundation.importer import Header
from tertial.foundation.period import Period
from tertial.foundation.sheet import neutralise
from tertial.measures.models import Target, Value
from tertial.measures.queries.registers import as_filed
from tertial.measures.rules import target_rows, value_rows
from tertial.measures.rules.breakdown import Breakdown
from tertial.measures.rules.current import ValueKey, ValueKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200_000
NUMBERS = {"value", "numerator", "denominator"}


def _book(
    columns: Sequence[Header],
    rows: Iterable[Sequence[str]],
    about: Sequence[tuple[str, str]],
    numbers: Collection[str] = (),
) -> bytes:
    """The sheet, and a second one that says what it holds and when it was made. Memory does not grow with rows.

    The columns in `numbers` can be counted with, where a spreadsheet's number says the same as ours.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet, bold = book.add_worksheet("Data"), book.add_format({"bold": True})
    for column, header in enumerate(columns):
        sheet.write_string(0, column, header.title, bold)
    sheet.freeze_panes(1, 0)
    counted = {place for place, header in enumerate(columns) if header.code in numbers}
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            exact = _as_float(cell) if column in counted else None
            if exact is not None:
                sheet.write_number(number, column, exact)
            else:
                sheet.write_string(number, column, str(neutralise(cell)))
    told = book.add_worksheet("Om")
    for number, (name, what) in enumerate(about):
        told.write_string(number, 0, name, bold)
        told.write_string(number, 1, what)
    book.close()
    return file.getvalue()


def _as_float(text: str) -> float | None:
    """The number that a spreadsheet can hold without changing it: 7,9 but not twenty digits."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    number = float(value)
    return number if value.is_finite() and Decimal(repr(number)) == value else None


def _chosen_year(request: HttpRequest) -> int | None:
    asked = request.GET.get("ar", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2026") and asked > "0000" else None


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _about(what: str, count: int) -> list[tuple[str, str]]:
    made = timezone.localtime()
    return [
        ("Innehåll", what),
        ("Rader", str(count)),
        ("Hämtad", f"{made:%Y-%m-%d %H.%M}"),
        ("Källa", "Tertial"),
    ]


@require_GET
def values(request: HttpRequest) -> HttpResponse:
    """Current values, narrowed by measure, unit and year in the address."""
    found = Value.objects.filter(is_current=True).select_related("measure", "unit")
    if key := request.GET.get("matt"):
        found = found.filter(measure__key=key)
    if key := request.GET.get("enhet"):
        found = found.filter(unit__key=key)
    if year := _chosen_year(request):
        found = found.filter(first_day__year=year)
    rows = found.order_by("measure__name", "unit__name", "last_day", "kind", "breakdown")[:MOST]
    cells = (_value_cells(each) for each in rows.iterator(chunk_size=2000))
    content = _book(value_rows.COLUMNS, cells, _about("Värden", found.count()), NUMBERS)
    return _answer(content, "varden")


def _value_cells(value: Value) -> list[str]:
    sex, _slash, age = value.breakdown.partition("/")
    key = ValueKey(
        value.measure.key,
        value.unit.key,
        Period.parse(value.period),
        ValueKind(value.kind),
        Breakdown(sex, age),
    )
    record = value_rows.ValueRecord(key, value.value, value.numerator, value.denominator, value.comment)
    return value_rows.cells_of(record, value.measure.name, value.unit.name)


@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Targets, narrowed by measure, unit and year in the address."""
    found = Target.objects.select_related("measure", "unit", "owner")
    if key := request.GET.get("matt"):
        found = found.filter(measure__key=key)
    if key := request.GET.get("enhet"):
        found = found.filter(unit__key=key)
    if year := _chosen_year(request):
        found = found.filter(year=year)
    rows = found.order_by("measure__name", "unit__name", "year")[:MOST]
    cells = (_target_cells(each) for each in rows.iterator(chunk_size=2000))
    content = _book(target_rows.COLUMNS, cells, _about("Årsmål", found.count()))
    return _answer(content, "arsmal")


def _target_cells(each: Target) -> list[str]:
    record = target_rows.TargetRecord(
        each.measure.key, each.unit.key, each.year, as_filed(each), each.decision
    )
    return target_rows.cells_of(record, each.measure.name, each.unit.name)
