"""Whole files at once: a report per file, stopped and taken up again, and the demo city's sample plan."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import tertial
from tertial.foundation.work import Stopped
from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.taking_in import take_in
from tertial.planning.cli import plan as command
from tertial.planning.models import Reading
from tertial.planning.tasks import take_in_folder
from tests.papers import a_paper

DEMO = Path(tertial.__file__).parent / "site" / "static" / "demo"


class Told:
    """Progress that is stopped after so many files."""

    def __init__(self, most: int = 99) -> None:
        self.most, self.seen = most, []

    def at(self, done: int, total: int, text: str = "") -> None:
        if done >= self.most:
            raise Stopped
        self.seen.append((done, total, text))


@pytest.fixture
def folder(tmp_path: Path, city) -> Path:
    """Three plans of different years, and one file that is none."""
    for seed in (1, 2, 3):
        (tmp_path / f"plan{seed}.txt").write_bytes(a_paper(seed))
    (tmp_path / "bild.pdf").write_bytes(b"\x89PNG" + b"0" * 99)
    return tmp_path


def run(*words: object):
    return CliRunner().invoke(command, ["adopt", *map(str, words)])


def test_every_file_of_a_folder_is_reported(folder):
    told = run(folder, "--unit", "strand", "--yes")
    assert told.exit_code == 1
    assert told.output.count(": införd") == Plan.objects.count() == 3
    assert "bild.pdf: INTE INLÄST" in told.output


def test_running_again_does_only_what_is_left(folder):
    run(folder / "plan1.txt", "--unit", "strand", "--yes")
    told = run(folder, "--unit", "strand", "--yes")
    assert "plan1.txt: redan införd" in told.output
    assert Plan.objects.count() == 3


def test_without_yes_people_review(folder):
    told = run(folder / "plan1.txt", "--unit", "strand")
    assert "till granskning" in told.output
    assert Reading.objects.get().state == "ready"
    assert not Plan.objects.exists()


def test_a_unit_that_is_not_there_stops_before_anything(folder):
    assert run(folder, "--unit", "nowhere", "--yes").exit_code == 2
    assert not Reading.objects.exists()


def test_a_folder_in_the_worker_is_stopped_and_goes_on(folder):
    files = [str(each) for each in sorted(folder.glob("*.txt"))]
    how = {"files": files, "unit": "strand", "is_yes": True}
    with pytest.raises(Stopped):
        take_in_folder(Told(1), **how)
    assert Plan.objects.count() == 1
    told = Told()
    answer = take_in_folder(told, **how)
    assert [each["state"] for each in answer["outcomes"]] == ["before", "adopted", "adopted"]
    assert told.seen[-1][:2] == (2, 3)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_sample_plan_is_adopted_for_its_own_board(city, kind):
    city.strand.name = "Sjöhagens stadsdelsnämnd"
    city.strand.save()
    content = (DEMO / f"verksamhetsplan.{kind}").read_bytes()
    told = take_in(by=SYSTEM, name=f"plan.{kind}", content=content, unit=None, is_yes=True)
    assert (told.state, told.unit) == ("adopted", "Sjöhagens stadsdelsnämnd")
    assert Plan.objects.get().year == 2027
    assert Plan.objects.get().goals.count() >= 4
