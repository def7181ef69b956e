from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from signalpost.components.models import Component, Group
from signalpost.subscribers import entry


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> Self:
        return self.filter(verified_at__isnull=False)

    def waiting(self) -> Self:
        return self.filter(verified_at__isnull=True)

    def by_email(self, address: str) -> Subscriber | None:
        """Who has that address, in whatever case."""
        emails = self.filter(channel=Channel.EMAIL).alias(key=Lower("address"))
        return emails.filter(key=Lower(Value(address))).first()

    def known(self, keys: Collection[str]) -> set[str]:
        """Which of these e-mail addresses, as `entry.key` writes them, are here already.

        Compared here and not in SQL: databases take only so many values in one query.
        """
        emails = self.filter(channel=Channel.EMAIL).values_list("address", flat=True)
        return set(keys) & {entry.key(address) for address in emails.iterator()}


class Subscriber(models.Model):
    """An address on a channel. Nothing is sent to it before `verified_at`."""

    channel = models.CharField(max_length=20, choices=Channel.choices)
    address = models.CharField(max_length=500)
    #: What is added later is included; then there are no subscriptions.
    follows_everything = models.BooleanField()
    #: Opens what the address itself may do: confirm, choose, leave.
    verify_code = models.CharField(max_length=42, unique=True)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                condition=Q(channel=Channel.EMAIL),
                name="subscribers_one_email_in_any_case",
            ),
        ]

    def __str__(self) -> str:
        return self.address


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def standing(self) -> Self:
        """Without those to components that are deleted."""
        return self.filter(component__deleted_at__isnull=True)


class Subscription(models.Model):
    """One component, or a group with whatever is in it, that a subscriber has chosen."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    component = models.ForeignKey(Component, null=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(component__isnull=True) ^ Q(group__isnull=True),
                name="subscriptions_to_a_component_or_a_group",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "component"], name="subscriptions_once_to_a_component"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "group"], name="subscriptions_once_to_a_group"
            ),
        ]

    def __str__(self) -> str:
        chosen = f"component {self.component_id}" if self.component_id else f"group {self.group_id}"
        return f"{self.subscriber_id}: {chosen}"


class Upload(models.Model):
    """A file that somebody has chosen to import; each person has one at a time."""

    user_id = models.BigIntegerField(unique=True)
    #: Where its preview is; another one for each file.
    key = models.UUIDField(unique=True)
    #: Compressed.
    packed = models.BinaryField()
    vouched = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} of person {self.user_id}"
