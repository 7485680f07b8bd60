"""Submission: one delivery. Everything that comes in belongs to exactly one, which gives its source and its undo."""

from django.db import models


class Submission(models.Model):
    """A file, a person's report or another system's answer: first a draft, then received, perhaps withdrawn."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        RECEIVED = "received", "Inläst"
        WITHDRAWN = "withdrawn", "Ångrad"
        DISCARDED = "discarded", "Kastad"

    key = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)  # the importer's code
    name = models.CharField(max_length=255)  # the file's name as it came
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    delivered_by = models.CharField(max_length=80)
    delivered_by_name = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)  # new, changed, unchanged, refused
    changes = models.JSONField(default=list)  # what accepting it will do, row by row
    fingerprint = models.CharField(
        max_length=64, blank=True
    )  # of all the changes, for seeing that they still hold
    remarks = models.JSONField(default=list)  # what could not be used, and where
    undo = models.JSONField(default=list)  # how to take it back, written when it is accepted

    class Meta:
        ordering = ["-delivered_at", "-id"]

    def __str__(self) -> str:
        return self.name
