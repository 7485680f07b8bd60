"""Submission: one delivery. Everything that comes in belongs to exactly one, which gives its source and its undo.

Job: long work, done by the worker while people do other things.
"""

from django.db import models


class Submission(models.Model):
    """A file, a person's report or another system's answer: first a draft, then received, perhaps withdrawn."""

    class State(models.TextChoices):
        READING = "reading", "Granskas"
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
    names = models.JSONField(default=list)  # unknown names in the file, with what each may mean
    confirmed = models.JSONField(default=dict)  # column → name as written → the key a person chose
    job = models.SlugField(max_length=40, blank=True)  # the work that is done with it now

    class Meta:
        ordering = ["-delivered_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A piece of long work (foundation/work.py): who asked, how far it has come, how it went."""

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar"
        RUNNING = "running", "Pågår"
        DONE = "done", "Klart"
        FAILED = "failed", "Misslyckades"
        CANCELLED = "cancelled", "Avbrutet"

    key = models.SlugField(max_length=40, unique=True)
    work = models.CharField(max_length=60)
    name = models.CharField(max_length=255)  # what it is done to: a file's name, a round
    arguments = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=80, db_index=True)
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=8, default="sv")
    address = models.CharField(max_length=200, blank=True)  # where the result is seen
    is_heavy = models.BooleanField(default=False)  # taken by the worker for heavy work
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    holder = models.CharField(max_length=120, blank=True)  # the process that does it
    seen_at = models.DateTimeField()  # when its holder last said anything
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=400, blank=True)  # where it is, or why it failed
    answer = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "seen_at"])]

    def __str__(self) -> str:
        return f"{self.work} {self.name}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Turn(models.Model):
    """When repeated work was last done, so that only one of several workers does it."""

    code = models.CharField(max_length=60, unique=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} {self.last_at:%Y-%m-%d %H.%M}"
