"""Rows of statuses to tap on: put together here, since a screen may show hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from signalpost.dashboard.incidents.picking import Choice, Row

register = template.Library()

_LEFT_ALONE = (
    '<label title="As it is"><input type="radio" name="{0}" value="" aria-label="As it is"{1}>'
    '<span aria-hidden="true">–</span></label>'
)


@register.simple_tag
def status_links(row: Row, choices: Iterable[Choice], *, takes_focus: bool = False) -> SafeString:
    """To the question whether that is meant; the present one is marked, and may take the focus."""
    present = ' aria-current="true"' + " autofocus" * takes_focus
    return mark_safe(  # noqa: S308 (a number, and pieces that are escaped)
        "".join(
            f'<a href="/dashboard/components/{row.part.id:d}/status/{choice.value}/" '
            f"{choice.marks} {choice.named}{present if choice.value == row.status else ''}>"
            f"{choice.icon}</a>"
            for choice in choices
        )
    )


@register.simple_tag
def status_radios(key: str, choices: Iterable[Choice], picked: str = "") -> SafeString:
    """One to leave it as it is, and one for each status."""
    radios = "".join(
        f'<label {choice.marks}><input type="radio" name="{key}" value="{choice.value}" '
        f"{choice.named}{' checked' * (choice.value == picked)}>{choice.icon}</label>"
        for choice in choices
    )
    left_alone = format_html(_LEFT_ALONE, key, "" if picked else mark_safe(" checked"))
    return mark_safe(left_alone + radios)  # noqa: S308 (keys are a letter and a number)
