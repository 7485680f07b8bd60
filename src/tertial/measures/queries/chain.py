"""The lights of a whole year's chain, for the tree."""

from tertial.measures.models import Judgement


def lights_of(year: int) -> dict[int, Judgement]:
    """The latest decided judgement of each goal in the year. One query."""
    found = Judgement.objects.filter(goal__plan__year=year, is_current=True, period__startswith=str(year))
    order = {f"{year}T1": 0, f"{year}T2": 1, str(year): 2}
    latest: dict[int, Judgement] = {}
    for each in sorted(found, key=lambda each: order.get(each.period, -1)):
        if each.goal_id is not None:
            latest[each.goal_id] = each
    return latest
