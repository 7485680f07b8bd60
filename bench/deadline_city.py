"""A city for bench/deadline.py: build it and open a round, hold the clients' log against it, freeze its boards.

python bench/deadline_city.py build REPORTERS READERS PASSWORD   # seconds for opening a round for 400 units
python bench/deadline_city.py check LOG.jsonl                    # the clients' own log against the database
python bench/deadline_city.py freeze                             # signs, freezes and verifies 31 boards

Each ends with 1 when something is lost or a bar is passed.
"""

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
YEAR, GOALS, MEASURES, BOARDS, UNITS = 2026, 5, 3, 31, 400
OPENING, FREEZING = 15.0, 10.0  # seconds at most
FILLED = 7  # of ten figures are there when the evening begins


def build(reporters: int, readers: int, password: str) -> None:
    """31 boards with their units, 400 in all; every unit has a plan, goals, figures, and somebody who reports."""
    from django.contrib.auth.hashers import make_password

    from tertial.organisation.models import Person, Placement, RoleHolding, Unit

    since = dt.date(2023, 1, 1)
    top = Unit.objects.create(key="kf", name="Fullmäktige", kind="council", valid_from=since)
    units = Unit.objects.bulk_create(
        Unit(key=f"u{n}", name=f"Enhet {n}", kind="board" if n < BOARDS else "unit", valid_from=since)
        for n in range(UNITS)
    )
    above = [top if n < BOARDS else units[n % BOARDS] for n in range(UNITS)]
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, valid_from=since)
        for unit, parent in zip(units, above, strict=True)
    )
    word = make_password(password)
    people = Person.objects.bulk_create(
        Person(key=f"p{n}", name=f"Person {n}", email=f"p{n}@prov.example", password=word)
        for n in range(reporters)
    )
    office = Person.objects.bulk_create(
        Person(key=f"k{n}", name=f"Kontor {n}", email=f"kontor{n}@prov.example", password=word)
        for n in range(readers)
    )
    RoleHolding.objects.bulk_create(
        [
            *(
                RoleHolding(person=p, unit=u, role="reporter", valid_from=since)
                for p, u in zip(people, reversed(units), strict=False)
            ),
            *(RoleHolding(person=p, unit=top, role="city_office", valid_from=since) for p in office),
        ]
    )
    _plans(top, units)
    sys.exit(0 if _open(units) <= OPENING else 1)


def _plans(top, units) -> None:  # type: ignore[no-untyped-def]
    from tertial.goals.models import Goal, Plan
    from tertial.measures.models import GoalMeasure, Measure, Target

    measures = Measure.objects.bulk_create(
        Measure(key=f"m{n}", name=f"Mått {n}", unit_of_measure="st", responsible=top, over_units="sum")
        for n in range(GOALS * MEASURES)
    )
    plans = Plan.objects.bulk_create(
        Plan(key=f"plan-{unit.key}", unit=unit, year=YEAR, name="Plan") for unit in units
    )
    goals = Goal.objects.bulk_create(
        (
            Goal(key=f"{plan.key}-{g}", plan=plan, level="board", number=f"{g}", text=f"Mål {g}", place=g)
            for plan in plans
            for g in range(GOALS)
        ),
        batch_size=500,
    )
    GoalMeasure.objects.bulk_create(
        (
            GoalMeasure(goal=goal, measure=measures[goal.place * MEASURES + m], place=m)
            for goal in goals
            for m in range(MEASURES)
        ),
        batch_size=500,
    )
    Target.objects.bulk_create(
        (
            Target(measure=measure, unit=unit, year=YEAR, owner=unit, kind="min", low=40)
            for unit in units
            for measure in measures
        ),
        batch_size=500,
    )


