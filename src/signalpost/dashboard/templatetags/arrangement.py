"""Rows that can be moved: put together here, since the list may have hundreds of them."""

from __future__ import annotations

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.markdown import to_text
from signalpost.ui.templatetags.ui import icon

register = template.Library()

#: So much of a description is shown in a list.
SHOWN = 120

_MOVES = (
    '<span class="moves"><span class="grip needs-script" data-grip aria-hidden="true">⠿</span>'
    '<button class="move" name="move" value="{key}-up" id="{key}-up" aria-label="Move {name} up"'
    ' data-way="up">{icon}</button><button class="move" name="move" value="{key}-down"'
    ' id="{key}-down" aria-label="Move {name} down" data-way="down">{icon}</button></span>'
)


@register.simple_tag
def moves(kind: str, pk: int, name: str) -> SafeString:
    """A grip, and a button for each direction. `kind`: c for a component, g for a group."""
    return format_html(_MOVES, key=f"{kind}{pk}", name=name, icon=icon("fold"))


@register.filter
def plain(text: str) -> str:
    """What Markdown says, in a line."""
    return to_text(text, limit=SHOWN)


@register.simple_tag
@cache
def state(status: ComponentStatus) -> SafeString:
    """A status, by its icon and in words."""
    return format_html(
        '<span class="state" data-status="{}">{} <span class="words">{}</span></span>',
        status,
        icon(status),
        status.label,
    )
