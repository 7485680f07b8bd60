"""Who writes for a unit: for letters, reminders and the pages that show whom they go to."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from tertial.organisation.models import Person, RoleHolding, valid_on
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import ROLES, Permission


def writers_of(units: Iterable[str]) -> dict[str, list[Person]]:
    """Those who report for each unit; where nobody does, those of the nearest one above. Two queries for any number."""
    today = timezone.localdate()
    organisation = organisation_on(today)
    able = [role.key for role in ROLES.values() if Permission.REPORT in role.permits]
    held: dict[str, list[Person]] = defaultdict(list)
    rows = RoleHolding.objects.filter(valid_on(today), role__in=able, person__is_active=True)
    for each in rows.select_related("person", "unit").order_by("person__name"):
        if each.person not in held[each.unit.key]:
            held[each.unit.key].append(each.person)
    return {unit: next((held[key] for key in organisation.line(unit) if key in held), []) for unit in units}
