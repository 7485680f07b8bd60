"""Event: who did what to what, when. Written once and never changed."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    """The log can be read and added to, nothing else."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("Events are append-only: record a new one instead")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Events are append-only: they are never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("Events are append-only: record a new one instead")

    def bulk_create(self, objs: Iterable["Event"], *args: Any, **kwargs: Any) -> list["Event"]:
        rows = list(objs)
        if kwargs.get("update_conflicts") or any(row.pk is not None for row in rows):
            raise TypeError("Events are append-only: record a new one instead")
        return super().bulk_create(rows, *args, **kwargs)

    def about(self, kind: str, key: str) -> "EventQuerySet":
        return self.filter(subject_kind=kind, subject_key=key)


class Event(models.Model):
    """People, units and subjects are named by stable keys, so that the log outlives their rows.

    The names are kept as they were, so that it can be read without looking anything up.
    """

    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=80, db_index=True)
    actor_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=120)
    subject_name = models.CharField(max_length=300)
    unit_key = models.CharField(max_length=80, blank=True, db_index=True)
    particulars = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"  # so that no way round goes past the log's own rules
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_key", "-at"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M} {self.actor_name} {self.verb} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Events are append-only: record a new one instead")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Events are append-only: they are never deleted")
