"""What people are told: in the service at once, and in one letter a day to those who want letters."""

from django.db import models

from tertial.organisation.models import Person
from tertial.reporting.models.rounds import Report, Round


class Mail(models.Model):
    """A letter, kept whether it is sent or not: the outbox that tests and the demo show."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mails")
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["sent_at"], name="mail_sent")]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"


class Notification(models.Model):
    """One thing for one person. `kind` is a key of the profile's texts, `params` what is put into them."""

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    params = models.JSONField(default=dict)
    address = models.CharField(max_length=300, blank=True)  # where in the service it is about
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notifications"
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["to", "read_at"], name="notification_to_read")]

    def __str__(self) -> str:
        return f"{self.to}: {self.kind}"


class MailChoice(models.Model):
    """A person who wants no letters. Without a row one gets them."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_choice")
    wants = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.person}: {self.wants}"


class Reminder(models.Model):
    """Somebody was reminded: seen on the row of the overview."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    to_names = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.report} {self.at:%Y-%m-%d}"
