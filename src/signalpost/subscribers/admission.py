"""Whether somebody new may come in: the one place that keeps what the settings say of it."""

from __future__ import annotations

from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Conflict, Forbidden
from signalpost.site.models import Site, Subscribing


def is_open(here: Site) -> bool:
    """Whether a visitor can subscribe, so that the page offers it."""
    return here.subscribing == Subscribing.ANYBODY


def admit(here: Site, *, by: Actor) -> None:
    """Refused where nobody may subscribe, or where `by` is a guest and the team adds people."""
    if here.subscribing == Subscribing.NOBODY:
        raise Conflict("Nobody can subscribe: the settings say so.")
    if by.kind == GUEST.kind and not is_open(here):
        raise Forbidden("Only the team adds subscribers here.")
