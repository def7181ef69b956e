"""Who acts, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or looks. `powers` come from accounts.access; without any, this is a guest.

    `kind` is one of guest, user, token, cli, check or system. `user_id` is the person behind a
    token, too. `address` is where they spoke from, "" for what comes from within; two are the same
    actor wherever they are.
    """

    kind: str
    name: str
    user_id: int | None = None
    powers: frozenset[str] = field(default=frozenset(), repr=False)
    address: str = field(default="", compare=False)

    def may(self, power: str) -> bool:
        return power in self.powers

    @property
    def is_team(self) -> bool:
        """Sees what is kept from the public: people and keys with any power to look."""
        return self.may("team.read")


#: The same thing, named for the reading side.
Viewer = Actor

GUEST = Actor("guest", "guest")

#: Time itself: what the runner does because a moment has come.
SYSTEM = Actor("system", "clock")
