"""People whom the organisation's own sign-in sends: who they are here, and in which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from django.db import transaction

from signalpost.accounts import operations
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Forbidden

#: In a list of groups: everybody whom the provider lets in.
EVERYBODY = "*"


def role_of(groups: Iterable[str], granted: Mapping[Role, frozenset[str]]) -> Role | None:
    """The highest role that one of the groups is granted; None when there is none."""
    held = {*groups, EVERYBODY}
    ranks = (Role.ADMIN, Role.MEMBER, Role.VIEWER)
    return next((role for role in ranks if held & granted.get(role, frozenset())), None)


@transaction.atomic
def welcome(
    known: User | None,
    *,
    by: Actor,
    email: str,
    is_email_verified: bool,
    name: str,
    role: Role | None,
) -> User:
    """The account of whoever the provider sends; made for them when their `role` grants one.

    `known` is the account that was connected before. Where the provider says nothing of roles,
    `role` is None, and people keep the one they have.
    """
    user = known or _by_address(email, is_verified=is_email_verified)
    if user is None:
        if role is None:
            raise Forbidden("There is no account for you here. Ask an admin for an invitation.")
        return operations.create_user(
            by=by, email=email, password=None, name=name, role=role, through="provider"
        )
    if role is not None and user.role != role:
        with suppress(Conflict):  # the last admin stays one
            return operations.change_role(user.pk, role, by=by)
    return user


def _by_address(email: str, *, is_verified: bool) -> User | None:
    user = User.objects.known_as(email) if email else None
    if user and not is_verified:
        raise Forbidden(
            f"There is an account for {email}, but your provider does not say that the address "
            "is yours. Sign in with your password instead."
        )
    return user
