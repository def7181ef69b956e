"""Places kept for people who are not there yet, and the signed links by which they come in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from signalpost.accounts import operations
from signalpost.accounts.models import Invitation, User
from signalpost.accounts.roles import Role
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.kernel.text import checked_email

LASTS = timedelta(days=7)

_SALT = "signalpost.invitation"


@transaction.atomic
def invite(email: str, role: Role, *, by: Actor) -> Invitation:
    """Keep a place for an address. Inviting it again voids the link that it has."""
    email = checked_email(email)
    if User.objects.known_as(email):
        raise Conflict(f"{email} has an account already.", field="email")
    pending = Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    invitation = pending.select_for_update().filter(email__iexact=email).first() or Invitation()
    invitation.email = email
    invitation.role = role
    invitation.nonce = secrets.token_hex(16)
    invitation.invited_by = by.name[:300]
    invitation.expires_at = timezone.now() + LASTS
    invitation.save()
    log.record("invitation.made", invitation, by=by, email=email, role=role)
    return invitation


@transaction.atomic
def revoke(invitation_id: int, *, by: Actor) -> Invitation:
    """Take an invitation back before somebody comes by it."""
    invitation = _locked(invitation_id)
    if invitation is None:
        raise NotFound(f"No invitation with id {invitation_id}.")
    if invitation.accepted_at:
        raise Conflict(f"{invitation.email} has accepted already.")
    if not invitation.revoked_at:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        log.record("invitation.revoked", invitation, by=by, email=invitation.email)
    return invitation


@transaction.atomic
def accept(
    signed: str, *, password: str, name: str = "", username: str = "", address: str = ""
) -> User:
    """Come in by an invitation's link: once."""
    seen = read(signed)
    invitation = _locked(seen.pk)
    if invitation is None:
        raise NotFound("This invitation is not there any more.")
    _refuse_unless_open(invitation, seen.nonce)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return operations.create_user(
        by=Actor("guest", invitation.email, address=address),
        email=invitation.email,
        password=password,
        name=name,
        username=username,
        role=Role(invitation.role),
        through="invitation",
    )


def sign(invitation: Invitation) -> str:
    """What stands in the link; worthless once the invitation is used, revoked or renewed."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=_SALT)


def read(signed: str) -> Invitation:
    """The open invitation of a link; otherwise a sentence on what is wrong with it."""
    try:
        pk, nonce = signing.loads(signed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Invalid("This link is not complete, or not one of ours.") from None
    invitation = Invitation.objects.filter(pk=pk).first()
    if invitation is None:
        raise Invalid("This link is not complete, or not one of ours.")
    _refuse_unless_open(invitation, nonce)
    return invitation


def _refuse_unless_open(invitation: Invitation, nonce: str) -> None:
    if invitation.accepted_at:
        raise Conflict("This invitation has been used already. Sign in instead.")
    if invitation.revoked_at:
        raise Conflict("This invitation has been withdrawn. Ask for a new one.")
    if invitation.nonce != nonce:
        raise Conflict("There is a newer invitation for you. Please use the link in that one.")
    if invitation.expires_at <= timezone.now():
        raise Conflict("This invitation has expired. Ask for a new one.")


def _locked(invitation_id: int) -> Invitation | None:
    return Invitation.objects.select_for_update().filter(pk=invitation_id).first()
