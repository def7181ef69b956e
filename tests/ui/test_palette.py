from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel import colour
from signalpost.ui import palette
from signalpost.ui.palette import Theme

STATES = ("operational", "performance", "partial", "major", "maintenance")

themes = st.sampled_from(palette.THEMES)
hues = st.integers(0, 359)
tints = st.floats(0, 3)


def test_colours_are_those_of_the_style_sheet() -> None:
    assert palette.named("raised", "light") == colour.WHITE
    assert palette.named("ground", "dark").hex == "#0c1015"  # as Chromium paints it


@pytest.mark.parametrize("theme", palette.THEMES)
def test_fills_of_states_differ_in_lightness(theme: Theme) -> None:
    lightness = sorted(palette.named(state, theme).oklch[0] for state in STATES)

    assert all(b - a > 0.02 for a, b in pairwise(lightness))


@given(themes, hues, tints)
def test_words_can_be_read_whatever_greys_a_site_chooses(
    theme: Theme, hue: int, tint: float
) -> None:
    raised = palette.named("raised", theme, hue=hue, tint=tint)
    grounds = [palette.named("ground", theme, hue=hue, tint=tint), raised]
    banners = [colour.mix(palette.named(state, theme), 0.11, raised) for state in STATES]

    for word in ("ink", "quiet"):
        ink = palette.named(word, theme, hue=hue, tint=tint)
        assert all(colour.contrast(ink, on) >= colour.READABLE for on in grounds + banners)
    for state, banner in zip(STATES, banners, strict=True):
        ink = palette.named(f"{state}-ink", theme)
        assert all(colour.contrast(ink, on) >= colour.READABLE for on in [*grounds, banner])
