"""Documents that no plan is as large as: the checks, which compare rows with each other, are not run on them."""

from collections.abc import Iterator

from tertial.planning.rules.draft import PlanDraft

_LONGEST = 60_000  # letters of a name; of a paragraph ten times as many
_LONG = 2_000  # letters that no name has; a few have when a table was misread
_MOST_IN_LONG = 100_000  # letters in all such names


def is_beyond_checking(draft: PlanDraft) -> bool:
    """Whether there is many times more of anything than in a plan of two thousand pages, or one row is a book."""
    most = (
        (draft.goals, 8_000),
        (draft.indicators, 20_000),
        (draft.activities, 50_000),
        (draft.tables, 3_000),
        (draft.decisions, 1_000),
        (draft.appendices, 3_000),
        (draft.sections, 10_000),
        (draft.contents, 20_000),
    )
    rows = sum(len(table.rows) for table in draft.tables)
    paragraphs = sum(len(section.paragraphs) for section in draft.sections)
    many = any(len(things) > limit for things, limit in most) or rows > 30_000 or paragraphs > 60_000
    long = [length for text in _names(draft) if (length := len(text)) > _LONG]
    return many or max(long, default=0) > _LONGEST or sum(long) > _MOST_IN_LONG or _has_endless_prose(draft)


def _names(draft: PlanDraft) -> Iterator[str]:
    yield from (goal.text for goal in draft.goals)
    yield from (row.name for row in draft.indicators)
    yield from (row.text for row in draft.activities)
    yield from (section.title for section in draft.sections)


def _has_endless_prose(draft: PlanDraft) -> bool:
    lengths = [len(text.text) for section in draft.sections for text in section.paragraphs]
    return max(lengths, default=0) > 10 * _LONGEST
