from __future__ import annotations

from collections.abc import Collection

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now


class Ledger(models.Model):
    """One row: the version of the newest event, and of the newest that visitors can see.

    Its row lock makes versions follow the order of commits, which automatic ids do not.
    """

    version = models.BigIntegerField(default=0)
    page_version = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="ledger_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class Event(models.Model):
    """What happened, by whom, with the facts that later readers need when the row is gone."""

    version = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=300)
    actor_user_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=45, blank=True, default="", db_default="")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="events_by_subject"),
            models.Index(fields=["kind", "version"], name="events_by_kind"),
            models.Index(fields=["-at", "-id"], name="events_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.kind}"

    def is_about(self, fields: Collection[str]) -> bool:
        """Whether it tells of one of them, as changed or by itself."""
        named = self.facts.keys() | self.facts.get("changed", {}).keys()
        return not named.isdisjoint(fields)


class AuditEntry(models.Model):
    """What people want to look up later although nothing changed: sign-ins, failures, new places.

    Outside the ledger, so that nobody can hold up or flush anything by failing to sign in.
    """

    kind = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=300)
    actor_user_id = models.BigIntegerField(null=True)
    address = models.GenericIPAddressField(null=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)
    fold = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["actor_user_id", "last_at"], name="audit_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.actor_name}"
