"""The one table of who may what. What is not in it nobody may."""

from __future__ import annotations

from signalpost.accounts.roles import Role, Scope

_VIEWER = frozenset({"team.read"})
_MEMBER = _VIEWER | {
    "components.write",
    "incidents.write",
    "maintenance.write",
    "metrics.write",
    "points.write",
    "templates.write",
    "subscribers.read",
    "subscribers.write",
}
_ADMIN = _MEMBER | {"people.write", "tokens.others", "settings.write", "html.write", "audit.read"}

POWERS: dict[str, frozenset[str]] = {
    Role.VIEWER: _VIEWER,
    Role.MEMBER: _MEMBER,
    Role.ADMIN: _ADMIN,
}

#: The most a token of that scope may; None leaves it what its person may.
LIMITS: dict[str, frozenset[str] | None] = {
    Scope.WRITE: None,
    Scope.READ: frozenset({"team.read"}),
    Scope.METRICS: frozenset({"points.write"}),
}


def powers(role: str, scope: str = Scope.WRITE) -> frozenset[str]:
    """What a person of `role` may through a key of `scope`; a name not known here may nothing."""
    limit = LIMITS.get(scope, frozenset())
    held = POWERS.get(role, frozenset())
    return held if limit is None else held & limit
