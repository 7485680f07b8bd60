"""A city of 400 reporting units for bench/deadline.py: build it, open a round, freeze boards, check answers.

python bench/deadline_city.py build COUNT OUT.json   # prints seconds for opening the round
python bench/deadline_city.py freeze                 # signs, freezes and verifies 31 boards
python bench/deadline_city.py check LOG.jsonl        # holds the clients' own log against the database
"""

import datetime as dt
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
ROOT = Path(__file__).resolve().parents[1]
YEAR, GOALS, MEASURES, BOARDS = 2026, 5, 3, 31


def build(count: int, out: Path) -> None:
    """Boards, each with its units; every unit has a plan, goals, figures, and somebody who reports."""
    from django.contrib.auth.hashers import make_password

    from tertial.goals.models import Goal, Plan
    from tertial.measures.models import GoalMeasure, Measure, Target
    from tertial.organisation.models import Person, Placement, RoleHolding, Unit

    since, nothing = dt.date(2023, 1, 1), make_password(None)
    top = Unit.objects.create(key="kf", name="Fullmäktige", kind="council", valid_from=since)
    units = Unit.objects.bulk_create(
        Unit(key=f"u{n}", name=f"Enhet {n}", kind="board" if n < BOARDS else "unit", valid_from=since)
        for n in range(count)
    )
    above = [top if n < BOARDS else units[n % BOARDS] for n in range(count)]
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, valid_from=since)
        for unit, parent in zip(units, above, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(key=f"p{n}", name=f"Person {n}", email=f"p{n}@prov.example", password=nothing)
        for n in range(count + 1)
    )
    RoleHolding.objects.bulk_create(
        RoleHolding(person=person, unit=unit, role="reporter", valid_from=since)
        for person, unit in zip(people, units, strict=False)
    )
    RoleHolding.objects.create(person=people[-1], unit=top, role="city_office", valid_from=since)
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
    _open(units)
    out.write_text(json.dumps(_sessions(people)))


def _open(units: list) -> None:  # type: ignore[type-arg]
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
    print(
        f"opened a round for {len(units)} units, {Answer.objects.count()} fields: {spent:.1f} s", flush=True
    )


def _sessions(people: list) -> dict:  # type: ignore[type-arg]
    """A cookie each, and the field that each writes in; the last is the city office."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tertial.reporting.models import Answer

    store = import_module(settings.SESSION_ENGINE).SessionStore
    texts = Answer.objects.filter(question="analys", part__goal__place=0)
    fields = dict(texts.values_list("part__report__unit__key", "pk"))
    found = []
    for person in people:
        session = store()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        found.append({"cookie": session.session_key, "answer": fields.get(f"u{person.key[1:]}")})
    return {"writers": found[:-1], "reader": found[-1]["cookie"]}


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
    print(f"signed {len(reports)} boards: {signed:.1f} s; froze and verified them: {spent:.1f} s")


def check(log: Path) -> None:
    """Each writer's last acknowledged save is in the database, unless a later one of its own is."""
    from tertial.reporting.models import Answer, AnswerVersion

    last: dict[int, dict[str, object]] = {}
    for line in log.read_text().splitlines():
        saved = json.loads(line)
        last[saved["answer"]] = saved
    rows = {each.pk: each for each in Answer.objects.filter(pk__in=last)}
    lost = [pk for pk, saved in last.items() if rows[pk].version < saved["version"]]  # type: ignore[operator]
    other = [
        pk
        for pk, saved in last.items()
        if rows[pk].version == saved["version"] and rows[pk].text != saved["text"]
    ]
    rivals = AnswerVersion.objects.filter(why="rival").count()
    print(
        f"{len(last)} answers held against the log: {len(lost)} lost, {len(other)} overwritten, {rivals} conflicts"
    )
    sys.exit(1 if lost or other or rivals else 0)


if __name__ == "__main__":
    import django

    django.setup()
    what, *given = sys.argv[1:]
    if what == "build":
        build(int(given[0]), Path(given[1]))
    elif what == "freeze":
        freeze()
    else:
        check(Path(given[0]))
