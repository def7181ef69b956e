from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from signalpost.components.models import Component, Group


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")


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


class Subscription(models.Model):
    """One component, or a group with whatever is in it, that a subscriber has chosen."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    component = models.ForeignKey(Component, null=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

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
