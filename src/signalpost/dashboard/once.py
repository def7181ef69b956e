"""A form that is sent twice, by a double tap or a second try, acts once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.core.cache import cache

#: As long as somebody may sit in front of an open form.
KEPT = 24 * 60 * 60


class OnceForm(forms.Form):
    """Carries a key that is its own from one showing to the next."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def once(form: OnceForm, act: Callable[[], str], *, meanwhile: str) -> str:
    """Act, and give the address to go on to; where this form was sent before, where that led.

    `meanwhile`: where to go while the first is still at work.
    """
    key = f"sent:{form.cleaned_data['form_key'] or uuid.uuid4()}"
    if not cache.add(key, "", KEPT):
        return cache.get(key) or meanwhile
    try:
        address = act()
    except Exception:
        cache.delete(key)
        raise
    cache.set(key, address, KEPT)
    return address
