"""A process that works on a real database file and is killed: what the tests of faults run beside themselves.

`python -m tests.actions.falling WHAT [ARGUMENT]`, with TERTIAL_DATA naming the folder.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def said(what: object) -> None:
    """What the client was told: it counts from the moment it is written."""
    print(json.dumps(what), flush=True)


def build(_: str) -> None:
    from django.core.management import call_command

    from tests.cast import a_city
    from tests.reports import planned, some_goals

    call_command("migrate", verbosity=0)
    a_city()
    some_goals()
    planned()


def open_and_fall(after: str) -> None:
    """Killed in the middle of writing the batch after this many."""
    from tertial.reporting.actions import opening
    from tertial.reporting.models import Answer, Round

    opening.BATCH = 1
    if after:
        done, write = [0], Answer.objects.bulk_create

        def count(*args: Any, **kwargs: Any) -> Any:
            if done[0] == int(after):
                die()
            done[0] += 1
            return write(*args, **kwargs)

        Answer.objects.bulk_create = count  # type: ignore[method-assign]
    for _ in opening.open_whole(Round.objects.get()):
        pass


def _report() -> Any:
    from tertial.reporting.models import Report

    return Report.objects.select_related("round", "unit", "form_version").get(unit__key="home")


def _actor(key: str) -> Any:
    from tertial.organisation.access import actor_for
    from tertial.organisation.models import Person

    return actor_for(Person.objects.get(key=key))


def save_for_ever(_: str) -> None:
    from tertial.reporting.actions.answers import Saved, save_answer
    from tertial.reporting.models import Answer
    from tertial.reporting.rules.typed import Typed

    answer = Answer.objects.get(part__report__unit__key="home", question="analys")
    version, eva = answer.version, _actor("eva")
    for number in range(100_000):
        typed = Typed(text=f"¤text {number}")
        saved = save_answer(by=eva, answer=answer, typed=typed, version=version, request=f"r{number}")
        assert isinstance(saved, Saved)
        version = saved.version
        said([number, version])


def fill(_: str) -> None:
    from tests.reports import filled

    filled(_actor("eva"), _report())


def step(name: str) -> None:
    """Submit, approve or sign: `name!` is killed before the end of the transaction, `name` is done."""
    from tertial.history import actions as history
    from tertial.reporting.actions.parts import approve, submit
    from tertial.reporting.actions.signing import sign

    if name.endswith("!"):
        history.Event.save = die  # type: ignore[method-assign,assignment]
    do: Callable[..., Any] = {"submit": submit, "approve": approve, "sign": sign}[name.rstrip("!")]
    do(by=_actor("siv"), report=_report())
    said(name)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tertial.site.settings"
    import django

    django.setup()
    what = {"build": build, "open": open_and_fall, "save": save_for_ever, "fill": fill, "step": step}
    what[sys.argv[1]](sys.argv[2] if len(sys.argv) > 2 else "")


if __name__ == "__main__":
    main()
