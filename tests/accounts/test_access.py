from __future__ import annotations

import pytest

from signalpost.accounts import access
from signalpost.accounts.roles import Role, Scope

WRITES = {
    "components.write", "incidents.write", "maintenance.write", "metrics.write",
    "points.write", "templates.write", "subscribers.write",
}  # fmt: skip
ADMINS_ALONE = {"people.write", "tokens.others", "settings.write", "html.write", "audit.read"}


def test_a_viewer_looks() -> None:
    assert access.powers(Role.VIEWER) == {"team.read"}


def test_a_member_writes_what_the_page_tells() -> None:
    powers = access.powers(Role.MEMBER)

    assert powers >= WRITES | {"team.read", "subscribers.read"}
    assert not powers & ADMINS_ALONE


def test_an_admin_does_everything() -> None:
    assert access.powers(Role.ADMIN) >= access.powers(Role.MEMBER) | ADMINS_ALONE


@pytest.mark.parametrize("role", list(Role))
def test_a_writing_key_does_what_its_person_does(role: Role) -> None:
    assert access.powers(role, Scope.WRITE) == access.powers(role)


@pytest.mark.parametrize("role", list(Role))
def test_a_reading_key_looks(role: Role) -> None:
    assert access.powers(role, Scope.READ) == {"team.read"}


@pytest.mark.parametrize(
    ("role", "powers"),
    [
        (Role.ADMIN, {"points.write"}),
        (Role.MEMBER, {"points.write"}),
        (Role.VIEWER, set()),
    ],
)
def test_a_key_for_metrics_writes_points_where_its_person_may(role: Role, powers: set[str]) -> None:
    assert access.powers(role, Scope.METRICS) == powers


@pytest.mark.parametrize(("role", "scope"), [("owner", "write"), ("admin", "all"), ("", "")])
def test_what_nobody_knows_may_nothing(role: str, scope: str) -> None:
    assert not access.powers(role, scope)
