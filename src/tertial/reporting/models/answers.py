"""Answers while they are written: mutable, versioned, each field on its own. Facts are born when they are approved."""

from django.db import models

from tertial.goals.models import Activity, Goal
from tertial.measures.models import Measure
from tertial.organisation.models import Person
from tertial.reporting.models.rounds import Part
from tertial.reporting.rules.forms import KIND_WORDS, QuestionKind


class Answer(models.Model):
    """One field of a part. `content` holds figures, light, choice or status; prose stands in `text`.

    content by kind: value {"value", "women", "men", "numerator", "denominator", "forecast"} as decimal text;
    judgement {"light"}; choice {"choice"}; items {"status", "progress"}; text {}.
    """

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=40)  # the question's key in the form
    kind = models.CharField(max_length=20, choices=[(k.value, KIND_WORDS[k]) for k in QuestionKind])
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    before = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="after"
    )  # the same question answered in the round before
    content = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    is_same = models.BooleanField(default=False)  # nothing new since the round before: a deliberate answer
    is_missing = models.BooleanField(default=False)  # there is no value; the comment says why
    is_fetched = models.BooleanField(default=False)  # filled in from what was already known
    confirmed = models.JSONField(default=list)  # codes of hints that somebody said are right
    form_version = models.PositiveSmallIntegerField(default=1)  # of the form, whose question it answers
    version = models.PositiveIntegerField(default=1)
    recent = models.JSONField(
        default=list
    )  # [request id, version] of the latest saves, so none happens twice
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=80, blank=True)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["part", "place"]
        constraints = [models.UniqueConstraint(fields=["part", "place"], name="answer_place")]

    def __str__(self) -> str:
        return f"{self.part}: {self.question}"

    @property
    def is_answered(self) -> bool:
        return bool(self.is_same or self.is_missing or self.text.strip() or any(self.content.values()))


class AnswerVersion(models.Model):
    """What an answer was before somebody else, or the same person later, wrote over it; or the other of two texts."""

    class Why(models.TextChoices):
        EARLIER = "earlier", "Tidigare"
        RIVAL = "rival", "Skriven samtidigt"

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # the answer's version that this was, or was written from
    why = models.CharField(max_length=10, choices=Why.choices, default=Why.EARLIER)
    content = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)
    saved_by_name = models.CharField(max_length=200)
    chosen_at = models.DateTimeField(null=True, blank=True)  # for two texts: when somebody chose

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "saved_by"],
                condition=models.Q(why="rival", chosen_at__isnull=True),
                name="answer_one_rival_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer}, {self.number}"


class Quote(models.Model):
    """A passage of a report below that stands in this answer, with its source."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="quotes")
    source = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="quoted_in")
    text = models.TextField()
    unit_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["answer", "id"]

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.text[:60]}"


class Attachment(models.Model):
    """A file that belongs to a part. It lies under its own sum, as all files do."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.name
