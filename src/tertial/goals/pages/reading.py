"""What pages about goals do with a request: find the goal, the plan or the activity, and ask who may change it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext

from tertial.goals.actions.asking import is_the_citys
from tertial.goals.models import Activity, Goal, Plan, PlanVersion
from tertial.goals.queries import years_with_plans
from tertial.goals.rules.tags import TAGS, number_of
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission


def goal_or_404(key: str) -> Goal:
    return get_object_or_404(Goal.objects.select_related("plan__unit", "continues__plan"), key=key)


def plan_or_404(key: str) -> Plan:
    return get_object_or_404(Plan.objects.select_related("unit", "copied_from"), key=key)


def activity_or_404(key: str) -> Activity:
    return get_object_or_404(Activity.objects.select_related("responsible"), key=key)


def _asked(unit: Unit) -> tuple[Permission, str | None]:
    """The council's belong to the whole city; a board's to the board."""
    if is_the_citys(unit):
        return Permission.EDIT_CITY_GOALS, None
    return Permission.EDIT_GOALS, unit.key


def may_edit(actor: Actor, unit: Unit) -> bool:
    return actor.may(*_asked(unit))


def may_start(actor: Actor) -> bool:
    """Plans and measures can be started by whoever has a unit to start them in."""
    return actor.may_anywhere(Permission.EDIT_GOALS) or actor.may_anywhere(Permission.EDIT_CITY_GOALS)


def require_edit(actor: Actor, unit: Unit) -> None:
    require(actor, *_asked(unit))


def level_name(key: str, *, many: bool = False) -> str:
    """What the city calls the level, in the reader's language."""
    found = {each.key: each.plural if many else each.name for each in current_profile().goal_levels}
    return found[key].said(get_language() or "sv") if key in found else key


def plan_kind(key: str) -> str:
    """What the city calls a kind of plan, in the reader's language."""
    found = {each.key: each.name for each in current_profile().plan_kinds}
    return found[key].said(get_language() or "sv") if key in found else key


def version_word(version: PlanVersion | None) -> tuple[str, str]:
    """How far the plan has come, as (state, word): a draft until it is adopted by a decision."""
    if version is None:
        return "ej", gettext("Utkast")
    if version.state == PlanVersion.State.ADOPTED:
        return "godkand", gettext("Antagen")
    return "godkand", gettext("Antagen, ändrad genom beslut")


def tag_name(code: str) -> str:
    """5 Jämställda liv, Tillgänglighet; a tag of the city's own is its own name."""
    name = gettext(TAGS[code]) if code in TAGS else code
    number = number_of(code)
    return f"{number} {name}" if number else name


def year_or_now(year: int | None) -> int:
    """The year in the address, else this year, else the last year that has plans."""
    if year is not None:
        if not 1990 <= year <= 2100:
            raise Http404
        return year
    now, known = timezone.localdate().year, years_with_plans()
    return (
        now if now in known or not known else max((each for each in known if each <= now), default=known[0])
    )
