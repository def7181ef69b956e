from __future__ import annotations

import re

import pytest

from signalpost.kernel.markdown import LONGEST, LONGEST_LINE, to_html, to_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**now** and *then*", "<p><strong>now</strong> and <em>then</em></p>"),
        ("~~old~~", "<p><s>old</s></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("# Title", "<h3>Title</h3>"),
        ("## Title", "<h3>Title</h3>"),
        ("### Title", "<h3>Title</h3>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert to_html(text).strip() == html


@pytest.mark.parametrize(
    ("text", "top", "levels"),
    [
        ("# a\n## b\n# c", 2, [2, 3, 2]),
        ("## a\n#### b", 3, [3, 4]),
        ("#### a", 2, [2]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", 3, [3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_continue_those_of_the_page(text: str, top: int, levels: list[int]) -> None:
    assert [int(level) for level in re.findall(r"<h(\d)>", to_html(text, top))] == levels


def test_a_table_becomes_one() -> None:
    assert "<td>1</td>" in to_html("|a|\n|-|\n|1|")


def test_a_table_that_is_too_wide_can_be_moved_with_the_keyboard() -> None:
    assert '<table tabindex="0">' in to_html("|a|\n|-|\n|1|")


def test_a_link_lends_no_weight_and_no_window() -> None:
    html = to_html('[a](https://a.example "t")')

    assert html.strip() == (
        '<p><a href="https://a.example" title="t" rel="noopener nofollow ugc">a</a></p>'
    )


@pytest.mark.parametrize("address", ["https://a.example", "mailto:a@b.example", "tel:+49123"])
def test_links_to_these_are_kept(address: str) -> None:
    assert f'href="{address}"' in to_html(f"[a]({address})")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#x0A;script:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://tracker.example/pixel.gif)",
        "![x](javascript:alert(1))",
        '[x](https://a.example "onmouseover=alert(1)")"><script>alert(1)</script>',
        "[x]: javascript:alert(1)\n\n[x]",
        "`</code><script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "<style>body{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
        "<form action=//evil.example><input></form>",
        "<!--><script>alert(1)</script>",
        "<<script>script>alert(1)<</script>/script>",
        "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
        "# <script>alert(1)</script>",
        "\\<script>alert(1)\\</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_an_attack_stays_words(text: str) -> None:
    html = to_html(text).lower()

    tags = [part.split(">")[0] for part in html.split("<")[1:]]
    names = {tag.strip("/ ").split()[0] for tag in tags}
    assert not names & {"script", "img", "svg", "iframe", "form", "input", "style"}
    assert not any(word in tag for tag in tags for word in (" on", "javascript:", "data:", "src="))


def test_a_text_that_is_too_long_to_parse_is_shown_as_typed() -> None:
    html = to_html("**a**" + "\n<b>" * LONGEST)

    assert html.startswith("<p>**a**")
    assert "<b>" not in html


def test_a_line_that_is_too_long_to_parse_is_shown_as_typed() -> None:
    assert to_html("**a**" + "x" * LONGEST_LINE).startswith("<p>**a**x")


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "[a](",
        "![",
        "*a_",
        "**a *",
        "`a``",
        "> ",
        "- ",
        "~~a",
        "<a ",
        "&#x41;",
        "|a",
        "\\",
        "<x@",
    ],
)
def test_the_worst_that_is_parsed_comes_to_an_end(part: str) -> None:
    """As long and as wide as is parsed at all; how long it takes is measured in benchmarks."""
    line = part * (LONGEST_LINE // len(part))
    text = "\n".join([line] * (LONGEST // (len(line) + 1)))

    assert isinstance(to_html(text), str)


def test_nesting_comes_to_an_end() -> None:
    assert to_html(">" * 5000 + "a").count("<blockquote>") < 20


def test_the_words_alone_stand_on_one_line() -> None:
    assert to_text("# Title\n\nSome **bold** [link](https://a.example)\n- item") == (
        "Title Some bold link item"
    )


def test_many_words_are_cut() -> None:
    assert to_text("word " * 100, limit=12) == "word word w…"


def test_a_text_that_is_too_long_to_parse_loses_nothing() -> None:
    html = to_html("a < b\n" + "x" * LONGEST + "\nthe end")

    assert html.startswith("<p>a &lt; b<br>x")
    assert html.endswith("<br>the end</p>")


def test_words_alone_are_no_html() -> None:
    assert to_text("R&D: a < b & *c*") == "R&D: a < b & c"


def test_words_alone_turn_no_sentence_around() -> None:
    assert to_text("one \u202etwo") == "one two"
