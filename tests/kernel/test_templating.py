"""What templates can say, as a table: contract 3.5 first, then what goes beyond it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from signalpost.kernel import templating
from signalpost.kernel.errors import Invalid
from signalpost.kernel.templating import Sealed

VARIABLES: dict[str, Any] = {
    "name": "Bob",
    "count": 3,
    "two": "2",
    "zero": "0",
    "yes": True,
    "no": False,
    "nothing": None,
    "price": 2.50,
    "regions": ["eu-west", "us-east", "ap-south"],
    "numbers": [3, 10, 1.5],
    "map": {"EU": "down", "US": "up"},
    "nested": {"inner": {"list": ["x", "y"]}},
    "begins": "2024-01-31 18:30",
    "ends": "2024-01-31T21:00:00",
    "moment": datetime(2024, 1, 31, 18, 30, tzinfo=UTC),
    "abroad": "2024-07-01T06:05:00+05:45",
    "text": "  Payments are SLOW  ",
    "markup": """& < > " '""",
    "component": Sealed("Website"),
}

CONTRACT = [
    ("Hello {{ name }}", "Hello Bob"),
    ("{{ name }}{# not shown #}!", "Bob!"),
    ("{{ unknown }}{{ unknown.part.of.it }}{{ name.part }}|", "|"),
    ("{{ markup }}", "&amp; &lt; &gt; &quot; &#039;"),
    ("{{ markup|escape }}", "&amp; &lt; &gt; &quot; &#039;"),
    ("& < > stays as it is", "& < > stays as it is"),
    ("{% if yes %}a{% endif %}{% if no %}b{% endif %}", "a"),
    ("{% if no %}a{% elseif count %}b{% else %}c{% endif %}", "b"),
    ("{% if no %}a{% elif no %}b{% else %}c{% endif %}", "c"),
    ("{% if yes %}\na\n{% endif %}\n\nb\n", "a\n\nb\n"),
    ("{% if yes %}\r\na\r\n{% endif %}", "a\r\n"),
    ("{{ name }}\n{# c #}\n", "Bob\n\n"),
    ("{{ yes }}|{{ no }}|{{ nothing }}", "1||"),
    ("{{ component }}", "Website"),
    ("Hi {{ name }}!", "Hi Bob!"),
    ("", ""),
]

EXPRESSIONS = [
    ("{{ 1 + 2 * 3 - 4 / 2 }}", "5"),
    ("{{ (1 + 2) * 3 }}{{ -count }}", "9-3"),
    ("{{ 7 // 2 }} {{ 7 % 2 }} {{ 7 / 2 }} {{ price }}", "3 1 3.5 2.5"),
    ("{{ two + 1 }} {{ nothing + 1 }} {{ 0.1 + 0.2 }}", "3 1 0.3"),
    ("{{ 'a' ~ count ~ \"b\" }}", "a3b"),
    (r"{{ 'it\'s' }} {{ 'a\nb' }} {{ '\\' }}", "it&#039;s a\nb \\"),
    ("{{ two == 2 }}{{ two != 2 }}{{ 'a' == 'b' }}{{ nothing == no }}", "11"),
    ("{{ 1 < 2 }}{{ two >= 2 }}{{ 'a' < 'b' }}{{ unknown < 1 }}{{ 'x' > 1 }}", "111"),
    (
        "{{ 'eu-west' in regions }}{{ 'mars' not in regions }}{{ 'o' in name }}{{ 'EU' in map }}",
        "1111",
    ),
    ("{{ yes and count }} {{ no or name }} {{ not no }}", "3 Bob 1"),
    ("{{ not count == 4 }}", "1"),
    ("{{ 'a' if yes else 'b' }}{{ 'a' if no else 'b' }}{{ 'a' if no }}", "ab"),
    ("{{ yes ? 'a' : 'b' }}{{ no ? 'a' : yes ? 'b' : 'c' }}", "ab"),
    ("{{ unknown ?? 'none' }} {{ zero ?: 'none' }}", "none none"),
    (
        "{{ name is defined }}{{ unknown is not defined }}{{ '' is empty }}{{ nothing is null }}",
        "1111",
    ),
    ("{% if zero %}a{% else %}b{% endif %}{% if [] %}a{% else %}b{% endif %}", "bb"),
    (
        "{{ map.EU }} {{ map['US'] }} {{ nested.inner.list.1 }} {{ regions[0] }} {{ regions[-1] }}",
        "down up y eu-west ap-south",
    ),
    ("{{ regions[7] }}{{ map.mars }}|", "|"),
    ("{{ ['a', 1, none] }}", "a, 1, "),
    ("{{ regions }}", "eu-west, us-east, ap-south"),
    ("a  {{- ' b ' -}}  c {%- if yes -%}  d  {%- endif %}", "a b cd"),
    ("a {#- c -#} b", "ab"),
    ("{{ '{{' }} { % } } {", "{{ { % } } {"),
]

