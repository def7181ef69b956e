from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection, models
from django.utils import timezone

from signalpost.events.models import Event
from signalpost.kernel.sealing import seal, unseal

#: The channel of e-mail.
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Message:
    """What one recipient reads."""

    subject: str
    text: str
    html: str = ""


class DeliveryClass(models.IntegerChoices):
    """The order in which deliveries leave when many are due."""

    TRANSACTIONAL = 0, "Transactional"
    NOTICE = 1, "Notice"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> DeliveryQuerySet:
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def claim(self, channel: str, *, limit: int, lease: timedelta) -> list[Delivery]:
        """Take due rows by moving due_at ahead; if the taker dies, they simply come due again."""
        now = timezone.now()
        with connection.cursor() as cursor:
            at, until = (connection.ops.adapt_datetimefield_value(t) for t in (now, now + lease))
            cursor.execute(_CLAIM.format(lock=_lock()), [channel, at, limit, until])
            taken = [row[0] for row in cursor.fetchall()]
        return list(self.filter(pk__in=taken).order_by("klass", "due_at", "pk"))


#: One statement, so that no two takers get the same row. What is due is looked up before anything
#: is changed: within the condition PostgreSQL may look it up for each row anew, beyond the limit.
_CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM notifications_delivery
        WHERE channel = %s AND due_at <= %s AND sent_at IS NULL AND failed_at IS NULL
        ORDER BY klass, due_at, id LIMIT %s {lock}
    )
    UPDATE notifications_delivery SET due_at = %s, attempts = attempts + 1
    WHERE id IN (SELECT id FROM due)
    RETURNING id
"""


def _lock() -> str:
    return "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""


class Delivery(models.Model):
    """One message to one address. The row is the queue, and its own memory of how it went."""

    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=500, blank=True)
    klass = models.PositiveSmallIntegerField(choices=DeliveryClass.choices)
    sealed = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    #: Then it is no longer worth reading, and not sent any more: a link in it has expired.
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "channel", "address"], name="deliveries_once_per_event"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "klass", "due_at"],
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
                name="deliveries_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.address}"

    def is_over(self, *, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at

    def put(self, message: Message) -> None:
        self.sealed = seal(json.dumps(asdict(message)))

    def message(self) -> Message:
        """What is to be sent; kernel.sealing.Unreadable when the key is gone."""
        return Message(**json.loads(unseal(self.sealed)))

    def note_sent(self) -> None:
        """It is out of our hands; what it said is forgotten."""
        self._end(sent_at=timezone.now(), error="")

    def note_failure(self, error: str, *, again_at: datetime | None) -> None:
        """Try again at that time, or never."""
        if again_at is None:
            self._end(failed_at=timezone.now(), error=error[:500])
        else:
            self._update(due_at=again_at, error=error[:500])

    def _end(self, **values: object) -> None:
        self._update(sealed="", **values)

    def _update(self, **values: object) -> None:
        Delivery.objects.filter(pk=self.pk).update(**values)
