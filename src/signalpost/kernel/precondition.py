"""What must still hold when a change has taken its row: for callers who read before they wrote."""

from __future__ import annotations

from collections.abc import Callable

#: Called once the row is taken, in the transaction of the change; raises to call it off.
Precondition = Callable[[], None]


def always() -> None:
    """Nothing is asked."""
