"""The languages that visitors can read: English, and each that has a catalogue in `locale`."""

from __future__ import annotations

from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import to_language

CATALOGUES = Path(__file__).parent.parent / "locale"
#: What the sources are written in.
SOURCE = "en"


def offered() -> list[tuple[str, str]]:
    """The code of each and what it calls itself, in the order of those names."""
    written = (file.parent.parent.name for file in CATALOGUES.glob("*/LC_MESSAGES/django.mo"))
    codes = {SOURCE, *map(to_language, written)}
    return sorted(((code, own_name(code)) for code in codes), key=lambda pair: pair[1].casefold())


def own_name(code: str) -> str:
    name: str = LANG_INFO[code]["name_local"]
    return name[0].upper() + name[1:]
