"""Who writes for a unit: for letters, reminders and the pages that show whom they go to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from tertial.organisation.models import Deputyship, Person, RoleHolding, valid_on
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import ROLES, Permission


def writers_of(units: Iterable[str]) -> dict[str, list[Person]]:
    """Those who report for each unit; where nobody does, those of the nearest one above.

    With those who stand in for them today. Three queries for any number.
    """
    today = timezone.localdate()
    organisation = organisation_on(today)
    able = [role.key for role in ROLES.values() if Permission.REPORT in role.permits]
    held: dict[str, list[Person]] = defaultdict(list)
    rows = RoleHolding.objects.filter(valid_on(today), role__in=able, person__is_active=True)
    for each in rows.select_related("person", "unit").order_by("person__name"):
        if each.person not in held[each.unit.key]:
            held[each.unit.key].append(each.person)
    standing_in = deputies_today({each for people in held.values() for each in people})
    for unit, people in held.items():
        held[unit] = _with_deputies(people, standing_in)
    return {unit: next((held[key] for key in organisation.line(unit) if key in held), []) for unit in units}


def deputies_today(holders: Iterable[Person]) -> dict[int, list[Person]]:
    """Who stands in today for each of them."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Deputyship.objects.filter(
        valid_on(timezone.localdate()), holder__in=holders, deputy__is_active=True
    )
    for each in rows.select_related("deputy").order_by("deputy__name"):
        found[each.holder_id].append(each.deputy)
    return found


def with_deputies(people: Sequence[Person]) -> list[Person]:
    """They, and those who stand in for them today: who is away does not read what is told."""
    return _with_deputies(people, deputies_today(people))


def _with_deputies(people: Iterable[Person], standing_in: Mapping[int, Iterable[Person]]) -> list[Person]:
    everybody = [each for person in people for each in (person, *standing_in.get(person.pk, ()))]
    return list({each.pk: each for each in everybody}.values())
