from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.site import branding
from signalpost.site.models import Branding, File, Theme
from tests.site.pictures import picture


def test_until_somebody_chooses_the_usual_look_holds(db: None) -> None:
    current = branding.current()

    assert (current.theme, current.accent, current.logo) == (Theme.SYSTEM, "", None)
    assert not Branding.objects.exists()


class TestColours:
    def test_what_is_chosen_holds_and_the_rest_stays(self, alice: Actor) -> None:
        branding.change(by=alice, theme=Theme.DARK)
        branding.change(by=alice, accent=" #FFDD00 ")

        current = branding.current()
        assert (current.theme, current.accent) == (Theme.DARK, "#ffdd00")

    def test_it_is_written_in_the_book(self, alice: Actor) -> None:
        branding.change(by=alice, grey_hue=30)

        event = Event.objects.get(kind="site.branding_changed")
        assert event.facts == {"changed": {"grey_hue": [260, 30]}}

    def test_the_page_is_another_after_it(self, alice: Actor) -> None:
        before = log.page_version()

        branding.change(by=alice, accent="#ffdd00")

        assert log.page_version() > before

    def test_the_same_again_is_no_event(self, alice: Actor) -> None:
        branding.change(by=alice, accent="#ffdd00")

        branding.change(by=alice, accent="#FFDD00")

        assert Event.objects.filter(kind="site.branding_changed").count() == 1

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"theme": "sepia"}, "theme"),
            ({"accent": "yellow"}, "accent"),
            ({"accent": "#fd0"}, "accent"),
            ({"accent": "#ffdd00;}body{display:none"}, "accent"),
            ({"grey_hue": 360}, "grey_hue"),
            ({"grey_hue": -1}, "grey_hue"),
            ({"grey_tint": 301}, "grey_tint"),
        ],
    )
    def test_what_cannot_be_right_is_refused_by_field(
        self, alice: Actor, given: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            branding.change(by=alice, **given)

        assert refused.value.field == field
        assert not Branding.objects.exists()


class TestMarkup:
    def test_it_is_kept_as_it_was_typed(self, alice: Actor) -> None:
        branding.change_markup(
            by=alice, custom_css=".top { border: 0 }", header_html="<p onclick=x>Hi</p>"
        )

        current = branding.current()
        assert current.custom_css == ".top { border: 0 }"
        assert current.header_html == "<p onclick=x>Hi</p>"

    def test_a_sheet_that_loads_from_elsewhere_is_refused_by_what_it_loads(
        self, alice: Actor
    ) -> None:
        with pytest.raises(Invalid, match=r"“https://example\.com/x\.gif”") as refused:
            branding.change_markup(
                by=alice, custom_css="a { background: url(https://example.com/x.gif) }"
            )

        assert refused.value.field == "custom_css"
        assert not Branding.objects.exists()

    @pytest.mark.parametrize(
        ("field", "limit"),
        [("custom_css", 50_000), ("header_html", 20_000), ("footer_html", 20_000)],
    )
    def test_it_has_a_size(self, alice: Actor, field: str, limit: int) -> None:
        with pytest.raises(Invalid, match=f"At most {limit} characters"):
            branding.change_markup(by=alice, **{field: "x" * (limit + 1)})


class TestTheLogo:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_it_is_drawn_anew_as_a_png_that_fits(self, alice: Actor, kind: str) -> None:
        current = branding.set_logo(picture(kind, size=(3000, 1000)), by=alice)

        assert current.logo
        drawn = Image.open(BytesIO(bytes(current.logo.content)))
        assert (drawn.format, drawn.size) == ("PNG", (480, 160))
        assert (current.logo.width, current.logo.height) == (480, 160)

    def test_a_small_one_keeps_its_size(self, alice: Actor) -> None:
        current = branding.set_logo(picture(size=(90, 30)), by=alice)

        assert current.logo
        assert (current.logo.width, current.logo.height) == (90, 30)

    def test_nothing_is_kept_of_the_file_but_what_is_seen(self, alice: Actor) -> None:
        current = branding.set_logo(picture("JPEG") + b"<script>alert(1)</script>", by=alice)

        assert current.logo
        assert b"script" not in bytes(current.logo.content)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "not a PNG, JPEG or WebP"),
            (b"hello", "not a PNG, JPEG or WebP"),
            (picture()[:60], "or it is broken"),
            (picture("GIF"), "not a PNG, JPEG or WebP"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "scripts"),
            (b"\x00" * 50_000_000, "larger than 1 MB"),
            (picture(size=(6000, 4000), colour="white", mode="1"), "more than 20 million pixels"),
        ],
        ids=["empty", "text", "cut", "gif", "svg", "50 MB", "bomb"],
    )
    def test_what_is_no_logo_is_refused_and_leaves_nothing(
        self, alice: Actor, content: bytes, sentence: str
    ) -> None:
        with pytest.raises(Invalid, match=sentence) as refused:
            branding.set_logo(content, by=alice)

        assert refused.value.field == "logo"
        assert not File.objects.exists()

    def test_another_one_takes_its_place(self, alice: Actor) -> None:
        branding.set_logo(picture(colour="navy"), by=alice)

        current = branding.set_logo(picture(colour="red"), by=alice)

        assert list(File.objects.all()) == [current.logo]

    def test_one_for_dark_pages_stands_beside_it(self, alice: Actor) -> None:
        branding.set_logo(picture(colour="navy"), by=alice)

        current = branding.set_logo(picture(colour="white"), by=alice, place="logo_on_dark")

        assert current.logo != current.logo_on_dark
        assert File.objects.count() == 2

    def test_the_same_picture_in_both_places_is_one_file(self, alice: Actor) -> None:
        branding.set_logo(picture(), by=alice)
        branding.set_logo(picture(), by=alice, place="logo_on_dark")

        current = branding.remove_logo(by=alice)

        assert current.logo is None
        assert File.objects.get() == current.logo_on_dark

    def test_it_can_be_taken_down(self, alice: Actor) -> None:
        branding.set_logo(picture(), by=alice)

        branding.remove_logo(by=alice)

        assert branding.current().logo is None
        assert not File.objects.exists()


