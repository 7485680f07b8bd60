"""The data of a plan, the goal chain or the indicators as they are now, ready to be frozen."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tertial.foundation.number import format_number
from tertial.foundation.words import N_
from tertial.goals.models import Activity, ActivityReason, ExpectedResult, Goal, Plan
from tertial.goals.queries import chain_of
from tertial.goals.rules.tags import TAGS
from tertial.measures.models import GoalMeasure, Measure, Value
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.planning.queries.drafts import draft_of, numbers_of
from tertial.planning.rules.draft_json import plan_to_json
from tertial.planning.rules.printed import as_printed
from tertial.publishing.models import Publication
from tertial.publishing.rules import of_chain, of_measures, of_report
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.queries.sealed import earlier_document, standing
from tertial.reporting.queries.theme_document import document_of

OPEN_PERIODS = 4  # years of values that are given out


def frozen(publication: Publication) -> dict[str, Any]:
    """A bounded number of queries, whatever its size."""
    match publication.kind:
        case Publication.Kind.PLAN:
            plan = Plan.objects.select_related("unit").get(key=publication.subject)
            draft = draft_of(plan)
            return plan_to_json(as_printed(replace(draft, kind=_kind_in_words(draft.kind or ""))))
        case Publication.Kind.REPORT:
            return report(publication)
        case Publication.Kind.THEME:
            return theme_of(publication)
        case Publication.Kind.CHAIN:
            return chain(publication.unit, publication.year)
        case _:
            return measures(publication.unit, publication.year)


def chain(unit: Unit, year: int) -> dict[str, Any]:
    """Every goal of the year in the order of the tree; only the council's and this unit's, if it is a board."""
    found = chain_of(year)
    levels = {level.key: level.name.said("sv") for level in current_profile().goal_levels}
    measures: dict[str, list[dict[str, Any]]] = {}
    ties = GoalMeasure.objects.filter(goal__plan__year=year, measure__ended_on__isnull=True)
    for tie in ties.select_related("goal", "measure").order_by("place"):
        about = {"key": tie.measure.key, "name": tie.measure.name, "by_sex": tie.measure.by_sex}
        measures.setdefault(tie.goal.key, []).append(about)
    expected, activities = _expected_in(year), _activities_in(year)
    goals = []
    for step in found.chain.walk():
        info = found.goals[step.key]
        goals.append(
            {
                "key": info.key,
                "depth": step.depth + 1,
                "number": info.number,
                "text": info.text,
                "level": levels.get(info.level, info.level),
                "unit": info.unit_name,
                "tags": [TAGS.get(tag, tag) for tag in info.tags],
                "measures": measures.get(info.key, []),
                "expected": expected.get(info.key, []),
                "activities": activities.get(info.key, []),
            }
        )
    return {"schema": of_chain.SCHEMA, "year": year, "unit": unit.name, "goals": goals}


def _expected_in(year: int) -> dict[str, list[str]]:
    """What the year's goals should lead to, by the goal's key."""
    found: dict[str, list[str]] = {}
    kept = ExpectedResult.objects.filter(goal__plan__year=year).order_by("goal", "place")
    for key, text in kept.values_list("goal__key", "text"):
        found.setdefault(key, []).append(text)
    return found


def _activities_in(year: int) -> dict[str, list[dict[str, Any]]]:
    """What is done for the year's goals, by the goal's key; what is cancelled is not."""
    found: dict[str, list[dict[str, Any]]] = {}
    reasons = ActivityReason.objects.filter(goal__plan__year=year)
    kept = reasons.exclude(activity__status=Activity.Status.CANCELLED).order_by("goal", "activity")
    said = ("goal__key", "activity__text", "activity__start", "activity__end")
    for key, text, start, end in kept.values_list(*said):
        days = {"start": start and start.isoformat(), "end": end and end.isoformat()}
        found.setdefault(key, []).append({"text": text, **days})
    return found


def _kind_in_words(key: str) -> str:
    """What the city calls a kind of plan, as a document prints it."""
    found = {each.key: each.name for each in current_profile().plan_kinds}
    return found[key].said("sv").lower() if key in found else key


def theme_of(publication: Publication) -> dict[str, Any]:
    """What the city office has put together of a themed round; nothing at all is no document."""
    found = document_of(round_of(publication))
    areas = found["areas"]
    passages = [each["passages"] or any(h["passages"] for h in each["headings"]) for each in areas]
    if not (found["summary"].strip() or any(each["summary"].strip() for each in areas) or any(passages)):
        raise Refused(
            N_("Inget är skrivet eller taget med än. Sammanställ svaren innan dokumentet publiceras.")
        )
    return found


def round_of(publication: Publication) -> Round:
    return Round.objects.get(key=publication.subject)


def report_of(publication: Publication) -> Report:
    round_key, _, unit_key = publication.subject.partition("--")
    found = Report.objects.select_related("round", "unit", "form_version")
    return found.get(round__key=round_key, unit__key=unit_key)


def report(publication: Publication) -> dict[str, Any]:
    """What was signed, untouched, with who signed it and what was written the time before."""
    found = report_of(publication)
    seen = standing(found)
    if seen is None:
        raise Refused(N_("Rapporten är inte signerad. Signera den innan den publiceras."))
    if not seen.sealed.is_sound:
        raise Refused(N_("Kontrollsumman stämmer inte: det som signerades har ändrats."))
    signature = seen.signature
    return {
        "schema": of_report.SCHEMA,
        "report": seen.sealed.document,
        "sha256": seen.sealed.sha256,
        "signed": {
            "number": signature.number,
            "by": signature.signed_by_name,
            "day": str(timezone.localdate(signature.signed_at)),
            "decision": signature.decision,
            "frozen_by": signature.frozen_by_name,
            "frozen_day": str(timezone.localdate(signature.frozen_at)) if signature.frozen_at else "",
        },
        "before": _before(found),
        "tags": _tags_of(seen.sealed.document),
    }


def _tags_of(document: dict[str, Any]) -> dict[str, list[str]]:
    """What the goals of a report contribute to, by the goal's key."""
    keys = [part["goal"] for part in document["parts"] if part["goal"]]
    return {key: tags for key, tags in Goal.objects.filter(key__in=keys).values_list("key", "tags") if tags}


