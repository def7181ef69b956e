"""The only sender: takes deliveries that are due, sends them, notes how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from signalpost.kernel.sealing import Unreadable
from signalpost.notifications import mail
from signalpost.notifications.models import MAIL, Delivery
from signalpost.site import operations as site

logger = logging.getLogger(__name__)

#: After so long a delivery that was taken and not noted counts as untouched: longer than all the
#: time-outs of one mail together, or another postman would send it as well.
LEASE = timedelta(minutes=15)
#: How long to wait after each failure. After the last, what has no end of its own has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))

#: What this process is sending at this moment.
_in_hand: set[int] = set()


def send_due(limit: int = 20, *, is_wanted: Callable[[], bool] = lambda: True) -> int:
    """Send up to `limit` mails that are due; how many were taken.

    Each is taken just before it is sent, so that none waits for its lease where this ends early:
    when it is no longer wanted, or when the server takes no mail at all.
    """
    server = mail.server()
    if server is None:
        return 0
    connection = mail.Connection(server, site.current())
    taken = 0
    try:
        while taken < limit and is_wanted() and (delivery := _take()):
            taken += 1
            _in_hand.add(delivery.pk)
            try:
                _send(delivery, connection)
            finally:
                _in_hand.discard(delivery.pk)
    except mail.Unreachable as failure:
        logger.warning("No mail leaves: %s", failure.reason)
    finally:
        connection.close()
    return taken


def give_back() -> None:
    """For a process that ends in the middle of a mail: another may try at once.

    It may arrive twice, as it might after its lease: nobody knows how far the server has got.
    """
    Delivery.objects.waiting().filter(pk__in=_in_hand).update(due_at=timezone.now())


def _take() -> Delivery | None:
    return next(iter(Delivery.objects.claim(MAIL, limit=1, lease=LEASE)), None)


def _send(delivery: Delivery, connection: mail.Connection) -> None:
    """How it went is noted; Unreachable is for the caller to know as well."""
    if not delivery.address:
        delivery.delete()
        return
    if delivery.is_over(at=timezone.now()):
        delivery.note_failure("Its link expired before it could be sent.", again_at=None)
        return
    try:
        connection.send(delivery, delivery.message())
    except Unreadable:
        delivery.note_failure("It was sealed with another key.", again_at=None)
    except mail.Unreachable as failure:
        delivery.note_failure(failure.reason, again_at=_again_at(delivery))
        raise
    except mail.SendFailed as failure:
        again_at = None if failure.permanent else _again_at(delivery)
        logger.warning("Mail %s did not leave: %s", delivery.pk, failure.reason)
        delivery.note_failure(failure.reason, again_at=again_at)
    else:
        delivery.note_sent()


def _again_at(delivery: Delivery) -> datetime | None:
    """What has an end of its own is tried until then; the rest as often as there are waits."""
    if delivery.attempts > len(WAITS) and delivery.expires_at is None:
        return None
    at = timezone.now() + WAITS[min(delivery.attempts, len(WAITS)) - 1]
    return None if delivery.is_over(at=at) else at
