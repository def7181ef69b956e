"""What any text must be before it is stored."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from signalpost.kernel.errors import Invalid

#: Tab and line breaks are text; the other control characters are not.
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What turns a line around, until something ends it that may never come: with escapes, for an
#: editor would obey them.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")

EMAIL = 254
NAME = 500
LINE = 2_000
TEXT = 100_000


def storable(value: str) -> bool:
    """Whether every database can keep it: no NUL, no half of a surrogate pair."""
    return "\x00" not in value and not _SURROGATES.search(value)


def without_controls(value: str) -> str:
    return _CONTROLS.sub("", value)


def in_line(name: str) -> str:
    """A name as it may stand in the middle of a sentence: it turns nothing around but itself.

    Not even <bdi> keeps in what was begun and never ended, and titles and pictures have no <bdi>.
    """
    return _TURNS.sub("", name)


def is_email(value: str) -> bool:
    """Whether mail can be sent there: a host must also have a form in ASCII, which is longer."""
    try:
        validate_email(value)
        punycode(value.rpartition("@")[2])
    except (ValidationError, UnicodeError):
        return False
    return True


def checked(value: str, *, field: str, limit: int, required: bool = False) -> str:
    """The text without control characters; Invalid if it cannot be kept."""
    if not storable(value):
        raise Invalid("The text has characters that cannot be stored.", field=field)
    value = without_controls(value)
    if required and not value.strip():
        raise Invalid(f"The {field} is required.", field=field)
    if len(value) > limit:
        raise Invalid(f"At most {limit} characters are possible here.", field=field)
    return value


def checked_email(value: str, *, field: str = "email") -> str:
    """The address without what surrounds it; Invalid if it is none."""
    address = checked(value.strip(), field=field, limit=EMAIL, required=True)
    if not is_email(address):
        raise Invalid(f"“{address}” is not an e-mail address.", field=field)
    return address


def in_xml(value: str) -> str:
    """Without the characters that no XML document can hold, however they are written."""
    return _NOT_IN_XML.sub("", value)
