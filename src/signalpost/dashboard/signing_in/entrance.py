from __future__ import annotations

from http import HTTPStatus

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from signalpost.accounts import failures
from signalpost.accounts.models import User


def sign_in(request: HttpRequest) -> HttpResponse:
    """Allauth's page; what comes too fast for it to be looked at is counted as a failure."""
    response: HttpResponse = account.login(request)
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        login, address = request.POST.get("login", ""), request.META["REMOTE_ADDR"]
        failures.note_throttled(login, address, door="dashboard")
    return response


def let_in(request: HttpRequest, user: User, *, go_on_to: str) -> HttpResponse:
    """Sign in someone who has just chosen their password, elsewhere than on the sign-in page."""
    record_authentication(request, user, method="password")
    response: HttpResponse = perform_login(request, user, redirect_url=go_on_to)
    return response
