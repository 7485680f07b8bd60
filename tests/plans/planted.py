"""Every planted error by name, gathered from the families."""

from . import planted_structure, planted_sums, planted_targets
from .planting import PLANTINGS, Planting

__all__ = ["PLANTINGS", "Planting", "planted_structure", "planted_sums", "planted_targets"]
