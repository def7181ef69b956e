from __future__ import annotations

import pytest

from signalpost.kernel import css


@pytest.mark.parametrize(
    "sheet",
    [
        "",
        ".top { border: 0 }",
        "/* see https://example.com/ @import */ .top { color: red }",
        '.foot::after { content: "https://example.com" }',
        "body { background: url(/logo-abc.png) }",
        'body { background: url("data:image/png;base64,AAAA") }',
        "body { background: url(picture.png) }",
    ],
)
def test_a_sheet_that_loads_nothing_from_elsewhere_is_fine(sheet: str) -> None:
    assert css.fetches(sheet) == ""


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ('@import "other.css";', "@import"),
        ("@IMPORT url(x.css);", "@import"),
        (r"@\69mport 'x.css';", "@import"),
        ("@im/* */port 'x';@import 'y';", "@import"),
        ("a { background: url(https://example.com/x.gif) }", "https://example.com/x.gif"),
        ("a { background: URL( 'http://example.com/x.gif' ) }", "http://example.com/x.gif"),
        ('a { background: url("//example.com/x.gif") }', "//example.com/x.gif"),
        (r"a { background: \75rl(//example.com/x) }", "//example.com/x"),
        (r"a { background: url(\68ttps://example.com/x) }", "https://example.com/x"),
        (r"a { background: url(\2f\2f example.com/x) }", "//example.com/x"),
        ("a { background: url(javascript:alert(1)) }", "javascript:alert(1"),
        ('a { background: image-set("a.png" 1x, "//e.com/b" 2x) }', "//e.com/b"),
        ("@font-face { src: url(ftp://example.com/f) }", "ftp://example.com/f"),
    ],
)
def test_what_it_would_load_is_named(sheet: str, found: str) -> None:
    assert css.fetches(sheet) == found
