"""Built drafts of themed reports: kept while somebody may want them, and then cleared away, they and nothing else."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tertial.intake.actions.kept import keep
from tertial.intake.models import Job
from tertial.organisation.actions.refusal import Refused
from tertial.publishing.actions.drafting import WORK, clear_drafts, make_draft
from tertial.publishing.queries.publications import DRAFTS, draft_content
from tertial.publishing.tasks import CLEAR
from tests.things import a_job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / DRAFTS


def a_draft(words: str, kind: str = "pdf", days: int = 0, state: str = "done", round_: str = "tema") -> str:
    """Built so many days ago; its checksum."""
    content = words.encode()
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content, among=DRAFTS)
    job = a_job(f"j{Job.objects.count()}", "karin")
    Job.objects.filter(pk=job.pk).update(
        work=WORK,
        state=state,
        arguments={"round": round_, "kind": kind},
        answer={"sha256": digest},
        asked_at=timezone.now() - timedelta(days=days),
    )
    return digest


def left(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_the_newest_of_each_kind_and_round_stays_for_two_weeks(folder):
    a_draft("¤gammal", days=3)
    stays = {a_draft("¤ny", days=1), a_draft("¤ord", "docx", days=13), a_draft("¤annan", round_="tema-2")}
    a_draft("¤för gammal", "docx", days=15, round_="tema-2")
    (folder / ".half-written").write_bytes(b"x")
    CLEAR.do()
    assert left(folder) == stays


def test_the_same_words_built_again_stay_though_the_first_is_old(folder):
    a_draft("¤lika", days=20)
    assert {a_draft("¤lika", days=1)} == left(folder)
    clear_drafts()
    assert len(left(folder)) == 1


def test_nothing_is_touched_while_one_is_being_built(folder):
    a_draft("¤gammal", days=20)
    a_draft("¤byggs", state="running")
    clear_drafts()
    assert len(left(folder)) == 2


def test_one_that_is_gone_says_what_to_do(folder):
    digest = a_draft("¤gammal", days=20)
    clear_drafts()
    with pytest.raises(Refused, match="Bygg det igen"):
        draft_content(digest)


def test_a_file_that_was_sent_in_with_the_same_bytes_is_not_the_drafts(folder):
    """Somebody downloads the draft and attaches it to a report: the attachment is kept elsewhere."""
    digest = a_draft("¤samma", days=20)
    elsewhere = folder.parent / keep(digest, "¤samma".encode())
    clear_drafts()
    assert elsewhere.is_file() and left(folder) == set()


def test_what_is_built_is_what_is_cleared(folder, city):
    from tests.themes import a_theme_put_together

    made = make_draft(lambda *_: None, a_theme_put_together().now.key, "md")
    assert left(folder) == {made["sha256"]} and draft_content(made["sha256"])
    clear_drafts()  # no job says that it is wanted
    assert left(folder) == set()