TAGS = [
    (
        "{% for region in regions %}{{ region }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "eu-west, us-east, ap-south",
    ),
    ("{% for place, region in regions %}{{ place }}{{ loop.index }}{% endfor %}", "011223"),
    ("{% for state in map %}{{ state }} {% endfor %}", "down up "),
    ("{% for place, state in map %}{{ place }}={{ state }} {% endfor %}", "EU=down US=up "),
    ("{% for x in unknown %}a{% else %}none{% endfor %}", "none"),
    (
        "{% for a in [1, 2] %}"
        "{% for b in [3, 4] %}{{ a * b }}{{ loop.last }} {% endfor %}{% endfor %}",
        "3 41 6 81 ",
    ),
    ("{% for x in [1, 2] %}{{ loop.first }}|{{ loop.index0 }} {% endfor %}", "1|0 |1 "),
    ("{% set a = 'x' %}\n{{ a }}", "x"),
    ("{% set sum = 0 %}{% for n in numbers %}{% set sum = sum + n %}{% endfor %}{{ sum }}", "14.5"),
    ("{% for n in numbers %}{% set inner = n %}{% endfor %}{{ inner }}|", "|"),
    ("{% for name in regions %}{% endfor %}{{ name }}", "Bob"),
]

FILTERS = [
    ("{{ text|trim|upper }}", "PAYMENTS ARE SLOW"),
    ("{{ text|trim|lower }}", "payments are slow"),
    ("{{ 'it is DOWN'|capitalize }}", "It is down"),
    ("{{ name|replace('B', 'R') }}", "Rob"),
    (
        "{{ text|trim|truncate(9) }} {{ name|truncate(9) }} {{ 'abcdef'|truncate(4, '') }}",
        "Payments… Bob abcd",
    ),
    ("{{ 'a, b'|split(', ')|join('/') }}", "a/b"),
    (
        "{{ regions|join }} {{ regions|join('; ') }}",
        "eu-west, us-east, ap-south eu-west; us-east; ap-south",
    ),
    ("{{ regions|join(', ', last=' and ') }}", "eu-west, us-east and ap-south"),
    ("{{ ['a']|join(', ', ' and ') }}{{ []|join }}", "a"),
    (
        "{{ regions|first }} {{ regions|last }} {{ name|first }} {{ []|first }}",
        "eu-west ap-south B ",
    ),
    ("{{ regions|sort|join }} {{ numbers|sort|join }}", "ap-south, eu-west, us-east 1.5, 3, 10"),
    ("{{ ['b', 'A', 'c']|sort|reverse|join }}", "c, b, A"),
    ("{{ ['a', 'b', 'a']|unique|join }}", "a, b"),
    ("{{ regions|slice(1) }} {{ regions|slice(0, 1) }}", "us-east, ap-south eu-west"),
    ("{{ name|slice(-2) }} {{ name|slice(1, 1) }}", "ob o"),
    ("{{ regions|length }} {{ name|length }} {{ map|length }} {{ unknown|length }}", "3 3 2 0"),
    ("{{ unknown|default('soon') }} {{ name|default('soon') }} {{ ''|default }}|", "soon Bob |"),
    (
        "{{ 2.5|round }} {{ -2.345|round(2) }} {{ two|round }} {{ 1.005|round(2) }}",
        "3 -2.35 2 1.01",
    ),
    (
        "{{ begins|date('j F Y, H:i') }} {{ moment|date }}",
        "31 January 2024, 18:30 2024-01-31 18:30",
    ),
    ("{{ begins|date('g:i a A') }} {{ abroad|date('g:i a A') }}", "6:30 pm PM 6:05 am AM"),
    ("{{ abroad|date('H:i P O T e Z') }}", "06:05 +05:45 +0545 +05:45 +05:45 20700"),
    ("{{ moment|date('H:i P T e') }}", "18:30 +00:00 UTC UTC"),
    ("{{ begins|date('H:iP') }}{{ begins|date('T') }}{{ begins|date('eOZI') }}", "18:30"),
    (
        "{{ abroad|date('c') }} {{ begins|date('c') }}",
        "2024-07-01T06:05:00+05:45 2024-01-31T18:30:00",
    ),
    (
        "{{ abroad|date('r') }} {{ begins|date('r') }}",
        "Mon, 01 Jul 2024 06:05:00 +0545 Wed, 31 Jan 2024 18:30:00",
    ),
    ("{{ abroad|date('N L z') }}", "1 1 182"),
    ("{{ unknown|date }}{{ unknown|later(1) }}{{ unknown|until(ends) }}|", "|"),
    (
        "{{ begins|later(hours=2, minutes=45)|date('H:i') }} {{ begins|later(-31)|date('Y') }}",
        "21:15 2023",
    ),
    ("{{ begins|until(ends) }} {{ begins|later(days=1) }}", "2 h 30 min 2024-02-01 18:30"),
    ("{{ markup|e|e }} {{ '<'|e|upper }}", "&amp; &lt; &gt; &quot; &#039; &amp;LT;"),
]

