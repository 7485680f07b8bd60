"""Rounds, the forms they ask with, and each unit's report with its parts and states."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tertial.foundation.period import Period
from tertial.goals.models import Goal
from tertial.organisation.models import Person, Unit
from tertial.reporting.rules.form_json import from_json
from tertial.reporting.rules.forms import KIND_OF_FORM_WORDS, Form, FormKind
from tertial.reporting.rules.states import STATE_WORDS, State, is_late

MOST_READ = 200
_READ: dict[tuple[int, datetime], Form] = {}
STATES = [(state.value, STATE_WORDS[state]) for state in State]


class FormVersion(models.Model):
    """A form as it was worded once. A change is a new version, so an answer keeps the question it answered."""

    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(k.value, KIND_OF_FORM_WORDS[k]) for k in FormKind])
    document = models.JSONField()  # tertial.form-definition/1
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    is_draft = models.BooleanField(default=False)  # an editable copy that no round has asked with

    class Meta:
        ordering = ["key", "number"]
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="form_version_number")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def form(self) -> Form:
        """Read once in a process: a version never changes. (Its time is part of what it is known by.)"""
        known = (self.pk, self.made_at)
        if known not in _READ:
            if len(_READ) >= MOST_READ:
                _READ.clear()
            _READ[known] = from_json(self.document)
        return _READ[known]


class Round(models.Model):
    """When units are asked what: a period, a form, who is in it, and the last day of each level."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planerad"
        OPENING = "opening", "Öppnas"
        OPEN = "open", "Öppen"
        CLOSED = "closed", "Avslutad"

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(k.value, KIND_OF_FORM_WORDS[k]) for k in FormKind])
    period = models.CharField(max_length=10)
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="rounds")
    units = models.ManyToManyField(Unit, related_name="rounds", blank=True)  # who is asked
    opens_on = models.DateField()
    last_days = models.JSONField(default=dict)  # kind of unit → the level's last day, as ISO
    # days; none: nobody is, by itself
    remind_before = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-opens_on", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> Period:
        return Period.parse(self.period)

    @property
    def name(self) -> str:
        """For events."""
        return self.title

    def last_day(self, kind: str) -> date | None:
        """Of the level; a kind of unit that is not named has the latest of them."""
        said = self.last_days.get(kind) or max(self.last_days.values(), default=None)
        return date.fromisoformat(said) if said else None


class Report(models.Model):
    """What one unit answers in a round. `above` is the report that starts from this one."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=STATES, default=State.NOT_STARTED)
    last_day = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # the first time, for saying on time or late
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)  # counted up by every step, for a second approver

    class Meta:
        ordering = ["round", "unit__name"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="report_once")]
        indexes = [models.Index(fields=["round", "state"], name="report_round_state")]

    def __str__(self) -> str:
        return f"{self.round}, {self.unit}"

    def is_late(self, today: date) -> bool:
        came = timezone.localdate(self.submitted_at) if self.submitted_at else None
        return is_late(State(self.state), self.last_day, came, today)

    @property
    def key(self) -> str:
        """For events and file names."""
        return f"{self.round.key}--{self.unit.key}"

    @property
    def name(self) -> str:
        return str(self)


class Part(models.Model):
    """A section of the form in a unit's report, for one of its goals where the form says so."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=40)  # the section's key in the form
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    number = models.CharField(max_length=20, blank=True)
    title = models.TextField()
    state = models.CharField(max_length=20, choices=STATES, default=State.NOT_STARTED)
    is_done = models.BooleanField(default=False)  # marked by who writes, before it is handed in
    given_to = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="parts_given"
    )
    moved_at = models.DateTimeField(null=True, blank=True)  # who made the latest step, for the lock's words
    moved_by = models.CharField(max_length=80, blank=True)
    moved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["report", "place"]
        constraints = [models.UniqueConstraint(fields=["report", "place"], name="part_place")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Note(models.Model):
    """What somebody who reads says to who writes, at its place. `answer`: the exact field, where there is one."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="notes")
    answer = models.ForeignKey(
        "reporting.Answer", on_delete=models.CASCADE, null=True, blank=True, related_name="notes"
    )
    text = models.TextField()
    is_return = models.BooleanField(default=False)  # the reason why the part came back
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class Signature(models.Model):
    """Exactly what was signed, as text with its sum. A correction is the next number; this one stays."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    document = models.TextField()  # tertial.report/1, canonical: the sum is of these very characters
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80)
    signed_by_name = models.CharField(max_length=200)
    decision = models.CharField(max_length=120, blank=True)  # the board's paragraph or case number
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by_name = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)  # unlocked before it was frozen
    reason = models.TextField(blank=True)  # why it was unlocked, or why it corrects the one before

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="signature_number"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | Q(undone_at__isnull=True), name="signature_frozen_stays"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, underskrift {self.number}"


class Exemption(models.Model):
    """The unit takes no part in the round, or in one section of it, and why."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="exemptions")
    section = models.CharField(max_length=40, blank=True)  # empty: the whole report
    reason = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="exemption_once")]

    def __str__(self) -> str:
        return f"{self.report}: {self.reason}"
