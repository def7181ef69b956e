"""Allauth's pages at our addresses, under the names it knows them by."""

from __future__ import annotations

from allauth.account import views as account
from allauth.core.internal import ratelimit
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as socialaccount
from django.urls import path, re_path

from signalpost.dashboard.screens import OPEN, SIGNED_IN, Handler, Screen, Verb
from signalpost.dashboard.signing_in import entrance, oidc

#: Each begins a session, which anybody could do without end.
_seldom = ratelimit.decorator(app="allauth.account", action="login", limit_get=True)


def _open(view: Handler, *verbs: str) -> Screen:
    return Screen(**{verb: Verb(view, OPEN) for verb in verbs or ("GET", "POST")})


def _own(view: Handler, *verbs: str) -> Screen:
    """For whoever is signed in, and open to those who still owe a second factor."""
    return Screen.for_enrolling(
        **{verb: Verb(view, SIGNED_IN) for verb in verbs or ("GET", "POST")}
    )


urlpatterns = [
    path("sign-in/", _open(entrance.sign_in), name="account_login"),
    path("sign-out/", _open(account.logout), name="account_logout"),
    path("sign-in/disabled/", _open(account.account_inactive, "GET"), name="account_inactive"),
    path("sign-in/code/", _open(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/trust/", _open(mfa.trust), name="mfa_trust"),
    path("sign-in/passkey/", _open(_seldom(passkeys.login_webauthn)), name="mfa_login_webauthn"),
    path(
        "sign-in/with/<slug:provider_id>/",
        _open(_seldom(oidc.sign_in), "POST"),
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/answer/",
        _open(oidc.callback, "GET"),
        name="openid_connect_callback",
    ),
    path(
        "sign-in/cancelled/",
        _open(socialaccount.login_cancelled, "GET"),
        name="socialaccount_login_cancelled",
    ),
    path("password/forgotten/", _open(account.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        _open(account.password_reset_done, "GET"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _open(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/",
        _open(account.password_reset_from_key_done, "GET"),
        name="account_reset_password_from_key_done",
    ),
    path("password/", _own(account.password_change), name="account_change_password"),
    path("password/first/", _own(account.password_set), name="account_set_password"),
    path("confirm/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        _own(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("security/", _own(mfa.index, "GET"), name="mfa_index"),
    path("security/app/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("security/app/remove/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "security/codes/", _own(recovery.view_recovery_codes, "GET"), name="mfa_view_recovery_codes"
    ),
    path(
        "security/codes/new/",
        _own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/codes/file/",
        _own(recovery.download_recovery_codes, "GET"),
        name="mfa_download_recovery_codes",
    ),
    path("security/passkeys/", _own(passkeys.list_webauthn, "GET"), name="mfa_list_webauthn"),
    path("security/passkeys/new/", _own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/",
        _own(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("security/passkeys/<int:pk>/", _own(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
]
