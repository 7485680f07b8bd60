"""Run the checks of a plan: all of them, or those chosen by code or family."""

from collections.abc import Iterable

from tertial.foundation.check import Check, Remark, Severity, all_checks
from tertial.intake.importers.sources.spending import Spending
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.outsize import is_beyond_checking
from tertial.planning.rules.reading_remarks import READING

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Check]:
    """The checks to run. A code may be a whole family: SUM is every SUM01, SUM02 …; ignore wins over select."""
    wanted, unwanted = codes_of(select), codes_of(ignore)
    return [
        each
        for code, each in all_checks("plan", "planning").items()
        if (not wanted or code.startswith(wanted)) and not (unwanted and code.startswith(unwanted))
    ]


def asked(remarks: Iterable[Remark], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Remark]:
    """The remarks whose codes are wanted, chosen as the checks are."""
    wanted, unwanted = codes_of(select), codes_of(ignore)
    return [
        each
        for each in remarks
        if (not wanted or each.code.startswith(wanted)) and not (unwanted and each.code.startswith(unwanted))
    ]


def codes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes as they are compared, also where several stand in one text with commas between."""
    return tuple(part.strip().upper() for code in codes for part in code.split(",") if part.strip())


def check_plan(draft: PlanDraft, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Remark]:
    """Every remark on this plan in the order of the document, the most serious first at each place."""
    if is_beyond_checking(draft):
        return [Remark("READ-19", Severity.WARNING, READING["READ-19"])]
    spending = Spending()
    remarks: dict[Remark, None] = {}
    for each in spending.while_left(chosen(select, ignore), each=1):
        remarks |= dict.fromkeys(each.remarks(draft))
    cut = [Remark("READ-19", Severity.WARNING, READING["READ-19"])] if spending.cut else []
    return in_order([*remarks, *cut])


def in_order(remarks: Iterable[Remark]) -> list[Remark]:
    """By line where lines are known, else by page; what has no place comes last."""
    return sorted(remarks, key=_place)


def _place(remark: Remark) -> tuple[bool, int, int, int, str]:
    first = remark.evidence[0] if remark.evidence else None
    page = first.page if first and first.page is not None else 0
    line = first.line if first and first.line is not None else 0
    return (not (page or line), line, page, RANK[remark.severity], remark.code)
