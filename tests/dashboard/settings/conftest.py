"""Screens of settings, opened and sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client


def save(client: Client, address: str, sent: dict[str, str]) -> HttpResponse:
    """The form, opened just before and sent with these values."""
    opened = client.get(address).context["form"]
    return client.post(address, {"as_of": opened["as_of"].value()} | sent)
