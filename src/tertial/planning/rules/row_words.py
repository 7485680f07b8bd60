"""A read row in words: what it is called, what it says beside its text."""

from tertial.foundation.words import N_
from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Expected,
    Goal,
    Indicator,
    Table,
    said_of,
)
from tertial.planning.rules.draft_rows import Kind, Shape

KIND_WORDS = {
    Kind.DECISION: N_("Beslutspunkt"),
    Kind.APPENDIX: N_("Bilaga"),
    Kind.GOAL: N_("Mål"),
    Kind.EXPECTED: N_("Förväntat resultat"),
    Kind.INDICATOR: N_("Indikator"),
    Kind.ACTIVITY: N_("Aktivitet"),
    Kind.TABLE: N_("Tabell"),
}
PERIODICITY_WORDS = {"tertial": N_("tertial"), "year": N_("år"), "month": N_("månad")}
Detail = tuple[str, str]


def text_of(row: Shape) -> str:
    match row:
        case Goal():
            return f"{row.number} {row.text}"
        case Indicator():
            return row.name
        case Decision():
            return f"{row.number}. {row.text}"
        case Appendix():
            return f"{row.number}: {row.title}"
        case Table():
            return row.title or "–"
        case _:
            return row.text


def details_of(row: Shape) -> list[Detail]:
    """What stands beside the text, as (heading, words); what is missing is left out."""
    match row:
        case Indicator():
            told = [
                (N_("Årsmål"), said_of(row.target)),
                (N_("KF:s årsmål"), said_of(row.council_target)),
                (N_("Följs upp varje"), PERIODICITY_WORDS.get(row.periodicity or "", "")),
                (N_("Kommentar"), row.comment or ""),
            ]
        case Activity():
            told = [
                (N_("Start"), row.start.isoformat() if row.start else ""),
                (N_("Slut"), row.end.isoformat() if row.end else ""),
            ]
        case Expected() if row.previous:
            told = [(N_("Tidigare utfall"), f"{row.previous.year}: {_number(row.previous.value)}")]
        case Goal():
            told = [(N_("Prioriterade insatser"), str(len(row.priorities)) if row.priorities else "")]
        case Decision():
            told = [(N_("Belopp, mnkr"), "" if row.amount_mnkr is None else _number(row.amount_mnkr))]
        case Table():
            told = [(N_("Rader"), str(len(row.rows))), (N_("Kolumner"), ", ".join(row.columns))]
        case _:
            told = []
    return [(heading, words) for heading, words in told if words]


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
