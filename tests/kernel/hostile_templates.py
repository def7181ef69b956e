"""Templates that mean harm, each by what it tries. The benchmark measures the same ones."""

from __future__ import annotations

from typing import Any

from signalpost.kernel.templating import Sealed

_STEPS, _CHARACTERS = "more than 8000 steps", "more than 100000 characters"


def _each(body: str) -> str:
    return f"{{% for x in xs %}}{body}{{% endfor %}}"


def _nested(levels: int) -> str:
    """Every rank of operator at every level."""
    deep = "1"
    for _ in range(levels):
        deep = f"0 ?? 0 or 1 and 1 == 0 + 0 ~ 1 * [{deep}]|first|default(0)"
    return deep


#: Refused as soon as they are saved: the grammar has no words for what they want.
UNSPEAKABLE: dict[str, str] = {
    "calls a function": "{{ range(10) }}",
    "calls a method": "{{ name.upper() }}",
    "calls through a subscript": "{{ name['format']('x') }}",
    "formats by method": "{{ '{0.__class__}'.format(name) }}",
    "centres by method": "{{ 'a'.center(1000000000) }}",
    "reads a class": "{{ ''.__class__.__mro__ }}",
    "reads globals": "{{ self.__init__.__globals__ }}",
    "asks for builtins": "{{ __builtins__ }}",
    "raises to powers": "{{ 9**9**9 }}",
    "counts far": "{{ 0..1000000000 }}",
    "writes a huge number": "{{ " + "9" * 5_000 + " }}",
    "writes a huge float": "{{ 1" + "0" * 400 + ".0 }}",
    "defines a macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "imports": "{% import 'os' as os %}",
    "imports from": "{% from 'os' import path %}",
    "includes": "{% include '/etc/passwd' %}",
    "extends": "{% extends 'base' %}",
    "opens a block": "{% block a %}{% endblock %}",
    "calls a block": "{% call a() %}{% endcall %}",
    "filters a block": "{% filter upper %}a{% endfilter %}",
    "sets a block": "{% set a %}aaa{% endset %}",
    "recurses": "{% for x in xs recursive %}{{ loop(xs) }}{% endfor %}",
    "filters a loop": "{% for x in xs if x %}{% endfor %}",
    "does": "{% do xs.append(1) %}",
    "evaluates": "{{ 'a'|filter('system') }}",
    "maps": "{{ xs|map('upper') }}",
    "matches": "{{ name matches '/(a+)+$/' }}",
    "reads constants": "{{ constant('PHP_OS') }}",
    "dumps": "{{ dump() }}",
    "steps through a slice": "{{ xs[::-1] }}",
    "centres by filter": "{{ 'a'|center(1000000000) }}",
    "formats by filter": "{{ '%1000000000d'|format(1) }}",
    "wraps words": "{{ name|wordwrap(1) }}",
    "indents": "{{ name|indent(1000000000) }}",
    "batches": "{{ xs|batch(1, 'x') }}",
    "slices by filter": "{{ xs|slice(1, 2, 'x', 4) }}",
    "finds addresses": "{{ name|urlize }}",
    "prints attributes": "{{ xs|xmlattr }}",
    "prints JSON": "{{ xs|tojson }}",
    "looks attributes up": "{{ name|attr('__class__') }}",
    "prints unescaped": "{{ name|safe }}",
    "prints raw": "{{ name|raw }}",
    "makes a map": "{{ {'a': 1} }}",
    "makes a tuple": "{{ (1, 2) }}",
    "nests brackets": "{{ " + "(" * 1_000 + "1" + ")" * 1_000 + " }}",
    "nests lists": "{{ " + "[" * 1_000 + "]" * 1_000 + " }}",
    "nests subscripts": "{{ " + "a[" * 1_000 + "0" + "]" * 1_000 + " }}",
    "nests choices": "{{ " + "a if b else " * 500 + "c }}",
    "nests questions": "{{ " + "a ? b : " * 500 + "c }}",
    "chains choices": "{{ a" + " if b" * 1_000 + " }}",
    "chains tests": "{{ a" + " is defined" * 1_000 + " }}",
    "chains comparisons": "{{ 1" + " < 1" * 1_000 + " }}",
    "negates again and again": "{{ " + "not " * 1_000 + "a }}",
    "subtracts again and again": "{{ " + "- " * 1_000 + "1 }}",
    "nests ifs": "{% if a %}" * 400 + "{% endif %}" * 400,
    "nests loops": "{% for x in xs %}" * 400 + "{% endfor %}" * 400,
    "prints too often": "{{ a }}" * 4_000,
    "adds for ever": "{{ " + "a+" * 10_000 + "a }}",
    "filters for ever": "{{ a" + "|trim" * 5_000 + " }}",
    "looks for ever": "{{ a" + ".b" * 10_000 + " }}",
    "is as long as can be, and then wrong": "{{ a|round(1) }}" * 280 + "{{ a|foo }}",
    "is too long": "a" * 1_000_000,
    "never ends a print": "{{ " + "a" * 30_000,
    "never ends a text": "{{ '" + "a\\\\" * 9_000,
    "never ends a comment": "{#" * 15_000,
    "never ends a tag": "{% " * 10_000,
    "opens many texts": "{{ " + "\"'" * 15_000,
}

