"""A form that is sent twice, by a double tap or a second try, acts once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.core.cache import cache

#: As long as somebody may sit in front of an open form, or a draft of it lies on their device.
KEPT = 24 * 60 * 60
#: As long as the first may take; if its process dies, the form can be sent again after that.
AT_WORK = 60


class OnceForm(forms.Form):
    """Carries a key that is its own from one showing to the next."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def nothing() -> None:
    """There is nothing to say."""


def once(
    form: OnceForm,
    act: Callable[[], str],
    *,
    meanwhile: str,
    again: Callable[[], None] = nothing,
) -> str:
    """Act, and give the address to go on to; where this form was sent before, where that led.

    `meanwhile`: where to go while the first is still at work. `again` says that it was sent before.
    """
    key = f"sent:{form.cleaned_data['form_key'] or uuid.uuid4()}"
    if not cache.add(key, "", AT_WORK):
        if address := cache.get(key):
            again()
            return str(address)
        return meanwhile
    try:
        address = act()
    except Exception:
        cache.delete(key)
        raise
    cache.set(key, address, KEPT)
    return address
