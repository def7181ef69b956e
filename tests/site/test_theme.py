from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.kernel import colour
from signalpost.kernel.colour import Colour
from signalpost.site import theme
from signalpost.site.models import Branding
from signalpost.ui import palette

accents = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def properties(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):([^;]+);", sheet))


def test_without_a_choice_there_is_no_sheet() -> None:
    assert theme.stylesheet(Branding()) == ""


def test_greys_are_a_hue_and_how_much_of_it() -> None:
    sheet = theme.stylesheet(Branding(grey_hue=30, grey_tint=150))

    assert sheet == "@layer tokens{:root{--grey-hue:30;--grey-tint:1.5;}}\n"


@pytest.mark.parametrize(
    ("accent", "on_accent"),
    [("#ffdd00", "#000000"), ("#000000", "#ffffff"), ("#ffffff", "#000000")],
)
def test_an_accent_fills_as_it_was_chosen(accent: str, on_accent: str) -> None:
    found = properties(theme.stylesheet(Branding(accent=accent)))

    assert (found["--accent"], found["--on-accent"]) == (accent, on_accent)


@given(accents, st.integers(0, 359), st.integers(0, 300))
def test_an_accent_can_be_read_wherever_it_is_ink(accent: str, hue: int, tint: int) -> None:
    branding = Branding(accent=accent, grey_hue=hue, grey_tint=tint)

    found = properties(theme.stylesheet(branding))

    inks = re.findall(r"#[0-9a-f]{6}", found["--accent-ink"])
    for ink, light_or_dark in zip(inks, palette.THEMES, strict=True):
        for name in ("ground", "raised"):
            ground = palette.named(name, light_or_dark, hue=hue, tint=tint / 100)
            assert colour.contrast(Colour.from_hex(ink), ground) >= colour.READABLE