def _before(found: Report) -> dict[str, Any]:
    """The words of the period before, by row."""
    earlier = earlier_document(found)
    if earlier is None:
        return {}
    round_, document = earlier
    rows = [row for part in document.get("parts", []) for row in part["rows"] if row.get("text")]
    return {"title": round_.title, "texts": {row["id"]: row["text"] for row in rows}}


def measures(unit: Unit, year: int) -> dict[str, Any]:
    """Every indicator that is counted, with its current values of the last years."""
    rows = list(Measure.objects.filter(ended_on__isnull=True).order_by("name"))
    values: dict[int, list[Value]] = {}
    kept = Value.objects.filter(
        measure__in=rows,
        is_current=True,
        last_day__year__gt=year - OPEN_PERIODS,
        last_day__lte=timezone.localdate(),
    )
    for value in kept.select_related("unit").order_by("unit__name", "last_day", "kind", "breakdown"):
        values.setdefault(value.measure_id, []).append(value)
    return {
        "schema": of_measures.SCHEMA,
        "year": year,
        "unit": unit.name,
        "measures": [_measure(each, values.get(each.pk, [])) for each in rows],
    }


def links(publication: Publication) -> dict[str, str]:
    """Where each thing of the document is explained: kind and name as printed → its path in the service.

    Activities have no link: no open page tells of them, and a citizen would be led to a page for signing in.
    """
    if publication.kind == Publication.Kind.REPORT:
        return _links_of_report(publication)
    if publication.kind == Publication.Kind.THEME:
        return {}
    if publication.kind != Publication.Kind.PLAN:
        goals = Goal.objects.filter(plan__year=publication.year).values_list("key", flat=True)
        keys = Measure.objects.values_list("key", flat=True)
        found = {f"goal:{key}": explained("mal", key) for key in goals}
        for key in keys:
            found[f"measure:{key}"] = found[f"value:{key}"] = explained("matt", key)
        return found
    numbers = numbers_of(Plan.objects.select_related("unit").get(key=publication.subject))
    own = Goal.objects.filter(pk__in=numbers)
    out = {f"goal:{numbers[goal.pk]}": explained("mal", goal.key) for goal in own}
    ties = (
        GoalMeasure.objects.filter(goal__in=list(numbers))
        .values_list("measure__name", "measure__key")
        .order_by()
    )
    for name, key in ties:
        out[f"measure:{name}"] = out[f"target:{name}"] = explained("matt", key)
    return out


def explained(kind: str, key: str) -> str:
    """Where a goal or an indicator is explained to whoever asks: in the service, or among what is open."""
    return reverse("explained", kwargs={"kind": kind, "key": key})


def _links_of_report(publication: Publication) -> dict[str, str]:
    found = report_of(publication)
    asked = Answer.objects.filter(part__report=found, measure__isnull=False)
    out = {
        f"goal:{key}": explained("mal", key)
        for key in found.parts.filter(goal__isnull=False).values_list("goal__key", flat=True)
    }
    for key in asked.values_list("measure__key", flat=True):
        out[f"measure:{key}"] = out[f"value:{key}"] = explained("matt", key)
    return out


def _measure(measure: Measure, values: list[Value]) -> dict[str, Any]:
    return {
        "key": measure.key,
        "name": measure.name,
        "definition": measure.definition,
        "source": measure.source,
        "unit_of_measure": measure.unit_of_measure,
        "values": [
            {
                "unit": value.unit.name,
                "period": value.period,
                "kind": value.kind,
                "breakdown": value.breakdown,
                "value": None if value.value is None else f"{value.value.normalize():f}",
                "said": "" if value.value is None else format_number(value.value, measure.decimals),
            }
            for value in values
        ],
    }
