"""What has been published: one document in numbered editions, each frozen with its files; nothing is ever deleted."""

from django.db import models
from django.db.models import Q

from tertial.organisation.models import Unit


class Publication(models.Model):
    """A document that a unit gives out: the plan of a year, the goal chain, a collection of indicators.

    Two things decide who sees it: whether everybody may read it, and whether it is launched.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "Plan"
        CHAIN = "chain", "Målkedja"
        MEASURES = "measures", "Indikatorer"
        REPORT = "report", "Rapport"
        THEME = "theme", "Temauppföljning"

    key = models.SlugField(max_length=140, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="publications")
    subject = models.CharField(max_length=140, blank=True)  # the key of what it is made from
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    is_open = models.BooleanField(default=False)  # everybody may read it, without signing in
    launched_on = models.DateField(
        null=True, blank=True
    )  # from this day; until then only those who may draft
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit", "subject", "year"], name="publication_once")
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """The document as it was at one moment: its data, and the files made of it, by their checksums."""

    class State(models.TextChoices):
        WAITING = "waiting", "Framställs"
        READY = "ready", "Publicerad"
        FAILED = "failed", "Misslyckades"
        WITHDRAWN = "withdrawn", "Tillbakadragen"

    key = models.SlugField(max_length=40, unique=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # given when its files are made
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    data = models.JSONField()  # with its schema: tertial.plan/1, tertial.chain/1 …
    sha256 = models.CharField(max_length=64)  # of the data
    links = models.JSONField(default=dict)  # where each thing is explained: kind:name → path
    note = models.TextField(blank=True)  # what is new, in the publisher's words
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    published_by_name = models.CharField(max_length=200)
    problem = models.CharField(max_length=400, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    job = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["publication", "-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(withdrawn_reason="") & Q(withdrawn_at__isnull=False)),
                name="edition_withdrawn_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}, version {self.number or '–'}"


class EditionFile(models.Model):
    """One file of an edition; its bytes lie under their checksum in the data folder."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10)  # pdf, docx, html, md, txt, json
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["edition", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="edition_file_once")]

    def __str__(self) -> str:
        return f"{self.edition} {self.kind}"


class WordTemplate(models.Model):
    """The city's own Word template; the newest is the one that documents get."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name
