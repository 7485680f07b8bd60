"""A file of 200,000 values in the large city, half of them changes: seconds, and how the memory grows with the file.

Run by `bench/chain.py` in a process of its own: `chain_import.py csv|xlsx ROWS`. Prints JSON.
"""

import io
import json
import sys
import time
from pathlib import Path


def peak() -> float:
    """The highest memory this process has had, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def rows(count: int) -> list[list[str]]:
    """The city's own values of the last years with other numbers, and forecasts that are not there yet."""
    from tertial.foundation.period import Period
    from tertial.measures.models import Value

    fields = ("measure__key", "unit__key", "period", "kind", "breakdown", "value")
    found = (
        Value.objects.filter(is_current=True, kind="actual")
        .order_by("-pk")[: count // 2]
        .values_list(*fields)
    )
    made = []
    for n, (measure, unit, period, _kind, breakdown, value) in enumerate(found):
        sex = breakdown.split("/")[0]
        number = str(value + 1 + n % 7).replace(".", ",").rstrip("0").rstrip(",")
        label = Period.parse(period).label()
        made.append([measure, unit, label, "Utfall", sex, number])
        made.append([measure, unit, label, "Budget", sex, number])
    return made


def as_csv(made: list[list[str]], heads: list[str]) -> bytes:
    return "\n".join(";".join(row) for row in (heads, *made)).encode()


def as_xlsx(made: list[list[str]], heads: list[str]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([heads, *made]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.getvalue()


def write(form: str, count: int, path: Path) -> None:
    heads = ["Mått-id", "Enhets-id", "Period", "Slag", "Kön", "Värde"]
    path.write_bytes((as_csv if form == "csv" else as_xlsx)(rows(count), heads))


def take(path: Path) -> dict[str, float]:
    from tertial.intake.actions import deliveries
    from tertial.organisation.access import actor_for
    from tertial.organisation.models import Person

    by = actor_for(Person.objects.get(email="farhad.eklof@ekstad.example"))
    content = path.read_bytes()
    before, begun = peak(), time.perf_counter()
    size = len(content) / 1e6
    delivery = deliveries.receive(by=by, kind="values", name=path.name, content=content)
    del content  # kept on disk from here, as it is when a browser has sent it
    if delivery.state == "reading":
        deliveries.look_again(by=by, delivery=delivery)
        delivery.refresh_from_db()
    looked, seen = time.perf_counter(), peak()
    deliveries.accept_long(by=by, delivery=delivery)
    taken, done = time.perf_counter(), peak()
    delivery.refresh_from_db()
    deliveries.withdraw(by=by, delivery=delivery)
    undone = time.perf_counter()
    return {
        "rows": sum(delivery.counts.values()),
        "changed": delivery.counts.get("changed", 0),
        "new": delivery.counts.get("new", 0),
        "size_mb": size,
        "look_s": looked - begun,
        "take_s": taken - looked,
        "undo_s": undone - taken,
        "memory_before": before,
        "memory_look": seen,
        "memory_take": done,
    }


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        print(json.dumps(take(Path(sys.argv[2]))))