class TestTheIcon:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_it_is_drawn_anew_as_a_square_png(self, alice: Actor, kind: str) -> None:
        current = branding.set_logo(picture(kind, size=(1000, 900)), by=alice, place="icon")

        assert current.icon
        drawn = Image.open(BytesIO(bytes(current.icon.content)))
        assert (drawn.format, drawn.size) == ("PNG", (192, 192))

    def test_a_small_one_keeps_its_size(self, alice: Actor) -> None:
        current = branding.set_logo(picture(size=(48, 48)), by=alice, place="icon")

        assert current.icon
        assert (current.icon.width, current.icon.height) == (48, 48)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (picture(size=(400, 100)), "a square; this picture has 400 × 100 pixels"),
            (picture(size=(16, 16)), "at least 32 × 32 pixels"),
            (b"<svg><script>alert(1)</script></svg>", "scripts"),
            (picture("GIF"), "not a PNG, JPEG or WebP"),
            (b"\x00" * 1_000_001, "larger than 1 MB"),
        ],
        ids=["banner", "tiny", "svg", "gif", "large"],
    )
    def test_what_is_no_icon_is_refused_and_leaves_nothing(
        self, alice: Actor, content: bytes, sentence: str
    ) -> None:
        with pytest.raises(Invalid, match=sentence) as refused:
            branding.set_logo(content, by=alice, place="icon")

        assert refused.value.field == "icon"
        assert not File.objects.exists()

    def test_the_logo_stays_when_it_is_taken_down(self, alice: Actor) -> None:
        branding.set_logo(picture(), by=alice)
        branding.set_logo(picture(size=(64, 64)), by=alice, place="icon")

        current = branding.remove_logo(by=alice, place="icon")

        assert current.icon is None
        assert File.objects.get() == current.logo

    def test_the_book_says_what_was_before_and_after(self, alice: Actor) -> None:
        current = branding.set_logo(picture(size=(64, 64)), by=alice, place="icon")

        event = Event.objects.get(kind="site.branding_changed")
        assert event.facts == {"changed": {"icon_id": [None, current.icon_id]}}
