from __future__ import annotations

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
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="events_by_subject"),
            models.Index(fields=["kind", "version"], name="events_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.kind}"
