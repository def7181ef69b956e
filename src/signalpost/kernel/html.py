"""HTML that an admin writes for the page, as HTML that can do no harm there."""

from __future__ import annotations

from functools import lru_cache

import nh3

_TAGS = {
    "a", "abbr", "address", "aside", "b", "blockquote", "br", "code", "dd", "del", "div", "dl",
    "dt", "em", "figcaption", "figure", "footer", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "i", "img", "li", "mark", "nav", "ol", "p", "pre", "s", "section", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
#: So that no id of theirs is taken for one of the page's.
_PREFIX = "custom-"


@lru_cache(maxsize=8)
def clean(text: str) -> str:
    """Without scripts, forms, frames, inline styles, and pictures from elsewhere."""
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel="noopener",
        id_prefix=_PREFIX,
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Data addresses are for pictures, and pictures come from here or stand in the text."""
    address = value.strip().lower()
    if (tag, attribute) == ("img", "src"):
        is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
        return value if is_ours or address.startswith("data:image/") else None
    if attribute == "href" and address.startswith("data:"):
        return None
    return value
