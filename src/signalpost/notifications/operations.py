from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from signalpost.accounts import addresses, invitations
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Invitation
from signalpost.accounts.roles import Role
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict
from signalpost.notifications import mail
from signalpost.notifications.letters import letter
from signalpost.notifications.models import MAIL, Delivery, DeliveryClass, Message
from signalpost.site import operations as site


def post(message: Message, *, to: str, until: datetime | None = None) -> Delivery:
    """Hand a message about an account to the postman. No request waits for a mail server.

    `until`: when the link in it expires; it is tried so long, and not sent afterwards.
    An empty address costs the same and goes nowhere: so no answer's time tells who is known.
    """
    delivery = Delivery(
        channel=MAIL, address=to, klass=DeliveryClass.TRANSACTIONAL, expires_at=until
    )
    delivery.put(message)
    delivery.save()
    return delivery


@transaction.atomic
def invite(email: str, role: Role, *, by: Actor, link: str) -> tuple[Invitation, str]:
    """Invite someone by mail; the invitation, and its link for whoever wants to pass it on.

    `link` is the address to put the signed part into, in place of {}.
    """
    invitation = invitations.invite(email, role, by=by)
    address = link.format(invitations.sign(invitation))
    here = site.current()
    message = letter(
        "invitation",
        subject=f"You are invited to {here.name}",
        site=here,
        invitation=invitation,
        link=address,
    )
    post(message, to=invitation.email, until=invitation.expires_at)
    return invitation, address


@transaction.atomic
def edit_profile(
    user_id: int, *, by: Actor, name: str, username: str, new_email: str | None, link: str
) -> None:
    """Change what a person is called, and ask the address that they want: both or neither."""
    accounts.edit_user(user_id, by=by, name=name, username=username)
    if new_email:
        _ask_email_change(user_id, new_email, link=link)


def _ask_email_change(user_id: int, email: str, *, link: str) -> None:
    """Send the new address a link by which it becomes a person's own."""
    signed = addresses.ask(user_id, email)
    here = site.current()
    if mail.server() is None:
        raise Conflict("No mail server is set up that could ask this address.", field="email")
    message = letter(
        "address_change",
        subject=f"Confirm your address for {here.name}",
        site=here,
        link=link.format(signed),
    )
    post(message, to=email, until=timezone.now() + timedelta(seconds=addresses.LASTS))


def try_mail(*, to: str) -> Delivery:
    """Send a letter that says no more than that mail works."""
    if mail.server() is None:
        raise Conflict("No mail server is set up.")
    here = site.current()
    return post(letter("mail_test", subject=f"A test of {here.name}", site=here), to=to)
