"""How people come to follow the page, and leave it."""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone

from signalpost.components.models import Component, Group
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.text import EMAIL, checked, is_email
from signalpost.subscribers.following import followed
from signalpost.subscribers.models import Channel, Subscriber, Subscription

_LETTERS = string.ascii_letters + string.digits
_CODE_LENGTH = 42


@transaction.atomic
def subscribe(
    *,
    by: Actor,
    address: str,
    components: Collection[int] | None = None,
    groups: Collection[int] | None = None,
    vouched: bool = False,
) -> Subscriber:
    """Let an e-mail address follow these components and groups; everything, where none are given.

    An address that is known stays as it is, and what does not stand is left out. `vouched`:
    whoever asks says that the address wants this, so that it need not confirm.
    """
    address = _checked_email(address)
    if known := _known(address):
        return known
    everything = components is None and groups is None
    subscriptions = _chosen(components or (), groups or ())
    subscriber = Subscriber(
        channel=Channel.EMAIL,
        address=address,
        follows_everything=everything,
        verify_code="".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)),
        verified_at=timezone.now() if vouched else None,
    )
    try:
        with transaction.atomic():
            subscriber.save()
    except IntegrityError:
        if known := _known(address):  # somebody else was first
            return known
        raise
    for subscription in subscriptions:
        subscription.subscriber = subscriber
    Subscription.objects.bulk_create(subscriptions)
    log.record(
        "subscriber.subscribed",
        subscriber,
        by=by,
        **_facts(subscriber),
        everything=everything,
        chosen=len(subscriptions),
        vouched=vouched,
    )
    return subscriber


@transaction.atomic
def confirm(subscriber_id: int, *, by: Actor) -> Subscriber:
    """The address wants to be written to: it says so itself, or `by` vouches for it."""
    subscriber = _lock(subscriber_id)
    if subscriber.verified_at is None:
        subscriber.verified_at = timezone.now()
        subscriber.save(update_fields=["verified_at", "updated_at"])
        log.record("subscriber.confirmed", subscriber, by=by, **_facts(subscriber))
    return subscriber


@transaction.atomic
def unfollow(subscriber_id: int, component_id: int, *, by: Actor) -> Subscriber:
    """Let the address follow what it does, but for this component.

    Who followed it as a part of everything, or of a group, has chosen the others from then on.
    """
    subscriber = _lock(subscriber_id)
    others = followed([subscriber])[subscriber.pk]
    if others.pop(component_id, None) is None:
        raise NotFound(f"Subscriber {subscriber_id} does not follow component {component_id}.")
    groups = Group.objects.filter(components=component_id)
    subscriber.subscriptions.filter(Q(component=component_id) | Q(group__in=groups)).delete()
    subscriber.follows_everything = False
    subscriber.save(update_fields=["follows_everything", "updated_at"])
    left = followed([subscriber])[subscriber.pk]
    Subscription.objects.bulk_create(
        Subscription(subscriber=subscriber, component_id=other, created_at=since)
        for other, since in others.items()
        if other not in left
    )
    facts = _facts(subscriber)
    log.record("subscriber.unfollowed", subscriber, by=by, **facts, component_id=component_id)
    return subscriber


@transaction.atomic
def unsubscribe(subscriber_id: int, *, by: Actor) -> None:
    """Forget the address and what it follows."""
    subscriber = _lock(subscriber_id)
    log.record("subscriber.unsubscribed", subscriber, by=by, **_facts(subscriber))
    subscriber.delete()


def _checked_email(address: str) -> str:
    address = checked(address.strip(), field="email", limit=EMAIL, required=True)
    if not is_email(address):
        raise Invalid(f"“{address}” is not an e-mail address.", field="email")
    return address


def _known(address: str) -> Subscriber | None:
    emails = Subscriber.objects.filter(channel=Channel.EMAIL).alias(key=Lower("address"))
    return emails.filter(key=Lower(Value(address))).first()


def _chosen(components: Collection[int], groups: Collection[int]) -> list[Subscription]:
    """Compared here and not in SQL: databases take only so many values in one query."""
    wanted = set(components)
    standing = Component.objects.standing().order_by("pk").values_list("pk", flat=True)
    # Groups are taken, so that they cannot be deleted between this look and the commit.
    taken = Group.objects.order_by("pk").select_for_update(no_key=True) if groups else ()
    return [
        *(Subscription(component_id=pk) for pk in standing if pk in wanted),
        *(Subscription(group=group) for group in taken if group.pk in groups),
    ]


def _lock(subscriber_id: int) -> Subscriber:
    rows = Subscriber.objects.select_for_update(no_key=True)
    subscriber = rows.filter(pk=subscriber_id).first()
    if subscriber is None:
        raise NotFound(f"No subscriber with id {subscriber_id}.")
    return subscriber


def _facts(subscriber: Subscriber) -> dict[str, Any]:
    """The book is kept for good, so it does not hold the addresses of those who have left."""
    name, at, domain = subscriber.address.rpartition("@")
    return {"channel": subscriber.channel, "hint": f"{name[:1]}…{at}{domain}"}
