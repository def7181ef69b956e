"""/subscribers and /subscriptions: contract 3.11."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import isqrt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Array, CastBoolean, Email, Form
from signalpost.kernel.errors import NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.following import Followed, followed
from signalpost.subscribers.models import Channel, Subscriber, Subscription

CREATE = Form(
    Email(name="email", required=True),
    CastBoolean(name="verify", default=False, null=False, blank=False),
    Array(name="components"),
)
QUERY = lists.Query()


def find(call: Call, subscriber_id: int) -> Subscriber:
    return lists.one(_by_email(), subscriber_id)


def find_subscription(call: Call, subscription_id: int) -> Subscription:
    """As a row of its own even where the subscriber follows everything and there is none."""
    subscriber_id, component_id = unpaired(subscription_id)
    subscriber = find(call, subscriber_id)
    if component_id not in followed([subscriber])[subscriber.pk]:
        raise NotFound(f"No subscription with id {subscription_id}.")
    return Subscription(subscriber=subscriber, component_id=component_id)


def index(call: Call) -> HttpResponse:
    return lists.listing(call, _by_email(), present)


def create(call: Call) -> HttpResponse:
    values = call.read()
    components = _ids(values["components"]) if "components" in values else None
    subscriber = operations.subscribe(
        by=call.by, address=values["email"], components=components, vouched=values["verify"]
    )
    return answers.data(present(call, [subscriber])[0])


def delete(call: Call, subscriber: Subscriber) -> HttpResponse:
    operations.unsubscribe(subscriber.pk, by=call.by)
    return answers.nothing()


def delete_subscription(call: Call, subscription: Subscription) -> HttpResponse:
    subscriber_id, component_id = subscription.subscriber_id, subscription.component_id
    assert component_id is not None  # find_subscription makes no others
    operations.unfollow(subscriber_id, component_id, by=call.by)
    return answers.nothing()


def present(call: Call, subscribers: Sequence[Subscriber]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order."""
    following = followed(subscribers)
    return [_object(call, subscriber, following[subscriber.pk]) for subscriber in subscribers]


def paired(subscriber_id: int, component_id: int) -> int:
    """One number for the two, small where both are small (Cantor's).

    Subscriptions have no rows where everything is followed, and must have ids that stay.
    """
    total = subscriber_id + component_id
    return total * (total + 1) // 2 + component_id


def unpaired(number: int) -> tuple[int, int]:
    total = (isqrt(8 * number + 1) - 1) // 2
    component_id = number - total * (total + 1) // 2
    return total - component_id, component_id


def _by_email() -> QuerySet[Subscriber]:
    """Those that this door has words for."""
    return Subscriber.objects.filter(channel=Channel.EMAIL)


def _object(call: Call, subscriber: Subscriber, following: Followed) -> dict[str, Any]:
    item = call.dated(
        {
            "id": subscriber.pk,
            "email": subscriber.address,
            "verify_code": subscriber.verify_code,
            "phone_number": None,
            "slack_webhook_url": None,
            "verified_at": subscriber.verified_at,
            "global": subscriber.follows_everything,
            "created_at": subscriber.created_at,
            "updated_at": subscriber.updated_at,
            "subscriptions": [
                _subscription(call, subscriber, component_id, since)
                for component_id, since in following.items()
            ],
        }
    )
    return item | {"verified_at": words.spelt_moment(subscriber.verified_at, call.zone)}


def _subscription(
    call: Call, subscriber: Subscriber, component_id: int, since: datetime
) -> dict[str, Any]:
    """Rows inside are not shown in the zone of the request (contract 1.7)."""
    return call.dated(
        {
            "id": paired(subscriber.pk, component_id),
            "subscriber_id": subscriber.pk,
            "component_id": component_id,
            "created_at": since,
            "updated_at": since,
        },
        UTC,
    )


def _ids(given: list[Any] | dict[str, Any]) -> set[int]:
    """What is no id is the id of nothing, and such are skipped."""
    values: Iterable[Any] = given.values() if isinstance(given, dict) else given
    texts = {str(value).strip() for value in values if isinstance(value, int | str)}
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 18}
