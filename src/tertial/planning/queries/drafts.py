"""A plan draft from the database: of a reading under review, and of a plan as it stands today.

Checks, adopting and publishing all ask here, so that what is checked is what is decided and what is printed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tertial.goals.models import Activity, ExpectedResult, Goal, GoalLink, Plan
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.goals.rules.tags import code_of, in_order
from tertial.measures.models import GoalMeasure, Measure, Target
from tertial.measures.rules.matching import plain
from tertial.measures.rules.target import Scale, in_words
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.profile import current_profile
from tertial.planning.models import Appendix, DecisionPoint, Proposal, Reading
from tertial.planning.queries.front import front_of
from tertial.planning.rules import draft as d
from tertial.planning.rules.draft_rows import SHAPES, DraftRow, Kind, from_json, together

LEVELS = 3  # as many as tertial.plan/1 knows
LONGEST_NAME = 300  # of a measure
PERIODICITIES = ("tertial", "year", "month")


def draft_of_reading(reading: Reading, choices: Sequence[str] = ("open", "accepted")) -> d.PlanDraft:
    """The draft of what is read, with what people have changed and without what they have rejected."""
    return together(_frame(reading), as_rows(reading.proposals.filter(choice__in=choices)))


def as_rows(proposals: Iterable[Proposal]) -> list[DraftRow]:
    """The rows in the document's order; one whose goal is gone stands under none."""
    found = list(proposals)
    at = {each.pk: place for place, each in enumerate(found)}
    return [
        DraftRow(
            Kind(each.kind), from_json(SHAPES[Kind(each.kind)], each.content), at.get(each.under_id or 0)
        )
        for each in found
    ]


def _frame(reading: Reading) -> d.PlanDraft:
    """What is said of the document as a whole, with the unit and the year that it is read for."""
    frame = from_json(d.PlanDraft, reading.frame)
    return replace(frame, year=reading.year or frame.year)


def draft_of(plan: Plan) -> d.PlanDraft:
    """The whole plan as it stands: rows as they are now, and as printed what only the document tells.

    Goals, indicators, expected results and activities that have been added since come last of their kind; what has
    ended, been untied or cancelled is not in it. A bounded number of queries, whatever the size of the plan.
    """
    return _Live(plan).draft()


