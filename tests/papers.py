"""Plan documents for the tests: small ones made by the seeded generator, in the small city of tests/cast.py."""

import re

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tertial.goals.models import Goal as Node
from tertial.goals.models import Plan
from tertial.intake.importers.sources.line import Line
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.planning.actions import receiving
from tertial.planning.actions.choosing import choose
from tertial.planning.importers.opening import read_with_lines
from tertial.planning.models import Document, Proposal, Reading
from tertial.planning.rules.draft import Activity, Goal, PlanDraft, Source
from tertial.planning.rules.draft_rows import as_json
from tests.cast import City
from tests.plans import as_text
from tests.plans.generator import SMALL, Size, truth

NOW = timezone.now()


def a_paper(seed: int = 1, size: Size = SMALL) -> bytes:
    """A plan of the family's layout, as text."""
    return as_text.as_text(truth(seed, size).draft, seed).encode()


def read(content: bytes, name: str = "plan.txt") -> tuple[PlanDraft, list[Line]]:
    return read_with_lines(content, name)


def a_reading(
    unit: Unit, content: bytes | None = None, year: int | None = None, name: str = "plan.txt"
) -> Reading:
    """Received and read, as the worker does it; every row waits to be judged."""
    content = a_paper() if content is None else content
    reading = receiving.receive_plan(
        by=SYSTEM, unit=unit, name=name, content=content, year=year, in_background=False
    )
    draft, lines = read(content, name)
    return receiving.lay_out(by=SYSTEM, reading=reading, draft=draft, lines=lines)


def judge_all(reading: Reading, choice: str = "accepted") -> None:
    versions = dict(reading.proposals.values_list("pk", "version"))
    choose(by=SYSTEM, reading=reading, versions=versions, choice=choice)


def address(reading: Reading, name: str = "reading", **more: object) -> str:
    return reverse(name, kwargs={"key": reading.key, **more})


def post_choice(client: Client, reading: Reading, **fields: object) -> HttpResponse:
    """A button of the review, and the page it leads to."""
    return client.post(address(reading, "reading_choose"), fields, follow=True)


def as_shown(client: Client, reading: Reading, **view: object) -> dict[str, str]:
    """What the page carries of which rows it has shown: sent with a button for many rows."""
    page = client.get(reverse("reading", args=[reading.key]), view).content.decode()
    return dict(re.findall(r'name="(sedda-[^"]+)" value="([^"]*)"', page))


def to_adopt(client: Client, reading: Reading, **typed: str) -> dict[str, str]:
    """What the form for adopting sends: with the version of the review that its page showed."""
    page = client.get(reverse("reading_adopt", args=[reading.key]))
    return {"version": str(page.context["form"]["version"].value())} | typed


def a_row(reading: Reading, pk: int, kind: str = "goal", **more: object) -> Proposal:
    content = as_json(Goal(3, "1.1.1", "¤Rad")) if kind == "goal" else as_json(Activity("1.1.1", "¤Rad"))
    given = {"pk": pk, "place": pk, "kind": kind, "read": content, "content": content}
    return Proposal.objects.create(reading=reading, **(given | more))


def a_small_reading(key: str, unit: Unit, **more: object) -> Reading:
    """One document with one row, without reading any file: for the tests of who gets in where."""
    document = Document.objects.create(sha256=key * 8, name="¤plan.txt", kind="txt", size=1, received_at=NOW)
    frame = as_json(PlanDraft(Source("¤plan.txt", key * 8, None), year=2018))
    given = {"state": "ready", "year": 2018, "frame": frame, "begun_at": NOW, "begun_by": "siv"}
    return Reading.objects.create(key=key, document=document, unit=unit, **(given | more))


def some_papers(city: City) -> None:
    """One document under review and one adopted, in Strand; tests/chains.py has made its plans."""
    a_row(a_small_reading("r1", city.strand), 9000100)
    adopted = a_small_reading("r2", city.strand, state="adopted", plan=Plan.objects.get(key="p1"))
    a_row(adopted, 9000200, choice="accepted", goal=Node.objects.get(key="g1"))
