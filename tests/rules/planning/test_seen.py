"""Which rows a page has shown, written in few words and read back."""

import pytest

from tertial.planning.rules.seen import as_seen, seen_among


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        pytest.param({}, "", id="none"),
        pytest.param({7: 1}, "7.1", id="one"),
        pytest.param({9: 1, 7: 1, 8: 1}, "7-9.1", id="a run"),
        pytest.param({7: 1, 8: 2, 9: 2, 12: 2}, "7.1 8-9.2 12.2", id="another version and a gap end a run"),
    ],
)
def test_what_is_said_is_read_back(versions, said):
    assert as_seen(versions) == said
    assert seen_among(said, [*versions, 5, 6, 10, 11]) == versions


def test_only_rows_that_are_there_are_seen():
    assert seen_among("1-999999999999999.3", [4, 5]) == {4: 3, 5: 3}


@pytest.mark.parametrize("said", ["x", "²", "-1", "9-1.1", "1", "1.", ".1", "1" * 40 + ".1", "1-2-3.1", "\0"])
def test_what_no_page_of_ours_says_is_nothing(said):
    assert seen_among(said, [1, 2, 3]) == {}


def test_more_runs_than_rows_are_not_read():
    assert seen_among(" ".join(["1.1", "2.1", "3.1"]), [2]) == {}
