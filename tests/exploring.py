"""How far the property tests look: the same examples every time, or new ones for as long as somebody asks for.

A fault that only chance finds is found when one looks for it (`make explore`), not when somebody else is merging.
"""

import os

from hypothesis import HealthCheck, settings

EXPLORED = int(os.environ.get("EXPLORE") or 0)  # examples for each property


def examples(usual: int) -> int:
    """How many a property that names its own number tries."""
    return EXPLORED or usual


def load() -> None:
    # A busy machine is slow, and that is no fault of what is tested.
    settings.register_profile(
        "tertial",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=not EXPLORED,
        max_examples=examples(settings.default.max_examples if settings.default else 100),
    )
    settings.load_profile("tertial")