@dataclass
class _Live:
    plan: Plan
    reading: Reading | None = field(init=False)
    goals: dict[int, Goal] = field(init=False)

    def __post_init__(self) -> None:
        self.reading = (
            self.plan.readings.filter(state=Reading.State.ADOPTED).select_related("document").first()
        )
        chain = _chain_of(self.plan, is_read=self.reading is not None)
        self.goals, self.above, self.borrowed = chain.goals, chain.above, chain.borrowed
        self.numbers = chain.numbers()
        ties = (
            GoalMeasure.objects.filter(goal__in=self.goals)
            .select_related("measure")
            .order_by("goal__place", "place")
        )
        self.ties: dict[tuple[int, int], GoalMeasure] = {
            (each.goal_id, each.measure_id): each for each in ties
        }
        self.expected = {
            each.pk: each for each in ExpectedResult.objects.filter(goal__in=self.goals).order_by("place")
        }
        self.deeds = {pk: (activity, goals) for pk, activity, goals in self._activities()}
        measures = {each.measure_id for each in self.ties.values()}
        if self.reading is not None:
            of_reading = self.reading.proposals.filter(measure__isnull=False)
            measures |= set(of_reading.values_list("measure_id", flat=True))
        self.measures = {each.pk: each for each in Measure.objects.filter(pk__in=measures)}
        targets = Target.objects.filter(measure__in=self.measures, year=self.plan.year)
        found = list(targets.select_related("measure", "owner"))
        self.own = {each.measure_id: each for each in found if each.unit_id == self.plan.unit_id}
        self.citys = {each.measure_id: each for each in found if each.scale == Scale.CITY.value}

    def _activities(self) -> Iterator[tuple[int, Activity, list[int]]]:
        found = Activity.objects.filter(reasons__goal__in=self.goals).exclude(
            status=Activity.Status.CANCELLED
        )
        for each in found.distinct().order_by("id").prefetch_related("reasons"):
            yield (
                each.pk,
                each,
                [reason.goal_id for reason in each.reasons.all() if reason.goal_id in self.goals],
            )

    def draft(self) -> d.PlanDraft:
        rows = [] if self.reading is None else list(self._printed(self.reading))
        seen = {(type(each.row), key) for each, key in rows if key}
        whole = together(self._head(), [each for each, _ in rows])
        goals = [*whole.goals, *self._added_goals({key for kind, key in seen if kind is d.Goal})]
        if self.reading is None:
            goals.sort(key=lambda each: _order(each.number))
        new_ties = [each for each in self.ties.values() if (d.Indicator, each.measure_id) not in seen]
        new_deeds = [each for each in self.deeds.values() if (d.Activity, each[0].pk) not in seen]
        return replace(
            whole,
            goals=tuple(goals),
            indicators=(
                *whole.indicators,
                *(self._tied(each, self.numbers[each.goal_id]) for each in _once(new_ties)),
            ),
            activities=(
                *whole.activities,
                *(
                    d.Activity(self.numbers[goal], activity.text, activity.start, activity.end)
                    for activity, under in new_deeds
                    for goal in under
                ),
            ),
            decisions=self._decisions(),
            appendices=self._appendices(),
            tables=tuple(from_json(d.Table, each.table) for each in self.plan.tables.all()),
        )

    def _head(self) -> d.PlanDraft:
        if self.reading is None:
            source = d.Source(self.plan.name, "", None)
            frame = d.PlanDraft(source, kind=self.plan.kind)
        else:
            frame = _frame(self.reading)
        version = self.plan.versions.defer("document", "rows").order_by("-number").first()
        head = frame.head
        if version is not None:
            head = replace(head, case_number=version.case_number or head.case_number, date=version.decided_on)
        front = front_of(self.plan)
        head = replace(
            head,
            case_number=front.case_number or head.case_number,
            officer=front.officer or head.officer,
        )
        return replace(
            frame,
            unit=frame.unit or self.plan.unit.name,
            year=self.plan.year,
            head=head,
            signatures=front.signers or frame.signatures,
        )

    def _printed(self, reading: Reading) -> Iterator[tuple[DraftRow, int]]:
        """The accepted rows that still hold, as they read now, each with the key of what it became."""
        accepted = reading.proposals.filter(
            choice=Proposal.Choice.ACCEPTED,
            kind__in=[Kind.GOAL, Kind.EXPECTED, Kind.INDICATOR, Kind.ACTIVITY],
        )
        proposals = [each for each in accepted if self._holds(each)]
        for each, drawn in zip(proposals, as_rows(proposals), strict=True):
            row, key = self._now(each, drawn)
            yield replace(drawn, row=row), key

    def _holds(self, each: Proposal) -> bool:
        """A row that has become something of the plan's own holds as long as that does."""
        if each.is_citys and each.kind == Kind.GOAL:
            return True
        match each.kind:
            case Kind.GOAL:
                return each.goal_id in self.goals
            case Kind.EXPECTED:
                return each.expected_id in self.expected
            case Kind.ACTIVITY:
                return each.activity_id in self.deeds
        return each.goal_id is None or (each.goal_id, each.measure_id) in self.ties

    def _now(
        self, each: Proposal, drawn: DraftRow
    ) -> tuple[d.Goal | d.Expected | d.Indicator | d.Activity, int]:
        row = drawn.row
        if isinstance(row, d.Goal):
            goal = self.goals.get(each.goal_id or 0)
            return (row, 0) if goal is None else (_goal(goal, row), goal.pk)
        if isinstance(row, d.Expected):
            result = self.expected[each.expected_id or 0]
            return _expected(result, row), result.pk
        if isinstance(row, d.Indicator):
            measure = self.measures.get(each.measure_id or 0)
            return (row, 0) if measure is None else (self._indicator(each, measure, row), measure.pk)
        if isinstance(row, d.Activity):
            activity, _ = self.deeds[each.activity_id or 0]
            return replace(row, text=activity.text, start=activity.start, end=activity.end), activity.pk
        raise TypeError(each.kind)

    def _indicator(self, each: Proposal, measure: Measure, row: d.Indicator) -> d.Indicator:
        """By the name it is printed with, unless the unit has given its measure another since then."""
        names = (row.name[:LONGEST_NAME], each.matched_text)
        is_as_printed = plain(measure.name) in map(plain, names)
        is_units = measure.responsible_id == self.plan.unit_id
        name = measure.name if is_units and not is_as_printed else row.name
        target = _target(self.own.get(measure.pk), row.target)
        council = self.citys.get(measure.pk)
        return replace(
            row,
            name=name,
            target=target,
            council_target=_target(council, row.council_target) if council else row.council_target,
        )

    def _tied(self, tie: GoalMeasure, goal: str) -> d.Indicator:
        measure = tie.measure
        target = self.own.get(measure.pk)
        citys = self.citys.get(measure.pk)
        if self.plan.unit.kind in TOP_KINDS:
            target, citys = citys, None
        periodicity = measure.frequency if measure.frequency in PERIODICITIES else None
        return d.Indicator(
            goal=goal,
            name=measure.name,
            target=_target(target, None),
            council_target=_target(citys, None),
            periodicity=periodicity,
            comment=tie.comment or None,
            marked=measure.by_sex,
        )

    def _added_goals(self, seen: set[int]) -> Iterator[d.Goal]:
        """The goals that no row of the document tells of, and what they stand under in other plans."""
        added = [each for pk, each in self.goals.items() if pk not in seen]
        yield from self.borrowed
        results = self.expected.values()
        for goal in added:
            parent = self.above.get(goal.pk)
            yield replace(
                _goal(goal, d.Goal(_level(goal.level), goal.number, goal.text)),
                number=self.numbers[goal.pk],
                parent=self.numbers.get(parent.pk, parent.number) if parent else None,
                expected=tuple(
                    _expected(each, d.Expected(each.text)) for each in results if each.goal_id == goal.pk
                ),
            )

    def _decisions(self) -> tuple[d.Decision, ...]:
        found = self.plan.decision_points.select_related("passage")
        return tuple(
            d.Decision(
                each.number, each.text, _figure(each.amount_mnkr), tuple(each.appendices), _place(each)
            )
            for each in found
        )

    def _appendices(self) -> tuple[d.Appendix, ...]:
        found = self.plan.appendices.select_related("passage")
        return tuple(d.Appendix(each.number, each.title, _place(each)) for each in found)


