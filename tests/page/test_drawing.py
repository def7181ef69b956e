from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageFont

from signalpost.components.statuses import ComponentStatus
from signalpost.page import drawing
from signalpost.page.drawing import Look, Told
from tests.site.pictures import picture

LOOK = Look("Northwind", "status.example.com", "light", "", 260, 1.0, None)
TOLD = Told("partial", "Identified", "Card payments failing", "We are looking into it.")


def drawn(told: Told = TOLD, look: Look = LOOK) -> Image.Image:
    return Image.open(BytesIO(drawing.picture(told, look)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Slow mails", "Slow mails"),
        ("  Slow\n\tmails ", "Slow mails"),
        ("Straße, Ελλάδα, Київ, Việt Nam", "Straße, Ελλάδα, Київ, Việt Nam"),
        ("e\u0301", "é"),
        ("Search 検索 🚨", "Search"),
        ("検索, Search, עברית, Mail", "Search, Mail"),
        ("検索", ""),
        ("a\u202eb\u200fc", "a b c"),
    ],
)
def test_what_the_font_has_is_drawn(text: str, shown: str) -> None:
    assert drawing.drawable(text) == shown


def test_the_font_has_all_that_is_drawn() -> None:
    font = ImageFont.truetype(drawing._FONT, 40)
    box = bytes(font.getmask("\U0010fffd"))  # what stands for a letter that is lacking

    letters = [chr(code) for code in range(0x3000) if drawing.drawable(chr(code))]

    assert len(letters) > 1_000
    assert [letter for letter in letters if bytes(font.getmask(letter)) == box] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", ComponentStatus)
def test_each_status_has_a_picture_of_its_own(
    status: ComponentStatus, theme: drawing.palette.Theme
) -> None:
    image = drawn(replace(TOLD, status=status.value), replace(LOOK, theme=theme))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    fill = drawing.palette.named(status.value, theme)
    assert image.getpixel((600, 625)) == fill.parts


@pytest.mark.parametrize(
    "told",
    [
        Told("partial", "", "", ""),
        Told("partial", "x" * 500, "x" * 500, "x" * 500),
        Told("partial", "x " * 500, "x " * 500, "x " * 500),
        Told("partial", "検索", "🚨" * 400, "\u202e\ufffe"),
    ],
    ids=["nothing", "long words", "many words", "nothing that the font has"],
)
def test_any_text_makes_a_picture(told: Told) -> None:
    assert drawn(told, replace(LOOK, name=told.headline)).size == (1200, 630)


def test_the_logo_stands_for_the_name() -> None:
    image = drawn(look=replace(LOOK, logo=picture(size=(400, 100), colour="#123456")))

    assert image.getpixel((100, 92)) == (0x12, 0x34, 0x56)


def test_the_accent_fills_the_mark() -> None:
    image = drawn(look=replace(LOOK, accent="#ffdd00"))

    assert image.getpixel((88, 72)) == (0xFF, 0xDD, 0x00)


def test_it_weighs_little() -> None:
    assert len(drawing.picture(TOLD, LOOK)) < 100_000


def test_the_same_again_is_remembered() -> None:
    assert drawing.picture(TOLD, LOOK) is drawing.picture(TOLD, LOOK)


def test_pillow_is_not_read_before_a_picture_is_drawn() -> None:
    code = (
        "import sys, django; django.setup(); import signalpost.config.urls; "
        "print('PIL' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**_environment(), "DJANGO_SETTINGS_MODULE": "signalpost.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "False"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
