"""Parts of pages about units that take a few lines to put together."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from tertial.organisation.profile import kind_name
from tertial.organisation.queries import Organisation, UnitSheet

OPEN_LEVELS = 1  # the council is unfolded, its boards are folded


@dataclass(slots=True)
class Node:
    """A unit in the foldable tree."""

    name: str
    address: str
    meta: str
    is_open: bool
    children: list["Node"] = field(default_factory=list)


def as_nodes(organisation: Organisation) -> list[Node]:
    """The whole tree for the page, one pass."""
    top: list[Node] = []
    stack: list[Node] = []
    prefix = reverse("units")
    for depth, unit in organisation.walk():
        kind = kind_name(unit.kind)
        meta = "" if kind == unit.name else kind  # the council is a council by its very name
        node = Node(unit.name, f"{prefix}{unit.key}/", meta, depth < OPEN_LEVELS)
        del stack[depth:]
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
    return top


def unit_facts(sheet: UnitSheet) -> list[tuple[str, object]]:
    """Terms and values beside the description."""
    unit = sheet.unit
    rows: list[tuple[str, object]] = [(_("Slag"), kind_name(unit.kind))]
    if unit.short_name:
        rows.append((_("Kort namn"), unit.short_name))
    if sheet.path:
        above = sheet.path[-1]
        rows.append(
            (_("Hör till"), format_html('<a href="{}">{}</a>', reverse("unit", args=[above.key]), above.name))
        )
    rows.append((_("Finns sedan"), unit.valid_from.isoformat()))
    earlier = [each for each in sheet.placements if each.valid_to and each.valid_to < sheet.day]
    rows += [
        (
            _("Tidigare under"),
            format_html(
                '{} <span class="meta">{}–{}</span>', each.parent.name, each.valid_from, each.valid_to
            ),
        )
        for each in earlier
    ]
    return rows
