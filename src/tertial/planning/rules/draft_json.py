"""`tertial.plan/1` and `tertial.remarks/1`: a plan draft and its remarks as JSON, and back, exactly.

What is only for reading (places of paragraphs and expected results, mentions, the contents list) stays inside;
everything else survives the journey there and back.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Expected,
    Goal,
    Head,
    Indicator,
    Paragraph,
    Place,
    PlanDraft,
    PointGroup,
    Previous,
    RowKind,
    Section,
    Signer,
    Source,
    Table,
    TableRow,
    Target,
    TargetKind,
)

PLAN = "tertial.plan/1"
REMARKS = "tertial.remarks/1"
Json = dict[str, Any]


class NotAPlanError(ValueError):
    """The JSON is not a `tertial.plan/1`."""


def plan_to_json(draft: PlanDraft) -> Json:
    return {
        "schema": PLAN,
        "source": _source(draft.source),
        "plan": {"unit": draft.unit, "year": draft.year, "kind": draft.kind},
        "head": {
            "case_number": draft.head.case_number,
            "officer": draft.head.officer,
            "date": _day(draft.head.date),
        },
        "decisions": [
            {
                "number": d.number,
                "text": d.text,
                "amount_mnkr": d.amount_mnkr,
                "appendices": list(d.appendices),
            }
            for d in draft.decisions
        ],
        "appendices": [{"number": a.number, "title": a.title} for a in draft.appendices],
        "sections": [_section(s) for s in draft.sections],
        "goals": [_goal(g) for g in draft.goals],
        "indicators": [_indicator(i) for i in draft.indicators],
        "activities": [
            {"goal": a.goal, "text": a.text, "start": _day(a.start), "end": _day(a.end), **_place(a.place)}
            for a in draft.activities
        ],
        "tables": [_table(t) for t in draft.tables],
        "remarks": [remark_to_json(r) for r in draft.remarks],
        **_signatures(draft),
    }


def _signatures(draft: PlanDraft) -> Json:
    """Only where there are any, so that a plan without them is the same data as it always was."""
    rows = [{"role": each.role, "name": each.name} for each in draft.signatures]
    return {"signatures": rows} if rows else {}


def remarks_to_json(source: Source, remarks: Sequence[Remark]) -> Json:
    return {"schema": REMARKS, "source": _source(source), "remarks": [remark_to_json(r) for r in remarks]}


def remark_to_json(remark: Remark) -> Json:
    return {
        "code": remark.code,
        "severity": remark.severity.value,
        "message": remark.message,
        "evidence": [{"page": e.page, "line": e.line, "text": e.text} for e in remark.evidence],
    }


def _source(source: Source) -> Json:
    return {"name": source.name, "sha256": source.sha256, "pages": source.pages}


def _place(place: Place) -> Json:
    return {"page": place.page, "line": place.line}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _section(section: Section) -> Json:
    return {
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "paragraphs": [p.text for p in section.paragraphs],
        **_place(section.place),
    }


def _goal(goal: Goal) -> Json:
    return {
        "level": goal.level,
        "number": goal.number,
        "text": goal.text,
        "parent": goal.parent,
        "tags": list(goal.tags),
        "priorities": list(goal.priorities),
        "description": [{"group": p.group, "points": list(p.points)} for p in goal.description],
        "expected": [_expected(e) for e in goal.expected],
        **_place(goal.place),
    }


def _expected(expected: Expected) -> Json:
    previous = expected.previous
    return {
        "text": expected.text,
        "direction": expected.direction,
        "value": expected.value,
        "unit": expected.unit,
        "previous": {"year": previous.year, "value": previous.value} if previous else None,
    }


def _indicator(row: Indicator) -> Json:
    return {
        "goal": row.goal,
        "name": row.name,
        "target": _target(row.target),
        "council_target": _target(row.council_target),
        "periodicity": row.periodicity,
        "comment": row.comment,
        "marked": row.marked,
        **_place(row.place),
    }


def _target(target: Target | None) -> Json | None:
    if target is None:
        return None
    return {
        "text": target.text,
        "kind": target.kind.value,
        "low": target.low,
        "high": target.high,
        "unit": target.unit,
    }


def _table(table: Table) -> Json:
    return {
        "title": table.title,
        "unit": table.unit,
        "columns": list(table.columns),
        "rows": [{"label": r.label, "kind": r.kind.value, "values": list(r.values)} for r in table.rows],
        **_place(table.place),
    }


def plan_from_json(data: Mapping[str, Any]) -> PlanDraft:
    """The draft a `tertial.plan/1` says; `NotAPlanError` where it is something else."""
    if not isinstance(data, Mapping) or data.get("schema") != PLAN:
        raise NotAPlanError(f"Innehållet är inte {PLAN}.")
    try:
        return _draft(data)
    except (KeyError, TypeError, ValueError) as error:
        raise NotAPlanError(f"Innehållet följer inte {PLAN}: {error}") from error


def _draft(data: Mapping[str, Any]) -> PlanDraft:
    head = data["head"]
    return PlanDraft(
        source=Source(**data["source"]),
        **data["plan"],
        head=Head(head["case_number"], head["officer"], _to_day(head["date"])),
        decisions=tuple(
            Decision(d["number"], d["text"], d["amount_mnkr"], tuple(d["appendices"]))
            for d in data["decisions"]
        ),
        appendices=tuple(Appendix(a["number"], a["title"]) for a in data["appendices"]),
        sections=tuple(_to_section(s) for s in data["sections"]),
        goals=tuple(_to_goal(g) for g in data["goals"]),
        indicators=tuple(_to_indicator(i) for i in data["indicators"]),
        activities=tuple(
            Activity(a["goal"], a["text"], _to_day(a["start"]), _to_day(a["end"]), _to_place(a))
            for a in data["activities"]
        ),
        tables=tuple(_to_table(t) for t in data["tables"]),
        remarks=tuple(remark_from_json(r) for r in data["remarks"]),
        signatures=tuple(Signer(each["role"], each["name"]) for each in data.get("signatures", ())),
    )


def remark_from_json(data: Mapping[str, Any]) -> Remark:
    evidence = tuple(Evidence(e["page"], e["line"], e["text"]) for e in data["evidence"])
    return Remark(data["code"], Severity(data["severity"]), data["message"], evidence)


def _to_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_place(data: Mapping[str, Any]) -> Place:
    return Place(data["page"], data["line"])


def _to_section(data: Mapping[str, Any]) -> Section:
    paragraphs = tuple(Paragraph(text) for text in data["paragraphs"])
    return Section(data["number"], data["title"], data["level"], paragraphs, _to_place(data))


def _to_goal(data: Mapping[str, Any]) -> Goal:
    return Goal(
        data["level"],
        data["number"],
        data["text"],
        data["parent"],
        tuple(data["tags"]),
        tuple(data["priorities"]),
        tuple(PointGroup(p["group"], tuple(p["points"])) for p in data["description"]),
        tuple(_to_expected(e) for e in data["expected"]),
        _to_place(data),
    )


def _to_expected(data: Mapping[str, Any]) -> Expected:
    previous = data["previous"]
    return Expected(
        data["text"],
        data["direction"],
        data["value"],
        data["unit"],
        Previous(previous["year"], previous["value"]) if previous else None,
    )


def _to_indicator(data: Mapping[str, Any]) -> Indicator:
    return Indicator(
        data["goal"],
        data["name"],
        _to_target(data["target"]),
        _to_target(data["council_target"]),
        data["periodicity"],
        data["comment"],
        data["marked"],
        _to_place(data),
    )


def _to_target(data: Mapping[str, Any] | None) -> Target | None:
    if data is None:
        return None
    return Target(data["text"], TargetKind(data["kind"]), data["low"], data["high"], data["unit"])


def _to_table(data: Mapping[str, Any]) -> Table:
    rows = tuple(TableRow(r["label"], RowKind(r["kind"]), tuple(r["values"])) for r in data["rows"])
    return Table(data["title"], data["unit"], tuple(data["columns"]), rows, _to_place(data))
