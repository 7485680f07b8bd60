"""Loading the whole goal chain from a profile, once, into empty tables: everything or nothing."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.loading import (
    BATCH,
    Register,
    load_activities,
    load_expected,
    load_goals,
    load_plans,
)
from tertial.goals.models import Goal, Plan, PlanVersion
from tertial.goals.rules.plan_records import GoalKey, PlanKey
from tertial.history.actions import action, record
from tertial.history.sizes import learn_sizes
from tertial.intake.actions.kept import keep
from tertial.intake.models import Submission
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.rules.chain import VALUES, ChainProfile
from tertial.measures.rules.computed import Formula
from tertial.measures.rules.measure_records import FactKey, MeasureRecord, TargetRecord, ValueRecord
from tertial.measures.rules.plan_document import PlanDocuments, fingerprint
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, Unit
from tertial.organisation.roles import Permission

PROFILE = "profile"  # the kind of delivery that values of a profile come in
NOON = dt.time(12)


@action
def load_chain(*, by: By, chain: ChainProfile) -> dict[str, int]:
    """Everything in the profile's tables of goals and measures. Answers how many of each came in."""
    require(by, Permission.IMPORT)
    if Plan.objects.exists() or Measure.objects.exists():
        raise Refused(
            N_("Det finns redan planer eller mått. En målkedja läses in en gång, i en tom databas.")
        )
    units, people = Unit.objects.in_bulk(field_name="key"), Person.objects.in_bulk(field_name="key")
    _require_units(chain, units)
    register = Register(units, people)
    plans = load_plans(chain.plans, register)
    goals = load_goals(chain.goals, plans, chain.city)
    load_expected(chain.expected, goals)
    activities = load_activities(chain.activities, goals, register, chain.city)
    measures = _measures(chain.measures, units)
    _goal_measures(chain, goals, measures)
    _targets(chain.targets, measures, units)
    delivery = _delivery(by, chain)
    _values(chain.values, measures, register, delivery, by)
    _versions(chain, plans, units)
    learn_sizes()
    counts = {
        "plans": len(plans),
        "goals": len(goals),
        "activities": activities,
        "measures": len(measures),
        "values": len(chain.values),
    }
    _tell(by, delivery, counts)
    return counts


def _tell(by: By, delivery: Submission, counts: Mapping[str, int]) -> None:
    record(
        by=by,
        verb="chain.loaded",
        kind="delivery",
        key=delivery.key,
        name=delivery.name,
        goals=counts["goals"],
        activities=counts["activities"],
        values=counts["values"],
    )


def _require_units(chain: ChainProfile, units: Mapping[str, Unit]) -> None:
    """The chain was checked against its profile; the register must be the same city."""
    missing = sorted({plan.key.unit for plan in chain.plans} - units.keys())
    if missing:
        raise Refused(
            N_("%(units)s finns inte i staden. Läs in stadens enheter först."), units=", ".join(missing[:5])
        )


def _measures(records: Iterable[MeasureRecord], units: Mapping[str, Unit]) -> dict[str, Measure]:
    rows = [
        Measure(
            key=each.row.key,
            name=each.row.name,
            unit_of_measure=each.row.unit,
            decimals=each.row.decimals,
            better=each.row.better,
            frequency=each.row.frequency,
            is_cumulative=each.row.cumulative,
            over_time=each.row.over_time,
            over_units=each.row.over_units,
            by_sex=each.row.by_sex,
            by_age=each.row.by_age,
            low=each.row.low,
            high=each.row.high,
            source=each.source,
            definition=each.definition,
            responsible=units[each.responsible],
            formula=_formula(each.formula),
            decision=each.decision,
        )
        for each in records
    ]
    made = Measure.objects.bulk_create(rows, batch_size=BATCH)
    Measure.history.bulk_history_create(made, batch_size=BATCH)
    return {measure.key: measure for measure in made}


def _formula(formula: Formula | None) -> dict[str, str | None] | None:
    if formula is None:
        return None
    factor = None if formula.factor is None else str(formula.factor)
    return {"kind": formula.kind.value, "first": formula.first, "second": formula.second, "factor": factor}


def _goal_measures(
    chain: ChainProfile, goals: Mapping[GoalKey, Goal], measures: Mapping[str, Measure]
) -> None:
    places: dict[GoalKey, int] = {}
    rows = []
    for each in chain.goal_measures:
        places[each.goal] = place = places.get(each.goal, -1) + 1
        rows.append(
            GoalMeasure(
                goal=goals[each.goal], measure=measures[each.measure], place=place, comment=each.comment
            )
        )
    GoalMeasure.objects.bulk_create(rows, batch_size=BATCH)


