"""Units that others went up in: the year's budgets and outcomes of those are theirs until they have their own."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count

from tertial.organisation.models import Succession, Unit

Merged = Mapping[int, Sequence[Unit]]


def merged_into(units: Collection[int]) -> Merged:
    """Those that went up whole in each; of one that was split nobody has the figures."""
    rows = Succession.objects.filter(new__in=units).select_related("old")
    found: dict[int, list[Unit]] = defaultdict(list)
    for each in rows.annotate(heirs=Count("old__successors")).filter(heirs=1):
        found[each.new_id].append(each.old)
    return found
