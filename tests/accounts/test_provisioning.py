from __future__ import annotations

import pytest

from signalpost.accounts.provisioning import role_of
from signalpost.accounts.roles import Role

GRANTED = {
    Role.ADMIN: frozenset({"ops"}),
    Role.MEMBER: frozenset({"dev", "support"}),
    Role.VIEWER: frozenset(),
}


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["ops"], Role.ADMIN),
        (["support"], Role.MEMBER),
        (["dev", "ops"], Role.ADMIN),
        (["sales"], None),
        (["Ops"], None),
        ([], None),
    ],
)
def test_the_highest_role_of_the_groups_counts(groups: list[str], role: Role | None) -> None:
    assert role_of(groups, GRANTED) == role


@pytest.mark.parametrize(("groups", "role"), [([], Role.VIEWER), (["ops"], Role.ADMIN)])
def test_a_star_is_everybody(groups: list[str], role: Role) -> None:
    assert role_of(groups, GRANTED | {Role.VIEWER: frozenset({"*"})}) == role
