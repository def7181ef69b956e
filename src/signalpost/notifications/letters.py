"""What people are told by mail about their own accounts, in words."""

from __future__ import annotations

from django.template.loader import render_to_string

from signalpost.kernel.text import in_line
from signalpost.notifications.models import Message


def letter(name: str, *, subject: str, **facts: object) -> Message:
    """The letter of that name in templates/notifications; mails are plain text."""
    text = render_to_string(f"notifications/{name}.txt", facts)
    return Message(
        subject=in_line(" ".join(subject.split()))[:200], text=in_line(text.strip()) + "\n"
    )
