"""Parts made from data alone: button, tile, facts, crumbs, tabs, pages, steps, timeline, tree, conflict."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest

from tertial.foundation.diff import Change, Segment, diff

register = template.Library()


@register.inclusion_tag("ui/button.html")
def button(text: str, **how: Any) -> dict[str, Any]:
    """`href` makes it a link, else it submits. Also: kind (primary, quiet, danger), icon, name, value."""
    return {"text": text, **how}


@register.inclusion_tag("ui/tile.html")
def tile(title: str, href: str, text: str = "", icon: str = "") -> dict[str, Any]:
    return {"title": title, "href": href, "text": text, "icon": icon}


@register.inclusion_tag("ui/stat.html")
def stat(name: str, value: str, **how: Any) -> dict[str, Any]:
    """A number with its name. Also: more (small text), state (a key of the states), href."""
    return {"name": name, "value": value, **how}


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Terms and what they are, from pairs."""
    return {"rows": rows}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(path: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way down to this page as (text, address); the page itself is its h1 and is not repeated."""
    return {"path": path}


@register.inclusion_tag("ui/tabs.html")
def tabs(label: str, choices: Iterable[tuple[str, str]], current: str) -> dict[str, Any]:
    """Views of the same thing, each a page of its own, as (text, address)."""
    return {"label": label, "choices": choices, "current": current}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any], name: str = "sida") -> dict[str, Any]:
    """Which part of a long list is shown; other words of the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    request = context.get("request")
    shown = [{"text": number, "query": _query(request, name, number)} for number in numbers]
    before = _query(request, name, page.number - 1) if page.has_previous() else ""
    after = _query(request, name, page.number + 1) if page.has_next() else ""
    return {"page": page, "numbers": shown, "before": before, "after": after}


def _query(request: HttpRequest | None, name: str, number: int | str) -> str:
    if not isinstance(number, int):
        return ""
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{name}={number}"
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/steps.html")
def steps(label: str, names: Sequence[str], current: int) -> dict[str, Any]:
    """Where one is in something done in a few steps; the first is 1."""
    return {"label": label, "names": names, "current": current}


@register.inclusion_tag("ui/progress.html")
def progress(label: str, done: int, total: int) -> dict[str, Any]:
    """How much is done of a whole."""
    return {"label": label, "done": done, "total": total}


@register.inclusion_tag("ui/job.html", takes_context=True)
def job(context: template.Context, title: str, done: int, total: int, **how: Any) -> dict[str, Any]:
    """Work in the background. Also: text, left, poll (address asked every 2 s), cancel, failed."""
    return {"title": title, "done": done, "total": total, "csrf_token": context.get("csrf_token"), **how}


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What has happened, latest first: `sentence`, `at`, perhaps `acting_for`, `detail`, `address`."""
    return {"entries": entries}


@register.inclusion_tag("ui/tree.html")
def tree(nodes: Iterable[Any], label: str) -> dict[str, Any]:
    """A tree one can fold: each node has `name`, `address`, `children` and perhaps `meta` and `is_open`."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("ui/skeleton.html")
def skeleton(label: str, lines: int = 3) -> dict[str, Any]:
    """The place of something that is on its way, for what takes more than a second."""
    return {"label": label, "lines": range(lines)}


@register.inclusion_tag("ui/conflict.html")
def conflict(mine: str, theirs: str, who: str, at: Any = None) -> dict[str, Any]:
    """Two wrote the same text: both side by side with what differs marked."""
    segments = diff(theirs, mine)
    return {
        "mine": [part for part in segments if part.change is not Change.REMOVED],
        "theirs": [part for part in segments if part.change is not Change.ADDED],
        "who": who,
        "at": at,
    }


@register.inclusion_tag("ui/changed.html")
def changed(old: str, new: str) -> dict[str, Sequence[Segment]]:
    """One text with what was taken out and put in since the older one."""
    return {"segments": diff(old, new)}


@register.inclusion_tag("ui/changed.html")
def segments(parts: Iterable[Segment]) -> dict[str, Iterable[Segment]]:
    """The same from a difference already made."""
    return {"segments": parts}


@register.inclusion_tag("ui/heading.html", takes_context=True)
def heading(context: template.Context, key: str, text: str, right: bool = False) -> dict[str, Any]:
    """A column head that sorts the list by `?sort=key`, and by `?sort=-key` when asked again."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    chosen = query.get("sort", "") if query else ""
    order = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    wanted = f"-{key}" if order == "ascending" else key
    if query is not None:
        query["sort"] = wanted
        query.pop("sida", None)
    address = f"?{query.urlencode()}" if query is not None else f"?sort={wanted}"
    return {"text": text, "order": order, "address": address, "right": right}
