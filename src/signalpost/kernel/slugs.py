"""What names are called in addresses, each unlike all others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, count

#: To be left at the end of a slug for a number.
ROOM = 10


def free(slug: str, *, taken: Collection[str]) -> Iterator[str]:
    """`slug`, then `slug-2`, `slug-3` and so on: those that are not taken."""
    wishes = chain([slug], (f"{slug}-{number}" for number in count(2)))
    return (wish for wish in wishes if wish not in taken)
