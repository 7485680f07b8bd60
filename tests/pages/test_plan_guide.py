"""The guide from document to plan says what the pages say: every word that it prints in italics stands on one of them."""

import re
from pathlib import Path

from django.urls import reverse

from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import choose
from tests.papers import a_paper, a_reading, judge_all

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "anvandare" / "planer-ur-dokument.md"


def test_every_word_of_the_guide_is_on_a_page(city, signed_in):
    client = signed_in("siv")
    before = a_reading(city.strand, year=2020)
    judge_all(before)
    plan = adopt(by=SYSTEM, reading=before)
    reading = a_reading(city.strand, a_paper(2), year=2021)
    row = reading.proposals.filter(kind="activity").first()
    choose(by=SYSTEM, reading=reading, versions={row.pk: row.version}, choice="accepted")
    here = reverse("reading", args=[reading.key])
    addresses = [
        *(f"{here}?vy={view}" for view in ("osakra", "hela", "forra", "anmarkningar")),
        f"{here}?vy=hela&gren={row.under_id}",
        *(reverse(name) for name in ("plans", "reading_new", "checks")),
        *(reverse(name, args=[reading.key]) for name in ("reading_adopt",)),
        reverse("proposal", args=[reading.key, row.pk]),
        reverse("row_new", args=[reading.key]) + f"?rad={row.passage.line}",
        *(reverse(name, args=[plan.key]) for name in ("plan", "plan_evidence")),
        reverse("reading", args=[before.key]),
    ]
    shown = "".join(client.get(each).content.decode() for each in addresses)
    client.post(reverse("reading_discard", args=[reading.key]))
    shown += client.get(here).content.decode()
    prose = re.sub(r"^\s*\* ", "", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("**", "")
    words = re.findall(r"\*([^*\n]+)\*", prose)
    assert len(words) > 10
    assert [each for each in words if each not in shown] == []
