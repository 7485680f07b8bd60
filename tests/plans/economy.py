"""The money of an invented plan: requests, decisions, appendices and tables whose every sum ties."""

from dataclasses import dataclass, replace
from random import Random

from tertial.planning.rules.draft import Appendix, Decision, Paragraph, RowKind, Section, Table, TableRow

from . import words


def sv(value: float, decimals: int = 1) -> str:
    """12345.6 → 12 345,6, as the family prints amounts."""
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",")


@dataclass(frozen=True)
class Request:
    """Money asked for: the same amount in the decision, in the appendix' purpose and in the prose."""

    purpose: str
    amount: float
    decision: int
    appendix: str


def requests_for(rng: Random) -> tuple[Request, ...]:
    purposes = rng.sample(words.REQUESTS, rng.randint(2, 5))
    return tuple(
        Request(purpose, rng.randint(3, 69) / 10, decision=index + 1, appendix=str(index))
        for index, purpose in enumerate(purposes, 1)
    )


def appendices_for(rng: Random, requests: tuple[Request, ...], year: int) -> tuple[Appendix, ...]:
    asked = [Appendix(r.appendix, f"Ansökan om medel för {r.purpose} {year}") for r in requests]
    others = [f"{title} {year}" for title in words.OTHER_APPENDICES]
    return (*asked, *(Appendix(str(len(asked) + i), title) for i, title in enumerate(others, 1)))


def _appendix(appendices: tuple[Appendix, ...], word: str) -> str:
    return next(a.number for a in appendices if word in a.title)


def decisions_for(
    rng: Random, requests: tuple[Request, ...], turnover: float, appendices: tuple[Appendix, ...], year: int
) -> tuple[Decision, ...]:
    rows = [
        Decision(
            1, f"Nämnden beslutar om verksamhetsplan för {year} och skickar den vidare till kommunstyrelsen."
        )
    ]
    for r in requests:
        text = (
            f"Nämnden söker {sv(r.amount)} mnkr i budgetjustering för {r.purpose} enligt bilaga {r.appendix}."
        )
        rows.append(Decision(r.decision, text, r.amount, (r.appendix,)))
    number = _appendix(appendices, "Omslutning")
    text = f"Nämnden anmäler omslutningsförändringar om {sv(turnover)} mnkr enligt bilaga {number}."
    rows.append(Decision(len(rows) + 1, text, turnover, (number,)))
    number = _appendix(appendices, "Resultatenheter")
    rows.append(
        Decision(
            len(rows) + 1, f"Nämnden fastställer resultatenheter enligt bilaga {number}.", None, (number,)
        )
    )
    return tuple(rows)


def _tenths(rng: Random, low: int, high: int) -> int:
    return rng.randint(low * 10, high * 10)


