"""Units as a dated tree, people, and the roles they hold. Nothing here is ever deleted: it ends."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from tertial.organisation.roles import ROLES


def valid_on(day: date) -> Q:
    """Rows that hold on this day: both ends are included, an open end never closes."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def dates_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=f"{name}_dates"
    )


class Unit(models.Model):
    """Council, board, company, administration, department, unit: kinds come from the city's profile."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    group = models.CharField(max_length=40, blank=True)
    description = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # for telling that somebody else was first
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        constraints = [dates_in_order("unit")]
        indexes = [models.Index(fields=["kind"], name="unit_kind")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """The unit stands under the parent from one day to another. Reorganising never rewrites history."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements_below")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("placement"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="placement_not_under_itself"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="placement_one_open"
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_one_start"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.parent}"


class Succession(models.Model):
    """The new unit takes over from the old: several old are a merge, several new a split."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who works in or for the city, and who may sign in."""

    key = models.SlugField(max_length=80, unique=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class RoleHolding(models.Model):
    """A person holds a role on a unit, there and in the units below, from one day to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=40, choices=[(key, role.name) for key, role in ROLES.items()])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("role_holding"),
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="role_holding_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.unit}"


class Deputyship(models.Model):
    """The deputy acts in the holder's place, with the holder's roles, between two days."""

    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputy_for")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            dates_in_order("deputyship"),
            models.CheckConstraint(condition=~Q(holder=F("deputy")), name="deputyship_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} för {self.holder}"
