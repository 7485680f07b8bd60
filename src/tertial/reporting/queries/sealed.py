"""The report as a document of its own: made for signing, verified whenever it is read, compared with what is now."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tertial.goals.models import Activity
from tertial.history.models import Event
from tertial.measures.models import Measure, Value
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.reporting.models import Report, Round, Signature
from tertial.reporting.queries.money import MoneyRow
from tertial.reporting.queries.sheet import PartSheet, ReportSheet, Row, report_sheet
from tertial.reporting.queries.themed import words_of
from tertial.reporting.rules.changed_money import changed_money
from tertial.reporting.rules.document import (
    SCHEMA,
    Changed,
    Json,
    Sealed,
    canonical,
    changes,
    place_of,
    sealed,
    sum_of,
)
from tertial.reporting.rules.form_json import to_json
from tertial.reporting.rules.forms import Question, QuestionKind
from tertial.reporting.rules.lacking import is_answered
from tertial.reporting.rules.states import DECIDED, State


@dataclass(frozen=True)
class Seen:
    """A signature with its document, verified as it was read."""

    signature: Signature
    sealed: Sealed

    @property
    def is_decided(self) -> bool:
        return self.signature.frozen_at is not None


def document_of(report: Report, sheet: ReportSheet | None = None) -> Json:
    """All a reader needs: names as they are now, the questions as they were asked, figures as they were shown."""
    seen = sheet or report_sheet(report)
    round_, unit = report.round, report.unit
    handed_in, asked = seen.handed_in_below
    return {
        "schema": SCHEMA,
        "round": {"key": round_.key, "title": round_.title, "period": round_.period, "kind": round_.kind},
        "period": {"first": round_.when.first.isoformat(), "last": round_.when.last.isoformat()},
        "unit": {"key": unit.key, "name": unit.name, "kind": unit.kind},
        "form": to_json(seen.form),
        "form_version": report.form_version.number,
        "exempt": seen.exempt,
        "below": {"handed_in": handed_in, "asked": asked},
        "parts": [_part(each) for each in seen.parts],
    }


def sum_of_part(sheet: PartSheet) -> str:
    """Of all that a reader of the part sees: the same as long as nothing in it is otherwise."""
    return sum_of(canonical(_part(sheet)))


def _part(sheet: PartSheet) -> Json:
    part = sheet.part
    return {
        "section": part.section,
        "number": part.number,
        "title": part.title,
        "goal": part.goal.key if part.goal else "",
        "exempt": sheet.exempt,
        "first": sheet.section.first,
        "approved_by": part.moved_by_name if sheet.state in DECIDED else "",
        "approved_at": part.moved_at.isoformat() if part.moved_at and sheet.state in DECIDED else "",
        "rows": [_row(row, sheet) for row in sheet.rows if _is_shown(row)],
        "attachments": [{"name": each.name, "sha256": each.sha256} for each in sheet.attachments],
    }


def _is_shown(row: Row) -> bool:
    return row.money is not None or row.facing.waits or is_answered(row.facing) or bool(row.answer.comment)


def _row(row: Row, sheet: PartSheet) -> Json:
    answer = row.answer
    about: Measure | Activity | None = answer.measure or answer.activity
    key = about.key if about else sheet.part.goal.key if sheet.part.goal else ""
    same = answer.before if answer.is_same and answer.before else None
    found: dict[str, Any] = {
        "id": f"{sheet.part.section}|{answer.question}|{key}",
        "question": answer.question,
        "kind": answer.kind,
        "label": row.label,
        "shown": shown(row),
        "content": same.content if same else dict(row.facing.kept.content),
        "text": words_of(answer),
        "comment": answer.comment,
        "is_same": answer.is_same,
        "is_missing": answer.is_missing,
        "confirmed": list(answer.confirmed),
        "form_version": answer.form_version,
        "saved_by": answer.saved_by_name,
    }
    if row.value is not None:
        found |= _figures(row)
    if row.money is not None:
        found |= _money(row.money, row.question)
    if row.quotes:
        found["quotes"] = [{"unit": each.unit_name, "text": each.text} for each in row.quotes]
    return found


def _figures(row: Row) -> Json:
    value = row.value
    if value is None:
        return {}
    rolled = value.rolled
    return {
        "measure": value.measure.key,
        "unit_of_measure": value.measure.unit,
        "target": value.target_words,
        "light": value.proposal.light.value,
        "previous": _plain(value.previous),
        "last_year": _plain(value.last_year),
        "coverage": {"in": rolled.coverage.count, "of": rolled.coverage.asked} if rolled else None,
    }


def _money(money: MoneyRow, question: Question) -> Json:
    """All that stands in the row, so that its table and sums can be made again from this alone."""
    line, tolerance = money.line, question.tolerance
    return {
        "asked": question.text,
        "content": money.content,
        "measure": money.measure.key,
        "unit_of_measure": money.measure.unit,
        "decimals": money.measure.decimals,
        "within": line.within,
        "is_over": money.is_over,
        "deviation": _plain(line.deviation),
        "is_beyond": money.is_beyond,
        "tolerance": {"percent": _plain(tolerance.percent), "amount": _plain(tolerance.amount)},
        "coverage": line.below.document if line.below else None,
        "is_partial": line.is_partial,
        "held": _plain(line.held),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def shown(row: Row) -> str:
    """The answer in words, in Swedish: what stands in the document whoever reads it."""
    content = row.facing.kept.content
    match row.question.kind:
        case QuestionKind.VALUE:
            if row.answer.is_missing:
                return "Värde saknas"
            said = content.get("value")
            return row.value.shown(Decimal(said)) if said and row.value else ""
        case QuestionKind.MONEY:
            expected = row.money.line.expected if row.money else None
            return row.money.measure.shown(expected) if row.money and expected is not None else ""
        case QuestionKind.JUDGEMENT:
            return LIGHT_WORDS[Light(content["light"])] if content.get("light") else ""
        case QuestionKind.CHOICE:
            return next((c.text for c in row.question.choices if c.key == content.get("choice")), "")
        case QuestionKind.ITEMS:
            status = content.get("status")
            return str(Activity.Status(status).label) if status else ""
        case QuestionKind.TEXT:
            return ""


def seen(signature: Signature) -> Seen:
    """The text against its sum, and its sum against the log, where a line cannot be changed afterwards."""
    found = sealed(signature.document, signature.sha256)
    logged = _logged(signature.report).get(signature.number, signature.sha256)
    return Seen(signature, replace(found, is_sound=found.is_sound and logged == signature.sha256))


def _logged(report: Report) -> dict[int, str]:
    """The sums that the log has of the report's signatures, by their numbers."""
    rows = Event.objects.about("report", report.key).filter(verb="report.signed")
    told = rows.values_list("particulars", flat=True)
    return {each["number"]: each["sha256"] for each in told if "sha256" in each}


