from __future__ import annotations

from django.db import models

from signalpost.accounts.models import User


class KeptAnswer(models.Model):
    """What a person's Idempotency-Key was answered the first time."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    #: A digest of what was asked, by which another request with the same key is told apart.
    asked = models.CharField(max_length=64)
    body = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="kept_answers_one_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.user_id}"
