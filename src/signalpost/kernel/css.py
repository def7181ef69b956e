"""Style sheets that an admin writes for the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)
_CALL = re.compile(r"(?:url|src|image-set|image)\(([^)]*)", re.IGNORECASE)
_ADDRESS = re.compile(r"""\s*["']?\s*([^"'\s,]*)""")
_STRING = re.compile(r"""["']([^"']*)["']""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def fetches(sheet: str) -> str:
    """What it would have loaded from elsewhere, as it is written there; "" where nothing.

    For a clear refusal. The page's content security policy is the wall.
    """
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", sheet))
    if "@import" in plain.lower():
        return "@import"
    return next((address for address in _addresses(plain) if _is_elsewhere(address)), "")


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else ord(escape[2])
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _addresses(sheet: str) -> Iterator[str]:
    for call in _CALL.finditer(sheet):
        yield from _STRING.findall(call[1])
        if first := _ADDRESS.match(call[1]):
            yield first[1]


def _is_elsewhere(address: str) -> bool:
    address = address.strip().lower()
    if address.startswith(("//", "/\\", "\\")):
        return True
    return bool(_SCHEME.match(address)) and not address.startswith("data:")
