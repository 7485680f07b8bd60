"""Two years of a unit's plan beside each other: goals, results, indicators with targets, and activities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.foundation.day import MONTHS
from tertial.goals.models import Activity, Goal
from tertial.goals.pages.reading import plan_or_404, tag_name
from tertial.goals.rules.activity import STATUS_WORDS, ActivityStatus
from tertial.goals.rules.tags import code_of
from tertial.goals.rules.written import as_text
from tertial.measures.models import Measure, Target
from tertial.measures.pages.said import language, target_words
from tertial.measures.queries.years import GoalInYear, goals_in_years
from tertial.measures.rules.plan_changes import PlanChange
from tertial.measures.rules.target import Scale
from tertial.measures.rules.year_changes import ACTIVITY, INDICATOR, GoalYear, year_changes


@dataclass(frozen=True, slots=True)
class Pair:
    """A goal in the two years; without one of them it is new, or not there any more."""

    before: Goal | None
    after: Goal | None
    changes: Sequence[PlanChange] = ()

    @property
    def state(self) -> str:
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "changed" if self.changes else "same"

    @property
    def words(self) -> list[tuple[str, PlanChange]]:
        """What is text, with what it is called."""
        return [(_(each.what), each) for each in self.changes if not each.name]

    @property
    def indicators(self) -> list[PlanChange]:
        return [each for each in self.changes if each.what == INDICATOR]

    @property
    def activities(self) -> list[tuple[str, list[PlanChange]]]:
        """New ones, those with other days, and those that are gone; empty groups left out."""
        found = [each for each in self.changes if each.what == ACTIVITY]
        groups = [
            (_("Nya aktiviteter"), [each for each in found if not each.before]),
            (_("Aktiviteter med andra datum"), [each for each in found if each.before and each.after]),
            (_("Aktiviteter som inte finns kvar"), [each for each in found if not each.after]),
        ]
        return [group for group in groups if group[1]]


@require_GET
def compare(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """The older year to the left, whichever way round they stand in the address."""
    one, two = plan_or_404(key), plan_or_404(other)
    if one.pk == two.pk:
        raise Http404(_("Välj två olika planer att jämföra."))
    old, new = sorted((one, two), key=lambda each: each.year)
    pairs = [_pair(*each) for each in goals_in_years(old, new)]
    states = [each.state for each in pairs]
    counts = {name: states.count(name) for name in ("added", "changed", "same", "gone")}
    return render(request, "measures/plan_compare.html", {"old": old, "new": new, "pairs": pairs} | counts)


def _pair(before: GoalInYear | None, after: GoalInYear | None) -> Pair:
    goals = (before.goal if before else None, after.goal if after else None)
    if before is None or after is None:
        return Pair(*goals)
    return Pair(*goals, year_changes(_words(before, after), _words(after, before)))


def _words(found: GoalInYear, other: GoalInYear) -> GoalYear:
    goal = found.goal
    in_other = {each.text for each in other.activities}
    return GoalYear(
        goal.text,
        as_text(goal.description),
        goal.priorities,
        [tag_name(code_of(each)) for each in goal.tags],
        found.expected,
        {measure.name: _targets(measure, targets) for measure, targets in found.indicators},
        {each.text: _days(each, found.year, is_alone=each.text not in in_other) for each in found.activities},
    )


def _targets(measure: Measure, targets: Iterable[Target]) -> str:
    """högst 8 %; hela kommunen: högst 2,7 %."""
    said = []
    for each in targets:
        words = target_words(each.rule, measure.unit_of_measure, measure.decimals)
        said.append(_("hela kommunen: %(words)s") % {"words": words} if each.scale == Scale.CITY else words)
    return "; ".join(said) or _("inget årsmål")


def _days(activity: Activity, year: int, *, is_alone: bool) -> str:
    """1 februari – 31 maj: the plan's own year goes without saying. Of one that is only here, how it went too."""
    span = f"{_day(activity.start, year)} – {_day(activity.end, year)}"
    over = {Activity.Status.DONE: ActivityStatus.DONE, Activity.Status.CANCELLED: ActivityStatus.CANCELLED}
    status = over.get(Activity.Status(activity.status)) if is_alone else None
    return f"{span}, {_(STATUS_WORDS[status]).lower()}" if status else span


def _day(day: date | None, year: int) -> str:
    if day is None:
        return ""
    words = f"{day.day} {MONTHS[language()][day.month - 1]}"
    return words if day.year == year else f"{words} {day.year}"
