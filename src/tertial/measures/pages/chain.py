"""The whole goal chain of a year: as a tree to explore, on one printed page, and by tag across the tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.foundation.words import swedish_order
from tertial.goals.pages.reading import level_name, tag_name, year_or_now
from tertial.goals.queries import GoalInfo, YearChain, chain_of, years_with_plans
from tertial.goals.rules.tags import in_order
from tertial.measures.models import Judgement
from tertial.measures.pages.said import Mark, mark_of
from tertial.measures.queries.chain import lights_of
from tertial.organisation.profile import current_profile

OPEN_LEVELS = 1
OPEN_WHEN_FEWER = 60  # a short tree needs no unfolding


@dataclass(slots=True)
class Node:
    """A goal in the tree; `is_hit` is what the filter asked for, the others only show the way there."""

    name: str
    place: str  # Nämndmål 1.2 · Socialnämnden
    address: str
    mark: Mark | None
    is_open: bool
    is_hit: bool = True
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address narrows the tree to."""

    unit: str = ""
    level: str = ""
    tag: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.unit or self.level or self.tag)

    def takes(self, goal: GoalInfo) -> bool:
        return (
            (not self.unit or goal.unit_key == self.unit)
            and (not self.level or goal.level == self.level)
            and (not self.tag or self.tag in goal.tags)
        )


def _chosen(request: HttpRequest) -> Chosen:
    return Chosen(*(request.GET.get(name, "").strip() for name in ("enhet", "niva", "etikett")))


def _nodes(found: YearChain, chosen: Chosen, judged: dict[int, Judgement], depth_open: int) -> list[Node]:
    """The tree as it is asked for, in one pass; goals without a goal above stand at the top."""
    hits = {key for key, goal in found.goals.items() if chosen.takes(goal)}
    shown = hits | {above for key in hits for above in found.chain.path(key)}
    top: list[Node] = []
    stack: list[Node] = []
    address = reverse("goal", args=["x"]).removesuffix("x/")
    levels = {each: level_name(each) for each in {goal.level for goal in found.goals.values()}}
    for step in found.chain.walk():
        if step.key not in shown:
            continue
        info = found.goals[step.key]
        mark = mark_of(judged[info.pk]) if info.pk in judged else None
        is_open = not chosen.is_all or step.depth < depth_open
        place = f"{levels[info.level]} {info.number} · {info.unit_name}"
        node = Node(info.text, place, f"{address}{info.key}/", mark, is_open, step.key in hits)
        del stack[step.depth :]
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
    return top


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    is_chosen: bool


def _choices(pairs: Iterable[tuple[str, str]], chosen: str) -> list[Choice]:
    return [Choice("", _("Alla"), not chosen), *(Choice(key, text, key == chosen) for key, text in pairs)]


def _filters(found: YearChain, chosen: Chosen) -> list[dict[str, Any]]:
    goals = found.goals.values()
    units = sorted(
        {(each.unit_key, each.unit_name) for each in goals}, key=lambda pair: swedish_order(pair[1])
    )
    used = {each.level for each in goals}
    levels = [(each.key, level_name(each.key)) for each in current_profile().goal_levels if each.key in used]
    tags = [(code, tag_name(code)) for code in in_order({code for each in goals for code in each.tags})]
    return [
        {"name": "enhet", "label": _("Nämnd eller enhet"), "choices": _choices(units, chosen.unit)},
        {"name": "niva", "label": _("Nivå"), "choices": _choices(levels, chosen.level)},
        {"name": "etikett", "label": _("Etikett"), "choices": _choices(tags, chosen.tag)},
    ]


def _views(year: int) -> list[tuple[str, str]]:
    return [
        (_("Målträd"), reverse("chain", args=[year])),
        (_("Etiketter"), reverse("chain_tags", args=[year])),
        (_("På papper"), reverse("chain_print", args=[year])),
        (_("Planer"), f"{reverse('plans')}?ar={year}"),
    ]


def _shared(year: int) -> dict[str, Any]:
    return {
        "year": year,
        "years": [(each, reverse("chain", args=[each])) for each in years_with_plans()],
        "views": _views(year),
    }


@require_GET
def chain(request: HttpRequest, year: int | None = None) -> HttpResponse:
    wanted = year_or_now(year)
    found, chosen = chain_of(wanted), _chosen(request)
    depth_open = 9 if len(found.goals) <= OPEN_WHEN_FEWER else OPEN_LEVELS
    nodes = _nodes(found, chosen, lights_of(wanted), depth_open)
    context = _shared(wanted) | {
        "current": reverse("chain", args=[wanted]),
        "nodes": nodes,
        "filters": _filters(found, chosen),
        "is_narrowed": not chosen.is_all,
        "hits": sum(chosen.takes(each) for each in found.goals.values()),
        "count": len(found.goals),
        "loose": [found.goals[key] for key in found.chain.orphans()],
    }
    return render(request, "measures/chain.html", context)


@require_GET
def printed(request: HttpRequest, year: int) -> HttpResponse:
    wanted = year_or_now(year)
    found, chosen = chain_of(wanted), _chosen(request)
    context = _shared(wanted) | {
        "current": reverse("chain_print", args=[wanted]),
        "nodes": _nodes(found, chosen, lights_of(wanted), 9),
        "filters": _filters(found, chosen),
        "count": len(found.goals),
    }
    return render(request, "measures/chain_print.html", context)


@dataclass(frozen=True, slots=True)
class Tagged:
    """The goals that carry a tag, wherever in the tree."""

    code: str
    name: str
    goals: list[tuple[GoalInfo, str, Mark | None]]
    units: int


@require_GET
def tags(request: HttpRequest, year: int) -> HttpResponse:
    wanted = year_or_now(year)
    found, judged = chain_of(wanted), lights_of(wanted)
    by_tag: dict[str, list[GoalInfo]] = {}
    for goal in found.goals.values():
        for code in goal.tags:
            by_tag.setdefault(code, []).append(goal)
    groups = [
        Tagged(
            code,
            tag_name(code),
            [
                (g, level_name(g.level), mark_of(judged[g.pk]) if g.pk in judged else None)
                for g in by_tag[code]
            ],
            len({g.unit_key for g in by_tag[code]}),
        )
        for code in in_order(set(by_tag))
    ]
    untagged = sum(not goal.tags for goal in found.goals.values())
    context = _shared(wanted) | {
        "current": reverse("chain_tags", args=[wanted]),
        "groups": groups,
        "untagged": untagged,
        "count": len(found.goals),
    }
    return render(request, "measures/chain_tags.html", context)
