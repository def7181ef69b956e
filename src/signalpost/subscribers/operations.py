"""How people come to follow the page, and leave it."""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from signalpost.components.models import Group
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import NotFound
from signalpost.kernel.precondition import Precondition, always
from signalpost.site import operations as site
from signalpost.subscribers import admission
from signalpost.subscribers.choice import Choice, standing
from signalpost.subscribers.entry import Entry
from signalpost.subscribers.following import followed
from signalpost.subscribers.models import Channel, Subscriber, Subscription

_CODE_LENGTH = 42
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """How many addresses were added, and how many were there already."""

    new: int
    known: int


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
    everything = components is None and groups is None
    entry = Entry(address, everything=everything, vouched=vouched)
    admission.admit(site.current(), by=by)  # first: a refusal does not tell who is known
    if known := Subscriber.objects.by_email(entry.address):
        return known
    can = standing(with_groups=bool(groups))
    subscriber = _new(entry)
    try:
        with transaction.atomic():
            subscriber.save()
    except IntegrityError:
        if known := Subscriber.objects.by_email(entry.address):  # somebody else was first
            return known
        raise
    chosen = can.chosen(subscriber.pk, components or (), groups or ())
    Subscription.objects.bulk_create(chosen)
    log.record(
        "subscriber.subscribed",
        subscriber,
        by=by,
        **_facts(subscriber),
        everything=everything,
        chosen=len(chosen),
        vouched=vouched,
    )
    return subscriber


@transaction.atomic
def import_many(*, by: Actor, entries: Iterable[Entry]) -> Imported:
    """Add those whose address is not known yet, all or none; one event tells of all of them.

    As with `subscribe`, known ones stay as they are, and what does not stand is left out.
    """
    admission.admit(site.current(), by=by)
    wanted = {entry.key: entry for entry in entries}
    known = Subscriber.objects.known(wanted.keys())
    # In one order, so that no two imports wait for each other.
    fresh = [wanted[key] for key in sorted(wanted.keys() - known)]
    can = standing(with_groups=any(entry.groups for entry in fresh))
    added = _added(fresh)
    Subscription.objects.bulk_create(
        (row for pk, entry in added for row in can.chosen(pk, entry.components, entry.groups)),
        batch_size=_BATCH,
    )
    imported = Imported(new=len(added), known=len(wanted) - len(added))
    if added:
        vouched = sum(entry.vouched for _, entry in added)
        counts = {"new": imported.new, "known": imported.known, "vouched": vouched}
        log.record("subscribers.imported", site.current(), by=by, **counts)
    return imported


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
def choose(
    subscriber_id: int,
    *,
    by: Actor,
    components: Collection[int],
    groups: Collection[int],
    everything: bool,
    only_if: Precondition = always,
) -> Subscriber:
    """Let the address follow these, or everything, in place of what it followed before."""
    chosen = Choice.of(everything=everything, components=components, groups=groups)
    can = standing(with_groups=bool(chosen.groups))
    can.check(chosen)
    subscriber = _lock(subscriber_id)
    only_if()
    changed = chosen.changes(Choice.made_by(subscriber))
    if not changed:
        return subscriber
    subscriber.follows_everything = everything
    subscriber.save(update_fields=["follows_everything", "updated_at"])
    stays = Q(component__in=chosen.components) | Q(group__in=chosen.groups)
    subscriber.subscriptions.exclude(stays).delete()
    Subscription.objects.bulk_create(
        can.chosen(subscriber.pk, chosen.components, chosen.groups), ignore_conflicts=True
    )
    log.record("subscriber.chose", subscriber, by=by, **_facts(subscriber), changed=changed)
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
    Subscriber.objects.filter(pk=subscriber_id).delete()  # `subscriber` keeps its id
    log.record("subscriber.unsubscribed", subscriber, by=by, **_facts(subscriber))


def _new(entry: Entry) -> Subscriber:
    return Subscriber(
        channel=Channel.EMAIL,
        address=entry.address,
        follows_everything=entry.everything,
        verify_code=_code(),
        verified_at=timezone.now() if entry.vouched else None,
    )


def _code() -> str:
    """Letters and digits, all of them equally likely; quick, since an import needs thousands."""
    letters = b""
    while len(letters) < _CODE_LENGTH:
        letters = b64encode(secrets.token_bytes(48)).translate(None, b"+/")
    return letters[:_CODE_LENGTH].decode("ascii")


def _added(entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Make a row of each, and say which id it got; not of one that somebody else just added."""
    last = Subscriber.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = [_new(entry) for entry in entries]
    Subscriber.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    ids = dict(Subscriber.objects.filter(pk__gt=last).values_list("verify_code", "pk"))
    made = ((ids.get(row.verify_code), entry) for row, entry in zip(rows, entries, strict=True))
    return [(pk, entry) for pk, entry in made if pk]


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