def _open(units) -> float:  # type: ignore[no-untyped-def]
    from django.db.models import F

    from tertial.foundation.period import Period
    from tertial.organisation.access import SYSTEM
    from tertial.reporting.actions.forms import latest_or_published
    from tertial.reporting.actions.opening import open_whole
    from tertial.reporting.actions.rounds import plan_round
    from tertial.reporting.models import Answer

    today = dt.date.today()
    round_ = plan_round(
        by=SYSTEM,
        key="bench",
        title="Mätomgång",
        period=Period.of_tertial(YEAR, 2),
        form_version=latest_or_published(by=SYSTEM, key="tertial-2"),
        units=units,
        opens_on=today,
        last_days={"unit": today + dt.timedelta(7)},
    )
    begun = time.perf_counter()
    for _ in open_whole(round_):
        pass
    spent = time.perf_counter() - begun
    count = Answer.objects.count()
    print(
        f"opened a round for {len(units)} units, {count} fields: {spent:.1f} s (bar {OPENING:.0f})",
        flush=True,
    )
    Answer.objects.filter(kind="value").annotate(digit=F("pk") % 10).filter(digit__lt=FILLED).update(
        content={"value": "33"}
    )
    return spent


def freeze() -> None:
    """Every board's report approved by hand of the system, then the measured: signed, frozen, verified."""
    from tertial.organisation.access import SYSTEM
    from tertial.reporting.actions.signing import freeze as freeze_report
    from tertial.reporting.actions.signing import sign
    from tertial.reporting.models import Answer, Part, Report
    from tertial.reporting.queries.sealed import frozen

    reports = list(
        Report.objects.filter(unit__kind="board").select_related("round", "unit", "form_version")[:BOARDS]
    )
    Part.objects.filter(report__in=reports).update(state="approved")
    Report.objects.filter(pk__in=[each.pk for each in reports]).update(state="approved")
    Answer.objects.filter(part__report__in=reports, kind="text").update(text="En text om hur det går. " * 30)
    begun = time.perf_counter()
    for report in reports:
        sign(by=SYSTEM, report=report)
    signed = time.perf_counter() - begun
    begun = time.perf_counter()
    for report in reports:
        freeze_report(by=SYSTEM, report=report)
        seen = frozen(report)
        assert seen is not None and seen.sealed.is_sound
    spent = time.perf_counter() - begun
    print(
        f"signed {len(reports)} board reports: {signed:.1f} s; "
        f"froze and verified them: {spent:.1f} s (bar {FREEZING:.0f})"
    )
    sys.exit(0 if spent <= FREEZING and len(reports) == BOARDS else 1)


def check(log: Path) -> None:
    """Every answer says what its only writer was last told is saved, and was changed as many times as that was told.

    One that was sent and never answered may stand there too: nobody was told anything of it.
    """
    from tertial.reporting.models import Answer, AnswerVersion

    saved: dict[int, list[dict]] = {}  # type: ignore[type-arg]
    first: dict[int, int] = {}
    unanswered: dict[str, dict] = {}  # type: ignore[type-arg]
    for line in log.read_text().splitlines():
        said = json.loads(line)
        if "sent" in said:
            first.setdefault(said["answer"], said["version"])
            unanswered[said["sent"]] = said
        else:
            del unanswered[said["saved"]]
            saved.setdefault(said["answer"], []).append(said)
    open_ones = {said["answer"]: said for said in unanswered.values()}
    lost, overwritten, doubled = [], [], []
    for answer in Answer.objects.filter(pk__in=saved):
        last, more = saved[answer.pk][-1], open_ones.get(answer.pk)
        allowed = [last["typed"], *([more["typed"]] if more else [])]
        if answer.version < last["version"]:
            lost.append(answer.pk)
        elif {"text": answer.text} not in allowed and {"value": answer.content.get("value")} not in allowed:
            overwritten.append(answer.pk)
        steps = [each["version"] for each in saved[answer.pk]]
        if not more and steps != list(range(first[answer.pk] + 1, answer.version + 1)):
            doubled.append(answer.pk)
    rivals = AnswerVersion.objects.filter(why="rival").count()
    saves = sum(map(len, saved.values()))
    print(
        f"{saves} saves in {len(saved)} answers held against the clients' log: {len(lost)} lost, "
        f"{len(overwritten)} overwritten, {len(doubled)} done other than once, {rivals} conflicts"
    )
    sys.exit(1 if not saved or lost or overwritten or doubled or rivals else 0)


if __name__ == "__main__":
    import django

    django.setup()
    what, *given = sys.argv[1:]
    if what == "build":
        build(int(given[0]), int(given[1]), given[2])
    elif what == "freeze":
        freeze()
    else:
        check(Path(given[0]))