def _split(rng: Random, total: int, parts: int) -> list[int]:
    """Divide tenths into parts that sum to the whole."""
    shares = [rng.randint(1, 9) for _ in range(parts)]
    out = [total * s // sum(shares) for s in shares]
    return [*out[:-1], total - sum(out[:-1])] if out else out


def _row(label: str, kind: RowKind, tenths: list[int]) -> TableRow:
    return TableRow(label, kind, tuple(round(v / 10, 1) for v in tenths))


@dataclass(frozen=True)
class _Area:
    name: str
    parts: tuple[str, ...]
    values: list[int]  # costs, income, net, net last year, forecast, outcome, in tenths of mnkr
    part_values: list[list[int]]


def _area(rng: Random, name: str, parts: tuple[str, ...]) -> _Area:
    costs, income = _tenths(rng, 30, 360), -_tenths(rng, 0, 25)
    net = costs + income
    values = [
        costs,
        income,
        net,
        net - _tenths(rng, -9, 19),
        net - _tenths(rng, -9, 22),
        net - _tenths(rng, -9, 30),
    ]
    whole = len(parts) > 1  # several parts make the whole; a single one is only a part of it
    split = [_split(rng, v if whole else v // 3, len(parts)) for v in values]
    part_values = [[column[i] for column in split] for i in range(len(parts))]
    for row in part_values:
        row[2] = row[0] + row[1]
    return _Area(name, parts, values, part_values)


def economy(
    rng: Random, year: int, requests: tuple[Request, ...], turnover_rows: Table, turnover: float,
    appendices: tuple[Appendix, ...],
) -> tuple[tuple[Section, ...], tuple[Table, ...]]:  # fmt: skip
    areas = [_area(rng, name, parts) for name, parts in words.AREAS]
    main = _main_table(areas, year)
    net = main.rows[-1].values[2]
    sections = [
        Section("", "Redovisning av ekonomi", 1),
        Section("", "Nämndens ekonomiska ramar", 2, (
            Paragraph(f"Fullmäktige har för {year} gett nämnden en nettobudget på {sv(net or 0)} mnkr."),
            Paragraph("Beloppen i tabellen är i löpande priser. " + words.PROSE[0]),
        )),
    ]  # fmt: skip
    tables = [main]
    for area in areas:
        tables.append(_sub_table(area, year))
        change = area.values[2] - area.values[3]
        word = "högre" if change >= 0 else "lägre"
        net, changed = sv(area.values[2] / 10), sv(abs(change) / 10)
        text = f"Nettobudgeten är {net} mnkr, vilket är {changed} mnkr {word} än budgeten för {year - 1}."
        sections.append(
            Section("", area.name, 3, (Paragraph(text), Paragraph(words.PROSE[rng.randrange(1, 6)])))
        )
    sections += _request_sections(requests)
    number = _appendix(appendices, "Omslutning")
    text = f"Nämndens omslutning ändras med {sv(turnover)} mnkr, se bilaga {number}. Nettot är noll."
    sections.append(Section("", "Omslutningsförändringar", 2, (Paragraph(text),)))
    sections.append(
        Section("", "Särskilda redovisningar", 1, (Paragraph(words.PROSE[4]), Paragraph(words.PROSE[8])))
    )
    number = _appendix(appendices, "klimathandlingsplan")
    sections.append(
        Section(
            "",
            "Klimat och miljö",
            2,
            (Paragraph(f"Den lokala klimathandlingsplanen finns i bilaga {number}."),),
        )
    )
    return tuple(replace(s, number=None) for s in sections), (*tables, turnover_rows)


def _main_table(areas: list[_Area], year: int) -> Table:
    rows = []
    for area in areas:
        rows.append(_row(area.name, RowKind.ROW, area.values))
        rows += [
            _row(f"varav {part}", RowKind.OF_WHICH, values)
            for part, values in zip(area.parts, area.part_values, strict=True)
        ]
    rows.append(_row("Summa", RowKind.SUM, [sum(a.values[i] for a in areas) for i in range(6)]))
    columns = (
        f"Budget {year} kostnader", f"Budget {year} intäkter", f"Budget {year} Netto",
        f"Budget {year - 1} Netto", f"Prognos {year - 1} (Nov)", f"Utfall {year - 2} (netto)",
    )  # fmt: skip
    return Table("Nämndens ekonomiska ramar", "mnkr", columns, tuple(rows))


def _sub_table(area: _Area, year: int) -> Table:
    def pick(values: list[int]) -> list[int]:
        return [values[2], values[3], values[2] - values[3]]

    rows = []
    if len(area.parts) > 1:
        rows = [
            _row(part.capitalize(), RowKind.ROW, pick(v))
            for part, v in zip(area.parts, area.part_values, strict=True)
        ]
    else:
        rows.append(_row(area.name, RowKind.ROW, pick(area.values)))
        rows += [
            _row(f"varav {part}", RowKind.OF_WHICH, pick(v))
            for part, v in zip(area.parts, area.part_values, strict=True)
        ]
    rows.append(_row("Summa", RowKind.SUM, pick(area.values)))
    columns = (f"Budget {year} Netto", f"Budget {year - 1} Netto", "Differens")
    return Table(area.name, "mnkr", columns, tuple(rows))


def turnover_table(rng: Random) -> tuple[Table, float]:
    drawn = [(name, _tenths(rng, 0, 30)) for name, _ in words.AREAS if rng.random() < 0.7]
    drawn = drawn or [("Förskola", 12)]
    total = sum(v for _, v in drawn)
    rows = [_row(name, RowKind.ROW, [v, -v]) for name, v in drawn]
    rows.append(_row("Totalt", RowKind.SUM, [total, -total]))
    return Table("Omslutningsförändringar", "mnkr", ("Kostnader", "Intäkter"), tuple(rows)), round(
        total / 10, 1
    )


def _request_sections(requests: tuple[Request, ...]) -> list[Section]:
    sections = [Section("", "Budgetjusteringar", 2)]
    for r in requests:
        text = f"Förvaltningen söker {sv(r.amount)} mnkr för {r.purpose}, se bilaga {r.appendix}."
        sections.append(
            Section(
                "",
                f"Medel för {r.purpose} ({sv(r.amount)} mnkr)",
                3,
                (Paragraph(words.PROSE[1]), Paragraph(text)),
            )
        )
    return sections
