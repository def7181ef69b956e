from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from signalpost.accounts.models import User


def let_in(request: HttpRequest, user: User, *, go_on_to: str) -> HttpResponse:
    """Sign in someone who has just chosen their password, elsewhere than on the sign-in page."""
    record_authentication(request, user, method="password")
    response: HttpResponse = perform_login(request, user, redirect_url=go_on_to)
    return response