REFUSALS = [
    ("a\nb\n{{ c }}{% macro d() %}", "Line 3: the tag “macro” is not allowed."),
    ("{% %}", "Line 1: the tag “” is not allowed."),
    ("\n{% if a %}\n\n", "Line 2: “endif” is missing."),
    ("{% for a in b %}{% else %}", "Line 1: “endfor” is missing."),
    ("{% endif %}", "Line 1: nothing is open that “endif” belongs to."),
    ("{{ a b }}", "Line 1: “b” is not allowed here."),
    ("{{ a", "Line 1: what “{{” opens is never closed."),
    ("{{ }}", "Line 1: a value is missing before “}}”."),
    ("{{ a %}", "Line 1: “}}” is missing here."),
    ("{{ 'a }}", "Line 1: a quoted text is never closed."),
    ("{{ a ! b }}", "Line 1: “!” is not allowed."),
    ("{# a", "Line 1: the comment is never closed."),
    ("{{ a|sum }}", "Line 1: the filter “sum” is not allowed."),
    ("{{ a|join(1, 2, 3) }}", "Line 1: the filter “join” does not go with these values."),
    ("{{ a|join(with=1) }}", "Line 1: the filter “join” does not go with these values."),
    ("{{ now() }}", "Line 1: the function “now” is not allowed."),
    ("{{ a.b() }}", "Line 1: calling something is not allowed."),
    ("{{ a is odd }}", "Line 1: the test “is odd” is not allowed."),
    ("{% set true = 1 %}", "Line 1: a name is missing before “true”."),
    ("{% set a 1 %}", "Line 1: “=” is missing before “1”."),
    ("{{ a. }}", "Line 1: a name is missing after the dot before “}}”."),
    ("{{ [1, 2 }}", "Line 1: “,” is missing before “}}”."),
]

WHEN_RENDERED = [
    ("a\n{{ component.name }}", "Line 2: the parts of “Website” are not allowed here."),
    ("{{ name * 2 }}", "Line 1: “Bob” is not a number."),
    ("{{ map }}", "Line 1: a map cannot be printed, only what it holds."),
    ("{% for x in name %}{% endfor %}", "Line 1: “Bob” is not a list."),
    ("{{ name|join }}", "Line 1: “Bob” is not a list."),
    ("{{ name|date }}", "Line 1: “Bob” is not a date like 2024-01-31 18:30."),
    ("{{ name|truncate(1.5) }}", "Line 1: “1.5” is not a whole number."),
    ("{{ name|replace('', 'a') }}", "Line 1: nothing cannot be replaced: say what."),
]


@pytest.mark.parametrize(("source", "text"), CONTRACT + EXPRESSIONS + TAGS + FILTERS)
def test_it_renders(source: str, text: str) -> None:
    assert templating.parse(source).render(VARIABLES) == text


@pytest.mark.parametrize(("source", "sentence"), REFUSALS)
def test_it_says_what_is_wrong_and_where(source: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        templating.parse(source)

    assert (refused.value.message, refused.value.field) == (sentence, "template")


@pytest.mark.parametrize(("source", "sentence"), WHEN_RENDERED)
def test_it_says_what_does_not_go_with_these_values(source: str, sentence: str) -> None:
    template = templating.parse(source)

    with pytest.raises(Invalid) as refused:
        template.render(VARIABLES)

    assert refused.value.message == sentence


def test_it_leaves_the_given_variables_as_they_are() -> None:
    given = {"a": [1]}

    templating.parse("{% set a = 2 %}{{ a }}").render(given)

    assert given == {"a": [1]}


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("{{ a }} {{ b.c }} {{ a }}", {"a": False, "b": False}),
        (
            "{% for x in xs %}{{ x }}{{ loop.index }}{{ y }}{% endfor %}{{ x }}",
            {"xs": True, "y": False, "x": False},
        ),
        ("{% for k, v in m %}{{ k }}{{ v }}{% endfor %}", {"m": True}),
        ("{% set a = b %}{{ a }}", {"b": False}),
        ("{{ a|join(sep, last=end) }}", {"a": False, "sep": False, "end": False}),
        ("{{ a.b[c] }}{% if d %}{% endif %}{# e #}", {"a": False, "c": False, "d": False}),
    ],
)
def test_it_knows_what_a_template_asks_for(source: str, asks: dict[str, bool]) -> None:
    assert templating.parse(source).asks == asks
