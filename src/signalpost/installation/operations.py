from __future__ import annotations

from django.db import transaction

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict
from signalpost.site import operations as site
from signalpost.site.models import Site


@transaction.atomic
def set_up(
    *,
    by: Actor,
    name: str,
    email: str,
    password: str,
    time_zone: str = "UTC",
    address: str = "",
) -> User:
    """Name the site and make its first admin: once, whoever comes second is refused."""
    Site.objects.get_or_create(pk=1)  # the row on which two set-ups at once wait for each other
    if Site.objects.select_for_update().get(pk=1).is_set_up:
        raise Conflict("This installation is set up already.")
    site.change(by=by, name=name, time_zone=time_zone, address=address)
    return accounts.create_user(by=by, email=email, password=password, role=Role.ADMIN)
