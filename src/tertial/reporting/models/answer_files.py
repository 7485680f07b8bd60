"""Files with answers that came to a round, and where in them an answer was taken from."""

from django.db import models

from tertial.organisation.models import Unit
from tertial.reporting.models.answers import Answer
from tertial.reporting.models.rounds import Round


class AnswerFile(models.Model):
    """One document with a unit's answers. Nothing of it counts before somebody takes it in."""

    class State(models.TextChoices):
        WAITING = "waiting", "Läses"
        READY = "ready", "Att granska"
        FAILED = "failed", "Gick inte att läsa"
        TAKEN = "taken", "Intagen"
        WITHDRAWN = "withdrawn", "Ångrad"
        DISCARDED = "discarded", "Kastad"

    key = models.SlugField(max_length=40, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answer_files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    job = models.SlugField(max_length=40, blank=True)
    problem = models.TextField(blank=True)  # why it could not be read, and what to do
    read = models.JSONField(default=dict)  # what was read of it
    remarks = models.JSONField(default=list)
    said_unit = models.CharField(max_length=255, blank=True)  # as the document says it
    suggested = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_sure = models.BooleanField(default=False)  # of the suggestion
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # chosen
    sent_for = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose own people sent it; it can be taken in there only
    undo = models.JSONField(default=list)  # what stood in each answer before
    received_at = models.DateTimeField()
    received_by_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "sha256"],
                condition=~models.Q(state="discarded") & models.Q(sent_for=None),
                name="answer_file_once",
            ),
            models.UniqueConstraint(
                fields=["round", "sha256", "sent_for"],
                condition=~models.Q(state="discarded"),
                name="answer_file_once_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AnswerSource(models.Model):
    """Where an answer was taken from: the file, and the place in it."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="source")
    file = models.ForeignKey(AnswerFile, on_delete=models.PROTECT, related_name="sources")
    page = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.answer}: {self.file}"
