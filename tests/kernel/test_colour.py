from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel import colour
from signalpost.kernel.colour import BLACK, WHITE, Colour

colours = st.builds(
    lambda red, green, blue: Colour.from_hex("#" + bytes((red, green, blue)).hex()),
    *(st.integers(0, 255) for _ in range(3)),
)


@pytest.mark.parametrize("text", ["", "#fff", "3056a8", "#3056ag", "#3056a8 ", "red", "#３056a8"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Colour.from_hex(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffff00", "#000000", 19.56),
    ],
)
def test_contrasts_are_those_of_wcag(one: str, other: str, ratio: float) -> None:
    found = colour.contrast(Colour.from_hex(one), Colour.from_hex(other))

    assert found == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((1, 0, 0), "#ffffff"),
        ((0, 0, 0), "#000000"),
        ((0.628, 0.2577, 29.23), "#ff0000"),
        ((0.8664, 0.2948, 142.5), "#00ff00"),
        ((0.45201, 0.31321, 264.052), "#0000ff"),
        ((0.5999, 0, 0), "#808080"),
    ],
)
def test_oklch_is_what_browsers_make_of_it(values: tuple[float, float, float], text: str) -> None:
    expected, found = Colour.from_hex(text).parts, colour.oklch(*values).parts

    assert found == pytest.approx(expected, abs=1)


@given(colours)
def test_a_colour_comes_back_from_oklch(one: Colour) -> None:
    assert colour.oklch(*one.oklch).parts == pytest.approx(one.parts, abs=1)


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 360))
def test_what_no_screen_can_show_is_brought_within_reach(
    lightness: float, chroma: float, hue: float
) -> None:
    shown = colour.oklch(lightness, chroma, hue)

    assert all(0 <= part <= 1 for part in (shown.red, shown.green, shown.blue))


@given(colours)
def test_text_can_be_read_on_any_colour(ground: Colour) -> None:
    assert colour.contrast(colour.text_on(ground), ground) >= colour.READABLE


@given(colours, colours)
def test_any_colour_is_made_readable_on_any_ground(one: Colour, ground: Colour) -> None:
    shade = Colour.from_hex(colour.readable(one, on=[ground]).hex)

    assert colour.contrast(shade, ground) >= colour.READABLE


def test_what_can_be_read_stays_as_it_is() -> None:
    navy = Colour.from_hex("#102060")

    assert colour.readable(navy, on=[WHITE]) == navy


@given(colours)
def test_it_keeps_its_hue_where_it_has_one(one: Colour) -> None:
    _, chroma, hue = one.oklch
    _, left, turned = colour.readable(one, on=[WHITE]).oklch

    has_hue = min(chroma, left) > 0.02
    assert not has_hue or abs((turned - hue + 180) % 360 - 180) < 3


def test_where_nothing_can_be_read_on_all_it_takes_the_best() -> None:
    grey = Colour.from_hex("#777777")

    assert colour.readable(grey, on=[WHITE, grey, BLACK]) in (WHITE, BLACK)


def test_mixing_is_that_of_css() -> None:
    mixed = colour.mix(colour.oklch(0.53, 0.21, 25), 0.11, WHITE)

    assert mixed.parts == (253, 232, 230)  # as Chromium mixes them in oklab