#: Words that the grammar has, put together badly: source, and what refuses it when it is rendered
#: with `VARIABLES`; None where it finishes, having done next to nothing.
GREEDY: dict[str, tuple[str, str | None]] = {
    "multiplies a text": ("{{ 'a' * 1000000000 }}", "“a” is not a number"),
    "multiplies a list": ("{{ [1] * 1000000000 }}", "a list is not a number"),
    "formats by percent": ("{{ '%1000000000d' % 1 }}", "is not a number"),
    "multiplies numbers": (
        "{% set n = 999999999999999 %}" + _each("{% set n = n * n %}"),
        "a number is too large",
    ),
    "divides by nothing": ("{{ 1 / nothing }}", "nothing can be divided by 0"),
    "doubles a text": ("{% set a = '0123456789' %}" + _each("{% set a = a ~ a %}"), _CHARACTERS),
    "doubles a text by joining": (
        "{% set a = '0123456789' %}" + _each("{% set a = [a, a]|join %}"),
        _CHARACTERS,
    ),
    "doubles a text by replacing": (
        "{% set a = 'a' %}" + _each("{% set a = a|replace('a', 'aaaa') %}"),
        _CHARACTERS,
    ),
    "replaces in chains": ("{{ 'a'" + "|replace('a', 'aaaaaaaaaa')" * 12 + " }}", _CHARACTERS),
    "doubles a list": ("{% set a = [1] %}" + _each("{% set a = [a, a] %}"), _STEPS),
    "compares doubled lists": (
        "{% set a = [1] %}{% set b = [1] %}"
        + _each("{% set a = [a, a] %}{% set b = [b, b] %}{{ a == b }}{{ a in b }}"),
        _STEPS,
    ),
    "deepens a list": ("{% set a = [] %}" + _each(_each("{% set a = [a] %}")), _STEPS),
    "loops in loops": (_each(_each(_each(""))), _STEPS),
    "prints in loops": (_each("{{ text }}"), _CHARACTERS),
    "writes in loops": (_each("a" * 20_000), _CHARACTERS),
    "escapes in loops": (_each("{{ text|escape|upper }}"), _CHARACTERS),
    "grows by escaping": ("{% set a = '&' %}" + _each("{% set a = a|e|upper %}"), _CHARACTERS),
    "grows by capitals": (_each("{% set greek = greek|upper|lower %}"), _CHARACTERS),
    "splits": (_each("{% set a = text|split('a') %}"), _STEPS),
    "splits and joins": ("{{ text|split('a')|join('aaaaaaaaaaaaaaaaaaaaaa') }}", _STEPS),
    "joins widely": ("{{ xs|join(text) }}", _CHARACTERS),
    "looks for near misses": (_each("{{ near_miss in short }}"), _CHARACTERS),
    "looks for long texts": ("{{ text in text }}", "only texts of up to 99 characters"),
    "sorts in loops": (_each("{% set a = xs|sort %}"), _STEPS),
    "sorts many texts": (_each("{% set a = names|sort|unique %}"), _STEPS),
    "sorts long texts": (_each("{% set a = lines|sort %}"), _CHARACTERS),
    "reverses in loops": (_each("{% set a = xs|reverse %}"), _STEPS),
    "keeps lists": ("{% set a = [] %}" + _each("{% set a = [a, xs|reverse] %}"), _STEPS),
    "searches lists": (_each("{{ 'z' in xs }}"), _STEPS),
    "dedupes in loops": (_each("{% set a = xs|unique %}"), _STEPS),
    "slices in loops": (_each("{% set a = text|slice(1) %}"), _CHARACTERS),
    "truncates far": ("{{ 'a'|truncate(999999999999999, 'b') }}", None),
    "slices far": ("{{ xs|slice(-999999999999999, 999999999999999)|length }}", None),
    "dates in loops": (_each("{{ '2024-01-01'|date('lFrcUeTNE') }}"), _CHARACTERS),
    "writes a long format": (
        "{{ '2024-01-01'|date('" + "l" * 20_000 + "') }}",
        "at most 60 letters",
    ),
    "goes far in time": ("{{ '2024-01-01'|later(days=999999999999999) }}", "lies too far away"),
    "goes beyond the calendar": ("{{ '2024-01-01'|later(days=999999) }}", "lies too far away"),
    "moves dates in loops": (
        "{% set d = '2024-01-01' %}"
        + _each("{% set d = d|later(minutes=1) %}{{ d|until('2024-01-02') }}"),
        _STEPS,
    ),
    "rounds far": ("{{ 1|round(999999999999) }}", "rounded to 0 to 9 places"),
    "rounds in loops": (_each("{{ 3.14159|round(9)|round(8) }}"), _STEPS),
    "strips in loops": (_each("{{ spaces|trim }}"), _CHARACTERS),
    "counts in loops": (_each("{% set n = n + x * 3 - 1 %}"), _STEPS),
    "decides in loops": (_each("{{ 'a' if x > 5 and x < 9 or not x else 'b' }}"), _STEPS),
    "sets many names": (
        "".join(f"{{% set name{number} = text ~ {number} %}}" for number in range(200)),
        _CHARACTERS,
    ),
    "climbs as deep as can be": ("{{ " + _nested(17) + " }}", None),
    "opens a sealed thing": ("{{ thing.secret }}", "the parts of “Website” are not allowed"),
    "opens a number": ("{{ xs.real.imag }}", "“real” is not a number"),
    "prints a map": ("{{ map }}", "a map cannot be printed"),
    "prints nested lists": ("{{ [[1]] }}", "a list inside a list cannot be printed"),
}

VARIABLES: dict[str, Any] = {
    "xs": list(range(1_900)),
    "text": "a" * 30_000,
    "spaces": " " * 15_000,
    "short": "a" * 2_400,
    "near_miss": "a" * 49 + "b" + "a" * 49,
    "greek": "ΐ" * 10_000,
    "names": [f"B{number}" for number in range(2_000)],
    "lines": [f"{'a' * 200}{number}" for number in range(60)],
    "thing": Sealed("Website"),
    "map": {"a": 1},
}

#: What a template may not even be given, and how that is refused.
UNGIVABLE: dict[str, tuple[Any, str]] = {
    "too many values": ([[number] for number in range(4_000)], "At most 5000 values"),
    "too long texts": ("a" * 200_000, "At most 100000 characters"),
    "a huge number": (10**4_000, "a number is too large"),
    "no number": (float("nan"), "a number is too large"),
    "an endless number": (float("inf"), "a number is too large"),
    "a deep list": ([[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]], "nested too deeply"),
    "an object": (object(), "cannot be given to a template"),
}
