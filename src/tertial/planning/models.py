"""What is read from documents and waits for a person, and where every adopted row stood."""

from django.db import models
from django.db.models import Q

from tertial.goals.models import Activity, ExpectedResult, Goal, Plan
from tertial.intake.models import Submission
from tertial.measures.models import Measure
from tertial.organisation.models import Unit


class Document(models.Model):
    """A file as it came, kept under its checksum; the same file twice is one document."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)  # pdf, docx or txt, by its content
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """A line of the document as it is printed: what a row points at for ever."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="passages")
    line = models.PositiveIntegerField()  # in reading order; for a text file its own line number
    page = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["document", "line"]
        constraints = [models.UniqueConstraint(fields=["document", "line"], name="passage_line_once")]

    def __str__(self) -> str:
        return self.text


class Reading(models.Model):
    """A document on its way to become a unit's plan: read by the worker, reviewed and adopted by people."""

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar på att läsas"
        READY = "ready", "Granskas"
        FAILED = "failed", "Gick inte att läsa"
        ADOPTED = "adopted", "Införd"
        DISCARDED = "discarded", "Undanlagd"

    key = models.SlugField(max_length=40, unique=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="readings")
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # none: as the document says
    kind = models.CharField(max_length=40, default="operational")
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    problem = models.TextField(blank=True)  # why it could not be read
    frame = models.JSONField(default=dict)  # the draft without its rows: heads, running text, reading remarks
    job = models.CharField(max_length=40, blank=True)  # the key of the background job that reads it
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="readings")
    delivery = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    undo = models.JSONField(default=dict)  # what adopting made, by table
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)
    begun_by_name = models.CharField(max_length=200)
    adopted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(state="adopted"), name="reading_one_of_plan")
        ]

    def __str__(self) -> str:
        return f"{self.document.name} ({self.unit})"


class Proposal(models.Model):
    """A row of the document, proposed; somebody accepts, changes or rejects it. Adopted, it is the row's evidence."""

    class Choice(models.TextChoices):
        OPEN = "open", "Inte bedömd"
        ACCEPTED = "accepted", "Godkänd"
        REJECTED = "rejected", "Bortvald"

    class Match(models.TextChoices):
        SAME = "same", "Oförändrad"
        CHANGED = "changed", "Ändrad"
        NEW = "new", "Ny"

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="proposals")
    place = models.PositiveIntegerField()  # order in the document, with room between for what is split
    kind = models.CharField(max_length=12)
    under = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="rows")
    read = models.JSONField()  # the row as it was read
    content = models.JSONField()  # the row as it stands now
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.OPEN)
    certainty = models.PositiveSmallIntegerField(default=100)
    why = models.JSONField(default=list)  # codes of what makes it uncertain
    is_citys = models.BooleanField(
        default=False
    )  # printed from the council's budget: attached, never created
    match = models.CharField(max_length=10, choices=Match.choices, default=Match.NEW)
    matched = models.CharField(max_length=80, blank=True)  # key of what it is or continues
    matched_text = models.TextField(blank=True)  # how that read, for showing what has changed
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    version = models.PositiveIntegerField(default=1)
    chosen_by_name = models.CharField(max_length=200, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    expected = models.ForeignKey(
        ExpectedResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        ordering = ["reading", "place", "id"]
        indexes = [models.Index(fields=["reading", "choice", "certainty"], name="proposal_uncertain")]

    def __str__(self) -> str:
        return str(self.content.get("text") or self.content.get("name") or self.content.get("title") or "")

    @property
    def is_suggested(self) -> bool:
        """It is like something that is there, and nobody has said yet whether it is the same."""
        return self.match == self.Match.CHANGED and not self.matched and self.choice == self.Choice.OPEN

    @property
    def is_changed(self) -> bool:
        """The same as before in other words, or so it seems; accepted without being said to be the same it is new."""
        return self.match == self.Match.CHANGED and (bool(self.matched) or self.is_suggested)


class DecisionPoint(models.Model):
    """One of the things that are decided when the plan is adopted."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decision_points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    amount_mnkr = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    appendices = models.JSONField(default=list)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "number", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Appendix(models.Model):
    """A document that belongs to the plan, by the number and title that the plan gives it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="appendices")
    number = models.CharField(max_length=20)
    title = models.TextField()
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class PlanFront(models.Model):
    """Whose case the plan is and who signs it, where that is written in the service and not read from a document."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="front")
    case_number = models.CharField(max_length=80, blank=True)
    officer = models.CharField(max_length=200, blank=True)
    signers = models.JSONField(default=list)  # role and name, in the order they sign
    version = models.PositiveIntegerField(default=0)  # how many times it has been written

    def __str__(self) -> str:
        return f"{self.plan}: {self.case_number}"


class PlanTable(models.Model):
    """A table of money as it is printed in the plan; economy makes measures of it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tables")
    place = models.PositiveSmallIntegerField()
    title = models.TextField(blank=True)
    table = models.JSONField()  # columns and rows as read
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "place"]

    def __str__(self) -> str:
        return self.title


class Dismissal(models.Model):
    """Somebody has looked at a remark and said why it is no matter. It holds until the words it is about change."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dismissals")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    dismissed_at = models.DateTimeField()
    dismissed_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "fingerprint"], name="dismissal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="dismissal_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
