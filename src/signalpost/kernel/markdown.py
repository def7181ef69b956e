"""Markdown that people type, as HTML that is safe to show."""

from __future__ import annotations

import html
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from signalpost.kernel.text import in_line

#: Longer texts are shown as they were typed: parsing is not worth the time it can be made to take.
LONGEST = 64 * 1024
LONGEST_LINE = 16 * 1024

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 12}).enable(
    ["table", "strikethrough"]
)


@lru_cache(maxsize=512)
def to_html(text: str, top: int = 3) -> str:
    """CommonMark with tables; raw HTML and images left out.

    The text's highest headings become those of level `top` (2 to 6), and no level is left out
    below it: to a screen reader they continue the headings of the page.
    """
    if len(text) > LONGEST or any(len(line) > LONGEST_LINE for line in text.splitlines()):
        return f"<p>{_as_typed(text)}</p>"
    return nh3.clean(
        _drawn(text, top),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        # One that is wider than its place is moved by the arrow keys, too.
        set_tag_attribute_values={"table": {"tabindex": "0"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow ugc",
    )


def _drawn(text: str, top: int) -> str:
    tokens = _parser.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(top + used.index(token.tag), 6)}"
    return str(_parser.renderer.render(tokens, _parser.options, {}))


def _as_typed(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.splitlines())


def to_text(text: str, *, limit: int = 200) -> str:
    """The words alone, on one line, for descriptions and previews."""
    words = nh3.clean(to_html(text).replace("<br>", " "), tags=set())
    plain = in_line(" ".join(html.unescape(words).split()))
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
