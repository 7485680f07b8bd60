"""Plans and their versions, goals and how they hang together, expected results, and the activities they ask for."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from tertial.goals.rules.activity import ActivityRow
from tertial.organisation.models import Person, Unit


class Readable(json.JSONEncoder):
    """Keeps å as å, so that the words inside can be searched for."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how | {"ensure_ascii": False})


class Plan(models.Model):
    """What a unit is to do in a year: its operational plan, or one of another kind (climate, competence …)."""

    key = models.SlugField(max_length=120, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, default="operational")
    name = models.CharField(max_length=200)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )

    class Meta:
        ordering = ["-year", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "kind"], name="plan_once_a_year")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PlanVersion(models.Model):
    """The plan as it was decided: readable for ever as its own document, whatever happens to the rows since."""

    class State(models.TextChoices):
        ADOPTED = "adopted", "Antagen"
        AMENDED = "amended", "Ändrad"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State.choices)
    decided_on = models.DateField()
    case_number = models.CharField(max_length=80)
    document = models.JSONField()  # canonical plan document, tertial.plan/1
    rows = models.JSONField(
        default=dict
    )  # its own rows as they were kept, where the document is a printed one
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number")]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


class Goal(models.Model):
    """A node of the goal chain. Its level is a key of the city's profile; its owner follows from the plan's unit."""

    key = models.SlugField(max_length=60, unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    level = models.CharField(max_length=40)
    number = models.CharField(max_length=20)
    place = models.PositiveIntegerField(default=0)  # order among its siblings
    text = models.TextField()
    description = models.JSONField(default=list, encoder=Readable)  # [{"group": text|null, "points": [text]}]
    priorities = models.JSONField(default=list, encoder=Readable)  # [text]
    tags = models.JSONField(default=list)  # codes of Agenda 2030 goals and perspectives
    decision = models.CharField(max_length=120, blank=True)  # case number of the decision it rests on
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["plan", "place", "number"]
        indexes = [models.Index(fields=["plan", "level"], name="goal_plan_level")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()


class GoalLink(models.Model):
    """The goal is there because of the one above: one main parent, and others that it also serves."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links_up")
    above = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links_down")
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "above"], name="goal_link_once"),
            models.UniqueConstraint(fields=["goal"], condition=Q(is_main=True), name="goal_link_one_main"),
            models.CheckConstraint(condition=~Q(goal=F("above")), name="goal_link_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.goal} → {self.above}"


class ExpectedResult(models.Model):
    """What the goal should lead to, in words with a level in them."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="expected")
    place = models.PositiveIntegerField(default=0)
    text = models.TextField()
    direction = models.CharField(max_length=10, blank=True)  # min or max
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["goal", "place"]

    def __str__(self) -> str:
        return self.text


class Activity(models.Model):
    """Who does what by when, because of one or more goals. It serves several without being copied."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Ej påbörjad"
        ONGOING = "ongoing", "Pågår"
        DONE = "done", "Klar"
        CANCELLED = "cancelled", "Avbruten"

    key = models.SlugField(max_length=60, unique=True)
    text = models.TextField()
    kind = models.CharField(max_length=20, default="activity")  # or assignment, given by the council
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    progress = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)  # why it is cancelled
    responsible = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    decision = models.CharField(max_length=120, blank=True)
    done_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["end", "id"]
        indexes = [models.Index(fields=["status", "end"], name="activity_status_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="activity_dates",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="activity_progress"),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | (~Q(reason="") & Q(cancelled_on__isnull=False)),
                name="activity_cancel_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def row(self) -> ActivityRow:
        """The activity as the rules see it."""
        return ActivityRow(
            key=self.key,
            text=self.text,
            start=self.start,
            end=self.end,
            progress=self.progress,
            is_begun=self.status == self.Status.ONGOING,
            finished_on=self.done_on,
            cancelled_on=self.cancelled_on,
            cancel_reason=self.reason,
        )


class ActivityUnit(models.Model):
    """A unit's part in the activity: it leads, or it takes part in a stated way."""

    class Part(models.TextChoices):
        LEAD = "lead", "Ansvarar"
        CONSULTED = "consulted", "I samråd med"
        TOGETHER = "together", "Tillsammans med"
        SUPPORT = "support", "Med stöd av"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activity_parts")
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.LEAD)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "unit"], name="activity_unit_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.activity}"


class ActivityReason(models.Model):
    """Why it is done: a goal it serves. Findings become reasons too, in their own package."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="reasons")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="activity_reasons")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "goal"], name="activity_reason_once")]

    def __str__(self) -> str:
        return f"{self.activity} för {self.goal}"
