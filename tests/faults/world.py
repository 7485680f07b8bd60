"""What the tests of faults build beside themselves, in the database that the service then runs on.

`python -m tests.faults.world WHAT`, with the service's own surroundings.
"""

import os
import sys

WORKPLACES, SMALL = 24, 300  # with a goal and a figure each; and such as only make the opening take its time
ROUNDS = ("t2", "t1")
BOARDS = 31


def build() -> None:
    from tertial.measures.models import GoalMeasure
    from tests.cast import a_city, a_person, a_unit
    from tests.chains import a_goal, a_plan, a_target
    from tests.reports import T1, planned, some_goals, unit

    city = a_city()
    goal, _share, count, _activity = some_goals()
    a_person("rut", "reporter", city.care)
    a_person("sam", "approver", city.strand)
    for n in range(WORKPLACES):
        place = a_unit(f"w{n}", city.care)
        GoalMeasure.objects.create(
            goal=a_goal(f"g{n}", a_plan(f"p{n}", place), "unit", "1", goal), measure=count
        )
        a_target(count, place, "min", low=40)
    for n in range(SMALL):
        a_unit(f"x{n}", city.school)
    everybody = [unit(key) for key in _keys()]
    planned(units=everybody)
    planned("t1", T1, units=[city.strand, city.home])


def boards() -> None:
    """Every board of a large city with a small plan."""
    from tests.cast import a_city, a_unit
    from tests.chains import a_goal, a_plan

    city = a_city()
    for n in range(BOARDS):
        plan = a_plan(f"b{n}", a_unit(f"b{n}", city.council, "board"))
        a_goal(f"b{n}", plan, "board", "1", description=[{"group": None, "points": ["¤Punkt"]}])


def _keys() -> list[str]:
    return ["strand", "care", "home", *(f"w{n}" for n in range(WORKPLACES)), *(f"x{n}" for n in range(SMALL))]


def fill() -> None:
    """Everything that the workplaces' reports require."""
    from tertial.organisation.access import SYSTEM
    from tertial.reporting.models import Report
    from tests.reports import filled

    for report in Report.objects.filter(round__key="t2", unit__key__startswith="w").select_related(
        "unit", "round"
    ):
        filled(SYSTEM, report)


def deliver() -> None:
    """A long file of values that the heavy worker is asked to take in."""
    from tertial.intake.actions import deliveries
    from tertial.organisation.access import actor_for
    from tertial.organisation.models import Person

    karin = actor_for(Person.objects.get(key="karin"))
    content = "\n".join(("Mått-id;Enhets-id;Period;Slag;Kön;Värde", *rows_of_file())).encode()
    found = deliveries.receive(by=karin, kind="values", name="¤lång.csv", content=content)
    if found.state == "draft" and not found.job:
        deliveries.accept_later(by=karin, delivery=found)


def rows_of_file() -> list[str]:
    units = [*(f"w{n}" for n in range(WORKPLACES)), *(f"x{n}" for n in range(SMALL))]
    periods = [f"T{part} {year}" for year in (2022, 2023, 2024, 2025) for part in (1, 2, 3)]
    return [
        f"count;{unit};{period};{kind};;{7 + number}"
        for unit in units
        for number, period in enumerate(periods)
        for kind in ("Utfall", "Budget")
    ]


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tertial.site.settings"
    import django

    django.setup()
    {"build": build, "fill": fill, "deliver": deliver, "boards": boards}[sys.argv[1]]()
