"""Time comes in by the same door as people: what the runner does because a moment has come."""

from __future__ import annotations

from django.utils import timezone

from signalpost.incidents import clock as incidents
from signalpost.kernel.actor import SYSTEM
from signalpost.maintenance import clock as maintenance


def end_embargoes() -> int:
    """Announce the incidents whose moment has come; how many."""
    now = timezone.now()
    due = incidents.next_due()  # only read while there is nothing to do
    return incidents.publish_due(by=SYSTEM, now=now) if due and due <= now else 0


def move_windows() -> int:
    """Make, begin and complete windows; how many steps that took.

    In this order, so that one that was slept through takes all of its steps at once.
    """
    now = timezone.now()
    due = maintenance.next_due()
    if not due or due > now:
        return 0
    steps = (maintenance.top_up, maintenance.begin_due, maintenance.complete_due)
    return sum(step(by=SYSTEM, now=now) for step in steps)
