"""Whatever an author writes ends early and small, and reaches nothing but what it is given."""

from __future__ import annotations

import string
import tracemalloc
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel import templating
from signalpost.kernel.errors import Invalid
from signalpost.kernel.templating import Sealed, budget
from tests.kernel.hostile_templates import GREEDY, UNGIVABLE, UNSPEAKABLE, VARIABLES

MEGABYTE = 1_000_000

REFUSED = {name: source for name, (source, refusal) in GREEDY.items() if refusal}
HARMLESS = {name: source for name, (source, refusal) in GREEDY.items() if not refusal}
ALL = UNSPEAKABLE | REFUSED | HARMLESS


@pytest.mark.parametrize("name", UNSPEAKABLE)
def test_it_is_refused_when_it_is_saved(name: str) -> None:
    with pytest.raises(Invalid, match=r"^Line \d+: |^A template has at most"):
        templating.parse(UNSPEAKABLE[name])


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_when_it_is_rendered(name: str) -> None:
    source, refusal = GREEDY[name]
    template = templating.parse(source)

    with pytest.raises(Invalid, match=rf"^Line 1: .*{refusal}"):
        template.render(VARIABLES)


@pytest.mark.parametrize("name", HARMLESS)
def test_it_finishes_within_the_budget(name: str) -> None:
    spent = budget.Budget()

    templating.parse(HARMLESS[name]).render(VARIABLES, budget=spent)

    assert spent.steps <= budget.MOST_STEPS
    assert spent.characters <= budget.MOST_CHARACTERS


@pytest.mark.parametrize("name", ALL)
def test_it_never_holds_a_megabyte(name: str) -> None:
    tracemalloc.start()

    _try(ALL[name])

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE


@pytest.mark.parametrize("name", UNGIVABLE)
def test_it_is_not_even_given(name: str) -> None:
    value, refusal = UNGIVABLE[name]

    with pytest.raises(Invalid, match=refusal):
        templating.parse("{{ a }}").render({"a": value})


PIECES = """
    a b xs map thing 1 2.5 'x' "<" true none ( ) [ ] . , | : ? ?? ?: ~ + - * / // % == != < > <= >=
    in not and or is if else defined empty upper join sort split round date later until replace
    truncate slice unique default first last length escape = loop {{ }} {% %} {%if {%for {%set
    {%elif {%else%} {%endif%} {%endfor%} {# #} ** __a
"""
pieces = st.sampled_from(PIECES.split())


@given(st.lists(pieces, max_size=40).map(" ".join))
def test_nonsense_is_rendered_or_refused_and_never_breaks(source: str) -> None:
    _try(source)


@given(st.lists(pieces, min_size=1, max_size=8).map(lambda words: f"{{{{ {' '.join(words)} }}}}"))
def test_an_expression_is_rendered_or_refused_and_never_breaks(source: str) -> None:
    _try(source)


SPECIMENS = [
    *(
        None,
        True,
        False,
        0,
        3,
        -3,
        2.5,
        10**15,
        "",
        "0",
        "2",
        "-1.5",
        "a<b",
        "ß",
        "2024-01-31 18:30",
    ),
    *("2024-01-31T18:30:00+02:00", datetime(2024, 1, 31), datetime(2024, 1, 31, tzinfo=UTC)),
    *([], ["b", "A", "b"], [3, 1.5, True], [None, [1], {}], {}, {"a": 1}, Sealed("Website")),
]
FILTERS = """
    upper lower capitalize trim escape length first last sort reverse unique join round date default
    later split(b) replace(b,b) truncate(b) truncate(b,b) join(b,b) slice(b) slice(b,b) default(b)
    date(b) later(b) later(0,b,b) until(b) round(b)
"""
OPERATORS = "+ - * / // % ~ < > == != <= >= in and or ?? ?:"


@pytest.mark.parametrize("filter", FILTERS.split())
def test_a_filter_takes_whatever_comes_or_refuses_it(filter: str) -> None:
    for a, b in product(SPECIMENS, SPECIMENS):
        _try(f"{{{{ a|{filter} }}}}", {"a": a, "b": b})


@pytest.mark.parametrize("sign", OPERATORS.split())
def test_an_operator_takes_whatever_comes_or_refuses_it(sign: str) -> None:
    for a, b in product(SPECIMENS, SPECIMENS):
        _try(f"{{{{ a {sign} b }}}}", {"a": a, "b": b})


@pytest.mark.parametrize("letter", string.ascii_letters)
def test_a_date_is_written_in_any_letter(letter: str) -> None:
    for moment in ("1900-01-01", "2999-12-31 23:59", "2024-01-31T18:30:00+14:00"):
        _try(f"{{{{ moment|date('{letter}') }}}}", {"moment": moment})


def _try(source: str, variables: Mapping[str, object] = VARIABLES) -> None:
    """Whatever it does, it does it by finishing or by Invalid."""
    with suppress(Invalid):
        templating.parse(source).render(variables)
