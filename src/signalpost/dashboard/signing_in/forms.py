from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.http import HttpRequest

from signalpost.accounts.models import User
from signalpost.dashboard.fields import NewPassword
from signalpost.dashboard.signing_in import mails


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

    def save(self, request: HttpRequest) -> None:
        """The same work for every address, so that the answer's time tells nothing either."""
        user = User.objects.known_as(self.cleaned_data["email"])
        mails.send_reset(request, user if user and user.is_active else None)


class _OneNewPassword:
    """Asks for the new password once: browsers keep it, and what was typed wrong can be reset."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = NewPassword(label="").help_text
        self.fields["password1"].widget.attrs.pop("placeholder", None)


class ChangeForm(_OneNewPassword, ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].widget.attrs.pop("placeholder", None)


class FirstForm(_OneNewPassword, SetPasswordForm):  # type: ignore[misc]
    pass


class NewForm(_OneNewPassword, ResetPasswordKeyForm):  # type: ignore[misc]
    pass
