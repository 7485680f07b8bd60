"""Publications for tests: made at once, without a queue."""

import hashlib
from datetime import date
from typing import Any

from django.utils import timezone

from tertial.goals.models import Plan
from tertial.intake.actions.kept import keep
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.planning.rules.draft_json import plan_to_json
from tertial.planning.rules.sketch import prose
from tertial.publishing.actions.making import make
from tertial.publishing.actions.publishing import publish_collection, publish_plan
from tertial.publishing.exports.html import as_html
from tertial.publishing.models import Edition, EditionFile, Publication
from tertial.publishing.queries.publications import document_of_edition


def made(edition: Edition) -> Edition:
    make(edition)
    edition.refresh_from_db()
    return edition


def a_published_plan(plan: Plan) -> Edition:
    return made(publish_plan(by=SYSTEM, plan=plan, in_background=False))


def published_measures(year: int) -> Edition:
    unit = Unit.objects.get(kind="council")
    return made(publish_collection(by=SYSTEM, unit=unit, kind="measures", year=year, in_background=False))


def opened(publication: Publication, on: date = date(2020, 1, 1)) -> Publication:
    Publication.objects.filter(pk=publication.pk).update(is_open=True, launched_on=on)
    publication.refresh_from_db()
    return publication


MEASURES: dict[str, Any] = {
    "schema": "tertial.measures/1",
    "year": 2026,
    "unit": "¤Staden",
    "measures": [
        {"key": "m1", "name": "¤Mått", "definition": "", "source": "", "unit_of_measure": "%", "values": []}
    ],
}


CHAIN: dict[str, Any] = {
    "schema": "tertial.chain/1",
    "year": 2026,
    "unit": "¤Staden",
    "goals": [
        {
            "key": "g1",
            "depth": 1,
            "number": "1",
            "text": "¤Målet",
            "level": "¤Inriktningsmål",
            "unit": "¤Staden",
            "tags": ["¤Klimat"],
            "measures": [{"key": "m1", "name": "¤Mått", "by_sex": True}],
        }
    ],
}


def publications_of_each(unit: Unit) -> None:
    """One plan in two editions, open; one that is being made; the open indicators. Nothing is really made."""
    plan = Publication.objects.create(
        key="p1",
        kind="plan",
        unit=unit,
        subject="p1",
        year=2026,
        name="¤Plan",
        is_open=True,
        launched_on=date(2020, 1, 1),
    )
    waits = Publication.objects.create(
        key="waits", kind="plan", unit=unit, subject="p0", year=2025, name="¤Plan"
    )
    measures = Publication.objects.create(
        key="measures",
        kind="measures",
        unit=unit,
        year=2026,
        name="¤Tal",
        is_open=True,
        launched_on=date(2020, 1, 1),
    )
    chain = Publication.objects.create(
        key="chain",
        kind="chain",
        unit=unit,
        year=2026,
        name="¤Kedja",
        is_open=True,
        launched_on=date(2020, 1, 1),
    )
    an_edition(chain, CHAIN, 1)
    for number in (1, 2):
        an_edition(plan, plan_to_json(prose(f"¤Version {number}")), number)
    an_edition(waits, plan_to_json(prose("¤Väntar")), None)
    an_edition(measures, MEASURES, 1)


def an_edition(publication: Publication, data: dict[str, Any], number: int | None) -> Edition:
    edition = Edition.objects.create(
        key=f"{publication.key}-{number or 0}",
        publication=publication,
        number=number,
        state="ready" if number else "waiting",
        data=data,
        sha256="0" * 64,
        published_at=timezone.now(),
        published_by="siv",
        published_by_name="¤Siv",
    )
    content = as_html(document_of_edition(edition)).encode()
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    EditionFile.objects.create(edition=edition, kind="html", sha256=digest, size=len(content))
    return edition
