"""What only a themed follow-up has: who is asked in each board, and questions given to single colleagues."""

from django.db import models

from tertial.organisation.models import Person, Unit
from tertial.reporting.models.rounds import Report, Round


class Contact(models.Model):
    """Whom the city office turns to in a board. Without a row, those who report for it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="contacts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_in")

    class Meta:
        ordering = ["round", "unit__name"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="contact_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.person}"


class GivenQuestion(models.Model):
    """One question of a report that a colleague answers, also one without a role in the unit."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="given_questions")
    question = models.CharField(max_length=40)  # the question's key in the form
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="questions_given")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)  # said to be ready

    class Meta:
        ordering = ["report", "question"]
        constraints = [models.UniqueConstraint(fields=["report", "question"], name="question_given_once")]

    def __str__(self) -> str:
        return f"{self.report}, {self.question}: {self.person}"