def signatures_of(report: Report) -> list[Seen]:
    """All of them, the latest first; every one is verified."""
    return [seen(each) for each in report.signatures.order_by("-number").select_related("report")]


def standing(report: Report) -> Seen | None:
    """What holds: the latest that was not undone."""
    found = report.signatures.filter(undone_at__isnull=True).order_by("-number").first()
    return seen(found) if found else None


def frozen(report: Report) -> Seen | None:
    """What was decided last, verified as it is read."""
    found = report.signatures.filter(frozen_at__isnull=False).order_by("-number").first()
    return seen(found) if found else None


def changed_since_signed(report: Report) -> list[Changed]:
    """Figures that were corrected, and words that are otherwise, since it was signed."""
    signed = standing(report)
    if signed is None or not signed.sealed.is_sound:
        return []
    document = signed.sealed.document
    is_open = report.state not in DECIDED
    now = document_of(report) if is_open or _has_money(document) else {}
    found = changes(document, now) if is_open else []
    told = {(each.place, each.label) for each in found}
    return found + _corrected(report, document, told) + list(changed_money(document, now, told))


def _has_money(document: Json) -> bool:
    return any(row["kind"] == QuestionKind.MONEY for part in document["parts"] for row in part["rows"])


def _corrected(report: Report, document: Json, told: set[tuple[str, str]]) -> list[Changed]:
    rows = [
        (part, row)
        for part in document["parts"]
        for row in part["rows"]
        if row.get("measure") and row["kind"] == QuestionKind.VALUE
    ]
    if not rows:
        return []
    facts = Value.objects.filter(
        unit=report.unit,
        period=report.round.period,
        measure__key__in={row["measure"] for _, row in rows},
        kind=ValueKind.ACTUAL.value,
        breakdown=WHOLE.code,
        is_current=True,
    ).select_related("measure")
    now = {each.measure.key: each for each in facts}
    found = []
    for part, row in rows:
        fact, said = now.get(row["measure"]), row["content"].get("value")
        place = place_of(part)
        if fact is None or (place, row["label"]) in told or _same(fact.value, said):
            continue
        new = "Värde saknas" if fact.value is None else fact.measure.row.shown(fact.value)
        found.append(Changed(place, row["label"], row["shown"], new))
    return found


def _same(fact: Decimal | None, said: str | None) -> bool:
    return fact is None if not said else fact is not None and fact == Decimal(said)


def difference(
    report: Report, earlier: Round | None = None, *, with_drafts: bool = True
) -> tuple[Round | None, list[Changed]]:
    """What is otherwise than in the unit's report of an earlier round, by default the one before in the same kind.

    Without drafts an earlier report that nobody has decided is as none at all.
    """
    other = _earlier(report, earlier)
    before = _document(other, with_drafts) if other else None
    after = _document(report, with_drafts)
    if other is None or before is None or after is None:
        return None, []
    return other.round, changes(before, after)


def _earlier(report: Report, earlier: Round | None) -> Report | None:
    rows = Report.objects.filter(unit=report.unit, form_version__kind=report.form_version.kind)
    rows = rows.exclude(pk=report.pk).select_related("round", "unit", "form_version")
    if earlier is not None:
        return rows.filter(round=earlier).first()
    return rows.filter(round__opens_on__lt=report.round.opens_on).order_by("-round__opens_on").first()


def earlier_document(report: Report) -> tuple[Round, Json] | None:
    """What the unit had decided the time before, in the same kind of report."""
    other = _earlier(report, None)
    document = _document(other, with_drafts=False) if other else None
    return (other.round, document) if other and document else None


def _document(report: Report, with_drafts: bool) -> Json | None:
    """As it was signed where that is what holds, else as it is: a draft only for those who may read drafts."""
    state = State(report.state)
    is_draft = state not in DECIDED
    held = (
        standing(report) if state in (State.SIGNED, State.FROZEN) or (is_draft and not with_drafts) else None
    )
    if held and held.sealed.is_sound:
        return held.sealed.document
    return None if is_draft and not with_drafts else document_of(report)
