"""Whether someone who signed in with one factor owes the second."""

from __future__ import annotations

from django.http import HttpRequest

from signalpost.accounts.models import User
from signalpost.site.models import Site

#: In a session whose second factor was somebody else's business: the provider's, or a proxy's.
_VOUCHED = "second_factor_vouched"


def vouch(request: HttpRequest, user: User) -> None:
    """Note that whoever sent this person here has seen their second factor."""
    request.session[_VOUCHED] = user.pk


def is_owed(request: HttpRequest) -> bool:
    here: Site = request.here  # type: ignore[attr-defined]
    if not here.demands_second_factor or request.session.get(_VOUCHED) == request.user.pk:
        return False
    return not request.user.has_second_factor  # type: ignore[union-attr]
