"""The city office's own work on the answers of a themed round: passages taken along, headings, summaries."""

from django.db import models
from django.db.models import Q

from tertial.reporting.models.answers import Answer
from tertial.reporting.models.rounds import Round


class Consolidation(models.Model):
    """What the document of a round shall hold beside summaries and passages. Without a row: as it ordinarily is."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="consolidation")
    shows_silent = models.BooleanField(default=True)  # who has not answered, takes no part, wrote the same
    shows_answers = models.BooleanField(default=False)  # every answer as it was handed in, last

    def __str__(self) -> str:
        return f"Sammanställning av {self.round}"


class Heading(models.Model):
    """A heading of the consolidated report. It stands under a focus area: a section of the form."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="headings")
    section = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["section", "place", "id"]

    def __str__(self) -> str:
        return self.title


class Excerpt(models.Model):
    """A piece of an answer that is taken along, with its board and date. The words are the board's own, unchanged."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="excerpts")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="excerpts")
    section = models.CharField(max_length=40)  # the focus area it was written under
    heading = models.ForeignKey(
        Heading, on_delete=models.SET_NULL, null=True, blank=True, related_name="excerpts"
    )
    place = models.PositiveIntegerField()
    text = models.TextField()
    mark = models.CharField(max_length=64)  # the sum of the text: the same words are taken along once
    label = models.CharField(max_length=80, blank=True)  # of the dated update it stood in
    unit_name = models.CharField(max_length=200)  # as the board was called then
    said_on = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["section", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "mark"], condition=Q(gone_at__isnull=True), name="excerpt_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.text[:60]}"


class Summary(models.Model):
    """The city office's own words on a focus area; an empty section is the whole report's."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="summaries")
    section = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=80, blank=True)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["round", "section"]
        constraints = [models.UniqueConstraint(fields=["round", "section"], name="summary_once")]

    def __str__(self) -> str:
        return f"{self.round}, {self.section}"


class SummaryVersion(models.Model):
    """What a summary was before, or the other of two texts that were written at the same time."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    is_rival = models.BooleanField(default=False)  # waits for somebody to choose
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)
    saved_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "saved_by"], condition=Q(is_rival=True), name="summary_one_rival_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.summary}, {self.number}"
