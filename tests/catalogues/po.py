"""Catalogues as translators edit them (.po) and as they are read at run time (.mo)."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby


@dataclass(frozen=True)
class Message:
    """`translations`: one, or one for each plural form; empty strings where there is none yet."""

    text: str
    context: str | None = None
    plural: str | None = None
    translations: tuple[str, ...] = ()
    #: The files that say it.
    places: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text

    @property
    def is_translated(self) -> bool:
        return bool(self.translations) and all(self.translations)


@dataclass(frozen=True)
class Catalogue:
    language: str
    #: As in the header: `nplurals=2; plural=(n != 1);`.
    plural_forms: str
    messages: tuple[Message, ...] = ()

    @property
    def forms(self) -> int:
        return int(self.plural_forms.split(";")[0].split("=")[1])

    def updated(self, wanted: Iterable[Message]) -> Catalogue:
        """With exactly the wanted messages, and of the translations those that still fit."""
        known = {message.key: message for message in self.messages}
        return replace(self, messages=tuple(self._kept(one, known.get(one.key)) for one in wanted))

    def _kept(self, wanted: Message, known: Message | None) -> Message:
        count = self.forms if wanted.plural else 1
        fits = known is not None and len(known.translations) == count
        return replace(wanted, translations=known.translations if known and fits else ("",) * count)


def read(text: str) -> Catalogue:
    header, *messages = map(_message, _entries(text))
    named = dict(line.split(": ", 1) for line in header.translations[0].splitlines())
    return Catalogue(named["Language"], named["Plural-Forms"], tuple(messages))


def _entries(text: str) -> Iterator[list[str]]:
    for is_filled, lines in groupby(text.split("\n"), bool):
        if is_filled:
            yield list(lines)


def _message(lines: list[str]) -> Message:
    parts: dict[str, str] = {}
    places: list[str] = []
    keyword = ""
    for line in lines:
        if line.startswith("#"):
            places += line[3:].split() if line.startswith("#: ") else []
            continue
        if not line.startswith('"'):
            keyword, line = line.split(" ", 1)
        parts[keyword] = parts.get(keyword, "") + ast.literal_eval(line)
    return Message(
        text=parts["msgid"],
        context=parts.get("msgctxt"),
        plural=parts.get("msgid_plural"),
        translations=tuple(value for name, value in parts.items() if name.startswith("msgstr")),
        places=tuple(places),
    )


def written(catalogue: Catalogue) -> str:
    return "\n".join(_lines(catalogue))


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield from ('msgid ""', f"msgstr {_quoted(_header(catalogue))}", "")
    for message in catalogue.messages:
        yield f"#: {' '.join(message.places)}"
        if message.context is not None:
            yield f"msgctxt {_quoted(message.context)}"
        yield f"msgid {_quoted(message.text)}"
        if message.plural is None:
            yield f"msgstr {_quoted(message.translations[0])}"
        else:
            yield f"msgid_plural {_quoted(message.plural)}"
            for place, form in enumerate(message.translations):
                yield f"msgstr[{place}] {_quoted(form)}"
        yield ""


def _header(catalogue: Catalogue) -> str:
    return (
        f"Language: {catalogue.language}\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {catalogue.plural_forms}\n"
    )


def _quoted(text: str) -> str:
    """A line of the file for each line of the text."""
    quoted = [f'"{_escaped(line)}"' for line in re.findall(r"[^\n]*\n|[^\n]+", text)] or ['""']
    return quoted[0] if len(quoted) == 1 else "\n".join(['""', *quoted])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def compiled(catalogue: Catalogue) -> bytes:
    """The .mo file: what has no translation is left out, and English stands in for it."""
    pairs = {b"": _header(catalogue).encode()}
    for message in catalogue.messages:
        if message.is_translated:
            key = message.text if message.plural is None else f"{message.text}\0{message.plural}"
            context = "" if message.context is None else f"{message.context}\x04"
            pairs[f"{context}{key}".encode()] = "\0".join(message.translations).encode()
    keys = sorted(pairs)
    return _tables([[*keys], [pairs[key] for key in keys]])


def _tables(columns: list[list[bytes]]) -> bytes:
    """Two tables of lengths and offsets, then the texts: GNU gettext, *MO Files*."""
    count = len(columns[0])
    header = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    offset, index, texts = len(header) + 16 * count, b"", b""
    for column in columns:
        for text in column:
            index += struct.pack("<2I", len(text), offset + len(texts))
            texts += text + b"\0"
    return header + index + texts
