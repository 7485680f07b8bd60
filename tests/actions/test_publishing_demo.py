"""The demo city's plans as they are published: what is read of the files is what was frozen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tertial.goals.models import Plan
from tertial.measures.actions.chain import load_chain
from tertial.measures.rules.chain import read_chain
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.city import load_city
from tertial.organisation.profile import current_profile
from tertial.organisation.rules.profile import Profile
from tertial.planning.actions.demo import show_fronts
from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft_json import plan_from_json
from tertial.publishing.queries.publications import content_of
from tests.publications import a_published_plan
from tests.rules.publishing.test_read_back import said

EKSTAD = Path(__file__).parents[2] / "profiles/demo"
FILES = ("pdf", "docx", "txt")
PLANS = (  # a district, the council, two other boards, and a unit under a board
    "sdn-sjohagen-2026-operational",
    "kf-2026-operational",
    "arbetsmarknadsnamnden-2026-operational",
    "kulturnamnden-2026-operational",
    "sjohagen-fritidsgard-kajen-2026-operational",
)


@pytest.fixture
def ekstad(settings, tmp_path) -> Iterator[Profile]:
    """The service of the demo city, with its own levels of goals."""
    settings.MEDIA_ROOT, settings.PROFILE = tmp_path, str(EKSTAD)
    current_profile.cache_clear()
    yield current_profile()
    current_profile.cache_clear()


@pytest.mark.django_db
def test_what_is_read_of_a_published_plan_is_what_was_frozen(ekstad):
    load_city(by=SYSTEM, profile=ekstad)
    load_chain(by=SYSTEM, chain=read_chain(ekstad))
    show_fronts()
    for key in PLANS:
        edition = a_published_plan(Plan.objects.select_related("unit").get(key=key))
        frozen = plan_from_json(edition.data)
        assert len(frozen.goals) > 4
        for file in edition.files.filter(kind__in=FILES):
            read = read_bytes(content_of(file), f"plan.{file.kind}")
            levels = file.kind != "txt"
            assert said(read, levels) == said(frozen, levels), (key, file.kind)
