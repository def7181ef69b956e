from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as passkeys
from django import forms
from django.http import HttpRequest

from signalpost.accounts import failures
from signalpost.accounts.models import User
from signalpost.dashboard import links
from signalpost.dashboard.fields import WHAT_IS_GOOD
from signalpost.dashboard.signing_in import mails

NO_ADDRESS = (
    "This page has not been told its own address, so no link can be sent. An admin can set the "
    "address in the settings; whoever runs the server can let you in: signalpost user rescue."
)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password, remember = (
            self.fields[name] for name in ("login", "password", "remember")
        )
        login.label = "E-mail or user name"
        login.max_length = 254
        login.widget = forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
        password.label = "Password"
        password.help_text = ""
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        remember.label = "Keep me signed in on this device"


class ResetForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean(self) -> dict[str, Any]:
        # A link is mailed to somebody who has not asked: it must not lead where a stranger says.
        if not links.are_ours(context.request):
            raise forms.ValidationError(NO_ADDRESS)
        return self.cleaned_data

    def save(self, request: HttpRequest) -> None:
        """The same work for every address, so that the answer's time tells nothing either."""
        user = User.objects.known_as(self.cleaned_data["email"])
        has_one = user is not None and user.is_active and user.has_usable_password()
        mails.send_reset(request, user if has_one else None)


class _OneNewPassword:
    """Asks for the new password once: browsers keep it, and what was typed wrong can be reset."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _ask(self.fields["password1"], "New password", hint=WHAT_IS_GOOD)


class ChangeForm(_OneNewPassword, ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["oldpassword"], "Current password")


class FirstForm(_OneNewPassword, SetPasswordForm):  # type: ignore[misc]
    pass


class NewForm(_OneNewPassword, ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["password"], "Your password")


class _NotedCode:
    """Leaves a trace of each code that opens nothing, those that come too fast included."""

    user: User

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            failures.note_factor(self.user.username, _address(), factor="code")
            raise
        return code


class CodeForm(_NotedCode, AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["code"], "Code from your authenticator app, or a recovery code")


class ConfirmCodeForm(_NotedCode, ReauthenticateCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["code"], "Code from your authenticator app, or a recovery code")


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self.fields["code"], "The code that the app shows now")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = ""
        self.initial["name"] = ""
        _ask(self.fields["name"], "What do you call it?", hint="For example: Laptop, or Blue key")
        self.fields["passwordless"].initial = True
        _ask(
            self.fields["passwordless"],
            "It may sign me in alone, without a password",
            hint="For that it asks for your finger, face or PIN.",
        )


class _NotedPasskey:
    """Leaves a trace of each passkey that opens nothing."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except forms.ValidationError:
            self.note_failure()
            raise

    def note_failure(self) -> None:
        failures.note_factor(self.user.username, _address(), factor="passkey")


class PasskeyAfterPasswordForm(_NotedPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ConfirmPasskeyForm(_NotedPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAloneForm(_NotedPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    def note_failure(self) -> None:
        """Under the name of whoever it claims to be of."""
        try:
            name = passkeys.extract_user_from_response(self.cleaned_data["credential"]).username
        except (forms.ValidationError, AttributeError):
            name = "nobody known"
        failures.note(name, _address(), door="passkey")


def _address() -> str:
    address: str = context.request.META["REMOTE_ADDR"]
    return address


def _ask(field: forms.Field, label: str, *, hint: str = "") -> None:
    """Our words in place of allauth's, and a label in place of a placeholder."""
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
