"""The organisation is one tree on every day: a change that would break it, today or later, is refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from tertial.organisation.actions.refusal import Refused
from tertial.organisation.profile import current_profile
from tertial.organisation.queries import standing_units
from tertial.organisation.rules.structure import StructureRemark
from tertial.organisation.rules.unit_checks import wrong_in


@contextmanager
def kept_whole(field: str = "on") -> Iterator[None]:
    """Around a change of units and placements: whatever was not wrong before may not be wrong after it."""
    before = {remark.said for remark in _wrong()}
    yield
    for remark in _wrong():
        if remark.said not in before:
            raise Refused(remark.text, field=field, **remark.params)


def _wrong() -> list[StructureRemark]:
    """Which kinds may stand under which is asked by the forms and the files, not here."""
    return wrong_in(standing_units(), current_profile().kinds, whatever_kind=True)
