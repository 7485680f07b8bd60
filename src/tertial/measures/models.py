"""Measures, their targets and their values. Values are facts: added, corrected by new ones, never changed."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from tertial.goals.models import ExpectedResult, Goal
from tertial.intake.models import Submission
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import Better, Frequency, MeasureRow, OverTime, OverUnits
from tertial.measures.rules.target import Scale, TargetKind, Way
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.models import Unit


class Measure(models.Model):
    """Something that can be counted: an indicator, an economy row and a statistic are the same thing."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    unit_of_measure = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    better = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in Better], default="higher"
    )
    frequency = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in Frequency], default="tertial"
    )
    is_cumulative = models.BooleanField(default=False)
    over_time = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in OverTime], default="last"
    )
    over_units = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in OverUnits], default="none"
    )
    by_sex = models.BooleanField(default=False)
    by_age = models.BooleanField(default=False)
    low = models.DecimalField(
        max_digits=24, decimal_places=8, null=True, blank=True
    )  # the ends of what is reasonable
    high = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    responsible = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measures")  # who owns it
    formula = models.JSONField(
        null=True, blank=True
    )  # {"kind", "first", "second", "factor"}; then no values are typed
    decision = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def row(self) -> MeasureRow:
        """The measure as the rules see it."""
        return MeasureRow(
            key=self.key,
            name=self.name,
            unit=self.unit_of_measure,
            decimals=self.decimals,
            better=Better(self.better),
            frequency=Frequency(self.frequency),
            cumulative=self.is_cumulative,
            over_time=OverTime(self.over_time),
            over_units=OverUnits(self.over_units),
            by_sex=self.by_sex,
            by_age=self.by_age,
            low=self.low,
            high=self.high,
            computed=self.formula is not None,
        )


class GoalMeasure(models.Model):
    """The measure tells whether the goal is reached; `place` is its order on the goal's page."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="goals")
    place = models.PositiveIntegerField(default=0)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["goal", "place"]
        constraints = [models.UniqueConstraint(fields=["goal", "measure"], name="goal_measure_once")]

    def __str__(self) -> str:
        return f"{self.goal}: {self.measure}"


class ExpectedMeasure(models.Model):
    """The measure that shows whether an expected result is reached; without one, nobody can tell by figures."""

    expected = models.OneToOneField(ExpectedResult, on_delete=models.CASCADE, related_name="measured")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="expected")

    def __str__(self) -> str:
        return f"{self.expected}: {self.measure}"


class Target(models.Model):
    """What a measure should come to in a unit and year. A target is not a number: see rules/target.py."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets_owned")  # who may set it
    scale = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in Scale], default="own"
    )
    kind = models.CharField(max_length=12, choices=[(each.value, each.name) for each in TargetKind])
    low = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    way = models.CharField(max_length=10, blank=True)  # for a direction: up, down, same, better
    text = models.CharField(max_length=200, blank=True)  # as once written, for the reader
    due = models.DateField(null=True, blank=True)  # when a pending or delegated one must be set
    decision = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "year", "scale"], name="target_once"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="target_low_high",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="target_unit_year")]

    def __str__(self) -> str:
        return f"{self.measure} {self.unit} {self.year}"

    @property
    def rule(self) -> TargetRule:
        """The target as the rules see it."""
        return TargetRule(
            kind=TargetKind(self.kind),
            low=self.low,
            high=self.high,
            unit=self.measure.unit_of_measure or None,
            way=Way(self.way) if self.way else None,
            scale=Scale(self.scale),
            owner=self.owner.name,
            due=self.due,
            text=self.text,
        )


class Value(models.Model):
    """One fact: measure, unit, period, kind, breakdown. A correction is a new row with a reason; one row is current."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="values")
    period = models.CharField(max_length=10)  # the period's code, as in foundation.period
    first_day = models.DateField()
    last_day = models.DateField()
    kind = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in ValueKind], default="actual"
    )
    breakdown = models.CharField(max_length=24, default=WHOLE.code)
    value = models.DecimalField(
        max_digits=24, decimal_places=8, null=True, blank=True
    )  # none: said to be missing, and the comment says why
    numerator = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=8, null=True, blank=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # why it corrects the one before
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    is_current = models.BooleanField(default=True)
    delivery = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="values"
    )
    source_place = models.CharField(max_length=80, blank=True)  # sheet, row and cell of a file
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit", "period", "kind", "breakdown"],
                condition=Q(is_current=True),
                name="value_one_current",
            ),
            models.CheckConstraint(condition=~Q(breakdown=""), name="value_breakdown_said"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="value_correction_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "period"], name="value_unit_period"),
            models.Index(fields=["measure", "period", "kind"], name="value_measure_period"),
            models.Index(fields=["last_day"], condition=~Q(comment=""), name="value_commented"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.unit} {self.period}: {self.value}"


class Judgement(models.Model):
    """What somebody decided about a goal or a measure in a period, beside what the rules proposed."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="judgements")
    period = models.CharField(max_length=10)
    light = models.CharField(max_length=10)
    proposed = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)
    decided_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__isnull=False, measure__isnull=True)
                | Q(goal__isnull=True, measure__isnull=False),
                name="judgement_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(light=F("proposed")) | Q(proposed="") | ~Q(reason=""), name="judgement_reason"
            ),
            models.UniqueConstraint(
                fields=["goal", "unit", "period"],
                condition=Q(is_current=True, goal__isnull=False),
                name="judgement_one_goal",
            ),
            models.UniqueConstraint(
                fields=["measure", "unit", "period"],
                condition=Q(is_current=True, measure__isnull=False),
                name="judgement_one_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal or self.measure} {self.period}: {self.light}"
