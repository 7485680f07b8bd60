"""Two who put a themed round together at the very same moment, each in a thread and a connection of its own."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.models import Person
from tertial.reporting.actions.consolidating import Clash, save_summary, take_along
from tertial.reporting.models import Excerpt, Summary
from tests.themes import SAID, a_theme, answered

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, TRIES = 6, 200


def at_once(*deeds):
    """Each begins when all are ready. SQLite lets one write at a time and may ask the other to try again."""
    gate, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, do):
        try:
            gate.wait()
            for turn in range(TRIES):
                try:
                    results[place] = do()
                    return
                except OperationalError:
                    connection.close()
                    time.sleep(0.01 * (1 + turn % 5 + place))
        except Exception as error:  # told to the test, which fails on it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return results


def test_the_same_passage_is_taken_along_once(city):
    theme = a_theme()
    answered(theme.report("strand"))
    karin = actor_for(Person.objects.get(key="karin"))
    for question in ("1.2", "2.1"):
        found = theme.answer("strand", question)
        taken = at_once(
            lambda found=found, question=question: take_along(by=karin, answer=found, text=SAID[question]),
            lambda found=found, question=question: take_along(by=SYSTEM, answer=found, text=SAID[question]),
        )
        assert {type(each) for each in taken} == {Excerpt}, taken
    assert Excerpt.objects.count() == 2
    assert sorted(Excerpt.objects.values_list("place", flat=True)) == [1, 2]


def test_of_two_texts_saved_at_once_both_are_there(city):
    theme = a_theme()
    karin = actor_for(Person.objects.get(key="karin"))
    for number in range(ROUNDS):
        version = Summary.objects.get(section="1").version if number else 1
        mine, theirs = f"¤Karin {number}", f"¤Systemet {number}"
        kept = at_once(
            lambda v=version, t=mine: save_summary(
                by=karin, round_=theme.now, section="1", text=t, version=v
            ),
            lambda v=version, t=theirs: save_summary(
                by=SYSTEM, round_=theme.now, section="1", text=t, version=v
            ),
        )
        assert sum(isinstance(each, Clash) for each in kept) == 1, kept
        summary = Summary.objects.get(section="1")
        assert {summary.text, *summary.versions.values_list("text", flat=True)} >= {mine, theirs}
        summary.versions.filter(is_rival=True).update(is_rival=False)