def _targets(
    records: Iterable[TargetRecord], measures: Mapping[str, Measure], units: Mapping[str, Unit]
) -> None:
    rows = [
        Target(
            measure=measures[each.measure],
            unit=units[each.unit],
            year=each.year,
            owner=units[each.owner],
            scale=each.scale,
            kind=each.kind,
            low=each.low,
            high=each.high,
            way=each.way,
            text=each.text,
            due=each.due,
            decision=each.decision,
        )
        for each in records
    ]
    made = Target.objects.bulk_create(rows, batch_size=BATCH)
    Target.history.bulk_history_create(made, batch_size=BATCH)


def _delivery(by: By, chain: ChainProfile) -> Submission:
    """The file of values is kept, so that every value can be followed to its row."""
    path: Path = chain.folder / VALUES
    content = path.read_bytes() if path.exists() else b""
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    now = timezone.now()
    return Submission.objects.create(
        key=secrets.token_hex(6),
        kind=PROFILE,
        name=VALUES,
        sha256=digest,
        size=len(content),
        state=Submission.State.RECEIVED,
        delivered_by=by.key,
        delivered_by_name=by.name,
        delivered_at=now,
        received_at=now,
        counts={"new": len(chain.values)},
    )


def _values(
    records: Iterable[ValueRecord],
    measures: Mapping[str, Measure],
    register: Register,
    delivery: Submission,
    by: By,
) -> None:
    """In rounds: first what stands first, then what corrects it, so that a correction can point back."""
    made: dict[FactKey, Value] = {}
    for rows in _rounds(records):
        corrected = [made[row.key] for row in rows if row.key in made]
        for before in corrected:
            before.is_current = False
        Value.objects.bulk_update(corrected, ["is_current"], batch_size=BATCH)
        values = Value.objects.bulk_create(
            (_value(row, made.get(row.key), measures, register, delivery, by) for row in rows),
            batch_size=BATCH,
        )
        made |= {row.key: value for row, value in zip(rows, values, strict=True)}


def _rounds(records: Iterable[ValueRecord]) -> list[list[ValueRecord]]:
    seen: dict[FactKey, int] = {}
    rounds: list[list[ValueRecord]] = []
    for each in records:
        at = seen[each.key] = seen.get(each.key, -1) + 1
        if at == len(rounds):
            rounds.append([])
        rounds[at].append(each)
    return rounds


def _value(
    record: ValueRecord,
    before: Value | None,
    measures: Mapping[str, Measure],
    register: Register,
    delivery: Submission,
    by: By,
) -> Value:
    if record.period is None:
        raise ValueError(f"{VALUES}, row {record.line}: a value without a period is never loaded")
    person = register.people.get(record.recorded_by)
    on = record.recorded_on
    return Value(
        measure=measures[record.key.measure],
        unit=register.units[record.key.unit],
        period=record.key.period,
        first_day=record.period.first,
        last_day=record.period.last,
        kind=record.key.kind,
        breakdown=record.key.breakdown,
        value=record.value,
        numerator=record.numerator,
        denominator=record.denominator,
        comment=record.comment,
        reason=record.reason,
        corrects=before,
        delivery=delivery,
        source_place=f"{VALUES}, rad {record.line}",
        recorded_at=timezone.make_aware(dt.datetime.combine(on, NOON)) if on else delivery.delivered_at,
        recorded_by=person.key if person else by.key,
        recorded_by_name=person.name if person else by.name,
    )


def _versions(chain: ChainProfile, plans: Mapping[PlanKey, Plan], units: Mapping[str, Unit]) -> None:
    """The decided plans as they were decided; one without a decision is still a draft and has no version."""
    documents = PlanDocuments(chain, {key: unit.name for key, unit in units.items()})
    rows = []
    for each in chain.plans:
        if each.decided_on is None:
            continue
        document = documents.of(each)
        rows.append(
            PlanVersion(
                plan=plans[each.key],
                number=1,
                state=PlanVersion.State.ADOPTED,
                decided_on=each.decided_on,
                case_number=each.case_number,
                document=document,
                sha256=fingerprint(document),
                recorded_at=timezone.now(),
            )
        )
    PlanVersion.objects.bulk_create(rows, batch_size=50)
