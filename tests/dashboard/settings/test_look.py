from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from signalpost.site import branding, pictures
from tests.dashboard.settings.conftest import save

LOOK = "/dashboard/settings/look/"
RIGHT = {"theme": "dark", "accent": "#3056A8", "grey_hue": "30", "grey_tint": "120"}


def upload(content: bytes, name: str = "logo.png") -> dict[str, SimpleUploadedFile]:
    return {"logo-picture": SimpleUploadedFile(name, content)}


def png(size: tuple[int, int] = (300, 100)) -> bytes:
    file = BytesIO()
    Image.new("RGBA", size, "#3056a8").save(file, "PNG")
    return file.getvalue()


def test_colours_and_theme_are_kept(browser, alice):
    save(browser(alice), LOOK, RIGHT)

    look = branding.current()
    assert (look.theme, look.accent, look.grey_hue, look.grey_tint) == ("dark", "#3056a8", 30, 120)


@pytest.mark.parametrize("path", ["/dashboard/", "/dashboard/sign-in/"])
def test_the_dashboard_wears_the_colours_too(browser, guest, alice, path):
    branding.change(by=alice, accent="#c2185b")
    client = guest if "sign-in" in path else browser(alice)

    shown = client.get(path).text

    [sheet] = re.findall(r'href="(/theme-[0-9a-f]+\.css)"', shown)
    assert "--accent" in client.get(sheet).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("accent", "blue"), ("accent", "#12345g"), ("grey_hue", "360"), ("theme", "sepia")],
)
def test_what_is_no_look_stands_beside_its_field(browser, alice, field, value):
    answer = save(browser(alice), LOOK, RIGHT | {field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert branding.current().grey_hue == 260


def test_a_logo_is_hung_and_shown(browser, alice):
    client = browser(alice)

    client.post(f"{LOOK}logo/", upload(png()))

    file = branding.current().logo
    assert file
    assert f"/logo-{file.digest}.png" in client.get(LOOK).text


def test_an_icon_is_hung_beside_the_logo(browser, alice):
    client = browser(alice)
    content = png(size=(64, 64))

    client.post(f"{LOOK}icon/", {"icon-picture": SimpleUploadedFile("icon.png", content)})

    file = branding.current().icon
    assert file
    assert f"/logo-{file.digest}.png" in client.get(LOOK).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"just text", "not a PNG, JPEG or WebP picture"),
        (b'<svg onload="alert(1)"><script>alert(1)</script></svg>', "SVG files can hold scripts"),
        (png()[:100], "or it is broken"),
        (b"", "empty"),
    ],
    ids=["text", "svg", "cut", "empty"],
)
def test_a_file_that_is_no_picture_is_refused_in_clear_words(browser, alice, content, words):
    client = browser(alice)
    client.post(f"{LOOK}logo/", upload(png()))

    answer = client.post(f"{LOOK}logo/", upload(content))

    assert answer.status_code == 422
    assert words in answer.text
    assert branding.current().logo, "the one before stays"


@pytest.mark.parametrize("place", branding.PLACES)
def test_fifty_megabytes_are_refused_unread_and_beside_the_field(browser, alice, place):
    client = browser(alice)
    sent = {f"{place}-picture": SimpleUploadedFile("logo.png", b"\0" * 50_000_000)}

    answer = client.post(f"{LOOK}{place}/", sent, follow=True)

    [refused] = [logo for logo in answer.context["logos"] if logo["form"].errors]
    assert refused["place"] == place
    assert "The file is larger than 1 MB" in answer.text


def test_a_file_as_large_as_may_be_is_taken(browser, alice):
    largest = png() + b"\0" * (pictures.LARGEST - len(png()))

    answer = browser(alice).post(f"{LOOK}logo/", upload(largest))

    assert answer["Location"] == LOOK
    assert branding.current().logo


def test_the_address_of_a_place_leads_to_the_form(browser, alice):
    assert browser(alice).get(f"{LOOK}logo/")["Location"] == LOOK


def test_a_logo_is_taken_down(browser, alice):
    client = browser(alice)
    client.post(f"{LOOK}logo/", upload(png()))

    client.post(f"{LOOK}logo/remove/")

    assert branding.current().logo is None


def test_a_style_sheet_that_loads_from_elsewhere_is_refused(browser, alice):
    css = "body { background: url(https://example.com/x.png) }"

    answer = save(browser(alice), "/dashboard/settings/markup/", {"custom_css": css})

    assert answer.status_code == 422
    assert "loads nothing from elsewhere" in answer.text
    assert "url(https://example.com/x.png)" in answer.text, "what was typed stays"


def test_css_and_html_are_kept_as_typed(browser, alice):
    sent = {"custom_css": ".top { border: 0 }\n", "header_html": "<p>Hi</p>", "footer_html": ""}

    save(browser(alice), "/dashboard/settings/markup/", sent)

    look = branding.current()
    assert (look.custom_css, look.header_html) == (".top { border: 0 }\n", "<p>Hi</p>")
