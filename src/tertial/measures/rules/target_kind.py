"""What a target can be: in a document as in the database."""

from enum import StrEnum


class TargetKind(StrEnum):
    """A target is not a number: this is what it can be."""

    NUMBER = "number"
    MIN = "min"
    MAX = "max"
    BAND = "band"
    DIRECTION = "direction"
    PENDING = "pending"
    DELEGATED = "delegated"
    NONE = "none"
