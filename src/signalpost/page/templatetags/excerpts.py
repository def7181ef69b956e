"""Long texts where they stand among others: how they begin, and where they go on."""

from __future__ import annotations

from django import template

register = template.Library()

#: What is longer is cut by page.css, to a height that it surely fills: so many letters are more
#: than ten lines on the widest page.
LONGEST, MOST_LINES = 1_200, 20
#: Of a long text this much is sent, which is more than that height has room for.
SENT = 4_000


@register.inclusion_tag("page/_excerpt.html")
def excerpt(text: str, page: str, **place: int) -> dict[str, object]:
    """`page` is where all of it stands, and `place` where on it (`update=7`)."""
    anchors = [f"#{kind}-{pk}" for kind, pk in place.items()]
    return {
        "text": _beginning(text),
        "is_long": len(text) > LONGEST or text.count("\n") >= MOST_LINES,
        "address": "".join([page, *anchors]),
    }


def _beginning(text: str) -> str:
    """Cut between two lines where it has lines."""
    if len(text) <= SENT:
        return text
    return text[:SENT].rpartition("\n")[0] or text[:SENT]
