"""OpenID Connect by allauth, with what it leaves out: a nonce, and each signature checked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from signalpost.dashboard import links
from signalpost.kernel.errors import NotFound

#: The one provider that the settings name, as it stands in our addresses.
ID = "sso"

#: Those of public keys. Others would let whoever knows the public key sign.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
#: By how much the provider's clock may differ, in seconds.
_LEEWAY = 60

Claims = dict[str, Any]


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return links.absolute(request, "openid_connect_callback", provider_id=ID)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """What the signed token says, and the rest from the provider's userinfo."""
        signed = self._claims(str(kwargs["response"].get("id_token", "")), app.client_id)
        has_more = "userinfo_endpoint" in self.openid_config
        told = self._fetch_user_info(token.token) if has_more else {}
        if told and told.get("sub") != signed["sub"]:
            raise OAuth2Error("The userinfo is about somebody else.")
        login = self.get_provider().sociallogin_from_response(request, told | signed)
        login.claims = told | signed
        return login

    def _claims(self, token: str, audience: str) -> Claims:
        try:
            return jwt.decode(
                token,
                self._key_of(token),
                algorithms=_ALGORITHMS,
                audience=audience,
                issuer=self._issuer(),
                leeway=_LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"The token is not right: {error}") from None

    def _issuer(self) -> str:
        """As the provider writes itself; it must be the one that the settings name."""
        issuer = str(self.openid_config["issuer"])
        if issuer.rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise OAuth2Error(f"The provider calls itself {issuer}.")
        return issuer

    def _key_of(self, token: str) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        wanted = jwt.get_unverified_header(token).get("kid")
        found = [key for key in keys if wanted is None or key.key_id == wanted]
        if not found:
            raise jwt.InvalidKeyError("it is signed with a key that the provider does not list")
        return found[0]


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Adapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing of what is asked of the provider comes from the request."""
        nonce = secrets.token_urlsafe(24)
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "scope": self.get_scope(),
            "auth_params": {"nonce": nonce},
            "nonce": nonce,  # kept with the state, for the answer
        }

    def extract_uid(self, data: Claims) -> str:
        """Two providers may well call different people by the same name."""
        return hashlib.sha256(f"{data['iss']} {data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Claims) -> Claims:
        return {name: data[name] for name in ("iss", "sub")}


def _or_say_so(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Whatever the provider answers or does not: a page that says so, and no crash."""

    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        if provider_id != ID or not settings.OIDC_ISSUER:
            raise NotFound("There is no such provider.")
        try:
            return view(request)
        except (requests.RequestException, KeyError, TypeError, ValueError) as error:
            get_adapter().on_authentication_error(request, None, exception=error)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return guarded


@_or_say_so
def sign_in(request: HttpRequest) -> HttpResponse:
    """By a page that goes on by itself: our policy lets no form lead out of the house."""
    response: HttpResponse = OAuth2LoginView.adapter_view(Adapter(request, ID))(request)
    if not isinstance(response, HttpResponseRedirect):
        return response
    facts = {"address": response.url, "provider": settings.OIDC_NAME}
    page = render(request, "dashboard/signing_in/going.html", facts)
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


@_or_say_so
def callback(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = OAuth2CallbackView.adapter_view(Adapter(request, ID))(request)
    return response