def numbers_of(plan: Plan) -> dict[int, str]:
    """The number that each goal of the plan has in its document, by the goal's id."""
    is_read = plan.readings.filter(state=Reading.State.ADOPTED).exists()
    return _chain_of(plan, is_read=is_read).numbers()


@dataclass(frozen=True, slots=True)
class _Chain:
    """The plan's own goals, the main goal above each, and those of the council's that its document prints."""

    goals: dict[int, Goal]
    above: dict[int, Goal]
    borrowed: list[d.Goal]

    def numbers(self) -> dict[int, str]:
        """A unit that numbers its goals from one gets the number of the goal above before it."""
        taken = {each.number for each in self.borrowed}
        return {pk: _number(goal, self.above.get(pk), taken) for pk, goal in self.goals.items()}


def _chain_of(plan: Plan, *, is_read: bool) -> _Chain:
    """A plan that was read from a document has the council's goals among its own rows."""
    goals = {each.pk: each for each in plan.goals.filter(ended_on__isnull=True)}
    above = _above(goals.values())
    return _Chain(goals, above, [] if is_read else list(_borrowed(above.values(), set(goals))))


def _number(goal: Goal, above: Goal | None, taken: set[str]) -> str:
    if above is None or goal.number.startswith(f"{above.number}."):
        return goal.number
    is_units = _depth(goal.level) > LEVELS
    return f"{above.number}.{goal.number}" if is_units or goal.number in taken else goal.number


def _goal(goal: Goal, printed: d.Goal) -> d.Goal:
    return replace(
        printed,
        number=goal.number,
        text=goal.text,
        tags=tuple(in_order({code_of(tag) for tag in goal.tags})),
        priorities=tuple(goal.priorities),
        description=tuple(
            d.PointGroup(each["group"] or None, tuple(each["points"])) for each in goal.description
        ),
    )


def _expected(result: ExpectedResult, printed: d.Expected) -> d.Expected:
    return replace(
        printed,
        text=result.text,
        direction=result.direction or None,
        value=_figure(result.value),
        unit=result.unit or None,
    )


def _target(target: Target | None, printed: d.Target | None) -> d.Target | None:
    """As printed while it is still the same, else as it stands now."""
    if target is None:
        return printed
    kind, low, high = d.TargetKind(target.kind), _figure(target.low), _figure(target.high)
    if printed is not None and (printed.kind, printed.low, printed.high) == (kind, low, high):
        return printed
    rule: TargetRule = target.rule
    text = target.text or in_words(rule, target.measure.unit_of_measure, target.measure.decimals)
    text = " ".join(text.split())
    return d.Target(text[:1].upper() + text[1:], kind, low, high, target.measure.unit_of_measure or None)


def _above(goals: Iterable[Goal]) -> dict[int, Goal]:
    """The main goal above each."""
    links = GoalLink.objects.filter(goal__in=[each.pk for each in goals], is_main=True)
    return {each.goal_id: each.above for each in links.select_related("above")}


def _borrowed(above: Iterable[Goal], own: set[int]) -> Iterator[d.Goal]:
    """The council's goals that the plan's own stand under, and theirs, as a document would print them."""
    step = {each.pk: each for each in above if each.pk not in own}
    while step:
        up = _above(step.values())
        for goal in step.values():
            parent = up.get(goal.pk)
            yield d.Goal(_level(goal.level), goal.number, goal.text, parent.number if parent else None)
        own |= set(step)
        step = {each.pk: each for each in up.values() if each.pk not in own}


def _depth(key: str) -> int:
    keys = [each.key for each in current_profile().goal_levels]
    return keys.index(key) + 1 if key in keys else LEVELS


def _level(key: str) -> int:
    return min(_depth(key), LEVELS)


def _once(ties: Iterable[GoalMeasure]) -> list[GoalMeasure]:
    """A measure of several of the plan's goals is one row."""
    return list({each.measure_id: each for each in reversed(list(ties))}.values())[::-1]


def _order(number: str) -> tuple[tuple[int, str], ...]:
    """1.2 before 1.10."""
    return tuple((int(part) if part.isdigit() else 0, part) for part in number.split("."))


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _place(row: DecisionPoint | Appendix) -> d.Place:
    return d.Place(row.passage.page, row.passage.line) if row.passage else d.Place()
