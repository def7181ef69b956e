"""What the sources say to visitors: every message that is marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils.translation.template import templatize

from tests.catalogues.po import Message

PACKAGE = Path(__file__).parent.parent.parent / "src" / "signalpost"
#: What only the team reads stays in English.
STAFF = frozenset({"dashboard"})
#: Where each function has the context and the texts among its arguments.
FUNCTIONS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_IN_TEMPLATE = re.compile(r"\b(_|n?p?gettext)\(")


def messages() -> list[Message]:
    """Each once, in the order of the files and of what stands in them."""
    found: dict[tuple[str | None, str], Message] = {}
    for file in sorted(PACKAGE.rglob("*")):
        place = file.relative_to(PACKAGE)
        if place.parts[0] not in STAFF:
            for message in _messages(file):
                known = found.get(message.key, message)
                places = dict.fromkeys((*known.places, place.as_posix()))
                plural = known.plural or message.plural
                found[message.key] = replace(known, plural=plural, places=tuple(places))
    return list(found.values())


def _messages(file: Path) -> Iterator[Message]:
    if file.suffix == ".py":
        tree = ast.parse(file.read_text())
        yield from in_code(tree, names=names(tree))
    elif "templates" in file.parts and file.suffix in {".html", ".txt", ".xml"}:
        yield from in_template(file.read_text())


def in_template(text: str) -> Iterator[Message]:
    """Django writes the tags as calls between blanked text; each call is then read by itself."""
    code = templatize(text)
    for start in _IN_TEMPLATE.finditer(code):
        call = _call(code[start.start() :])
        yield from in_code(call, names={name: name for name in FUNCTIONS} | {"_": "gettext"})


def _call(code: str) -> ast.AST:
    """The call that `code` begins with: up to the first bracket that closes it."""
    for end in re.finditer(r"\)", code):
        try:
            return ast.parse(code[: end.end()], mode="eval")
        except SyntaxError:
            continue
    raise ValueError(f"not a call: {code[:80]}")


def in_code(tree: ast.AST, *, names: dict[str, str]) -> Iterator[Message]:
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        context, text, plural = FUNCTIONS[names[call.func.id]]
        yield Message(
            _literal(call.args[text]),
            None if context is None else _literal(call.args[context]),
            None if plural is None else _literal(call.args[plural]),
        )


def _literal(node: ast.expr) -> str:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        raise ValueError(f"line {node.lineno}: only a text that stands there can be translated")
    return node.value


def names(tree: ast.AST) -> dict[str, str]:
    """What the module calls Django's functions, lazy or not."""
    return {
        alias.asname or alias.name: alias.name.removesuffix("_lazy")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name.removesuffix("_lazy") in FUNCTIONS
    }
