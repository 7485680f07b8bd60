"""What the base layout asks for: theme, navigation, who is signed in, the request's id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tertial.foundation import request
from tertial.organisation.roles import ROLES
from tertial.organisation.rules.access import Held

register = template.Library()


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString | str:
    """Light or dark if the person has chosen it; the cookie is read here so that no page flashes."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return format_html(' data-theme="{}"', chosen) if chosen in ("light", "dark") else ""


@dataclass(frozen=True, slots=True)
class ShownWay:
    name: str
    icon: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    ways: list[ShownWay] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def ways(context: Context) -> list[Group]:
    """The navigation in its groups, with where the reader is: on the page itself or below it."""
    request = context.get("request")
    path = request.path if request else ""
    groups: dict[str, Group] = {}
    for way in context.get("WAYS") or []:
        shown = ShownWay(way.name, way.icon, str(way.address), _current(path, str(way.address)))
        groups.setdefault(way.group, Group(way.group)).ways.append(shown)
    return list(groups.values())


def _current(path: str, address: str) -> str:
    """The value of aria-current: "page" on the page itself, "true" on a page below it."""
    if path == address:
        return "page"
    return "true" if address != "/" and path.startswith(address) else ""


@register.filter
def initials(name: str) -> str:
    """AE for Anna Ek; the first and the last name are enough."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def role_name(key: str) -> str:
    """What the role is called, in the reader's language."""
    return gettext(ROLES[key].name)


@register.filter
def role_names(held: Iterable[Held]) -> list[str]:
    """The names of the roles somebody holds, each once, in the order of the page about roles."""
    keys = {each.role for each in held}
    return [gettext(role.name) for key, role in ROLES.items() if key in keys]


@register.simple_tag
def request_id() -> str:
    """What to tell whoever looks for the fault in the log."""
    return request.request_id.get()


@register.simple_tag
def said(text: str, params: Mapping[str, object]) -> str:
    """A sentence kept with its words apart, in the reader's language."""
    return gettext(text) % params if params else gettext(text)
