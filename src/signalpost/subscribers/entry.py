"""An address that is to be added, with what it follows."""

from __future__ import annotations

from dataclasses import dataclass

from signalpost.kernel.text import checked_email


@dataclass(frozen=True, slots=True)
class Entry:
    """There is none for what is no e-mail address: making it raises Invalid.

    `vouched`: somebody says that the address wants this, so that it need not confirm.
    """

    address: str
    everything: bool = True
    components: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    vouched: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", checked_email(self.address))

    @property
    def key(self) -> str:
        return key(self.address)


def key(address: str) -> str:
    """The same for an address in whatever case."""
    return address.lower()
