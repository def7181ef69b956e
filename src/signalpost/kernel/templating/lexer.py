"""A template's text as tokens, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from signalpost.kernel.templating.budget import Refused

_OPENING = re.compile(r"\{([{%#])(-?)")
_CLOSING = {"{": "}}", "%": "%}", "#": "#}"}
_TAG_NAME = re.compile(r"\s*(\w*)")
_NEWLINE = re.compile(r"\r?\n")
_SPACE = re.compile(r"\s*")
_TOKEN = re.compile(
    r"""(?P<close>-?(?:\}\}|%\}))
    | (?P<name>[^\W\d]\w*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+"|'[^'\\]*+(?:\\.[^'\\]*+)*+')
    | (?P<sign>==|!=|<=>|<=|>=|//|\*\*|\.\.|\?\?|\?:|[-+*/%~|.,:?()\[\]<>=])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is data, print, tag, name, number, text, sign, close or end.

    `text` of a tag is the tag's name, of a quoted text what stands between the quotes.
    """

    kind: str
    text: str
    line: int


def tokens(source: str) -> Iterator[Token]:
    """The whole template; Refused where it is no template. Ends with an `end`."""
    return _Lexer(source).tokens()


class _Lexer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.line = 1

    def tokens(self) -> Iterator[Token]:
        while opening := _OPENING.search(self.source, self.place):
            data = self.source[self.place : opening.start()]
            line = self.line
            self._go(opening.end())
            if shown := data.rstrip() if opening[2] else data:
                yield Token("data", shown, line)
            if opening[1] == "#":
                self._skip_comment()
            else:
                yield from self._inside(opening[1])
        if rest := self.source[self.place :]:
            yield Token("data", rest, self.line)
        self._go(len(self.source))
        yield Token("end", "", self.line)

    def _inside(self, sign: str) -> Iterator[Token]:
        """Between {{ and }}, or {% and %}."""
        opened, closing = self.line, _CLOSING[sign]
        if sign == "%":
            name = _TAG_NAME.match(self.source, self.place)
            assert name
            self._go(name.end())
            yield Token("tag", name[1], self.line)
        else:
            yield Token("print", "", self.line)
        while True:
            self._skip(_SPACE)
            if self.place == len(self.source):
                raise Refused(f"what “{{{sign}” opens is never closed.", line=opened)
            token = self._token()
            if token.kind == "close":
                if not token.text.endswith(closing):
                    raise Refused(f"“{closing}” is missing here.", line=token.line)
                self._after(token.text, sign)
                yield token
                return
            yield token

    def _token(self) -> Token:
        found = _TOKEN.match(self.source, self.place)
        if not found:
            sign = self.source[self.place]
            what = "a quoted text is never closed" if sign in "'\"" else f"“{sign}” is not allowed"
            raise Refused(f"{what}.", line=self.line)
        line, kind, text = self.line, found.lastgroup or "", found[0]
        self._go(found.end())
        if kind == "text":
            text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), text[1:-1])
        return Token(kind, text, line)

    def _after(self, closing: str, sign: str) -> None:
        """A tag takes the line break behind it along; a minus takes all white space."""
        if closing.startswith("-"):
            self._skip(_SPACE)
        elif sign == "%":
            self._skip(_NEWLINE)

    def _skip_comment(self) -> None:
        end = self.source.find("#}", self.place)
        if end < 0:
            raise Refused("the comment is never closed.", line=self.line)
        takes_space = self.source.endswith("-", self.place, end)
        self._go(end + 2)
        if takes_space:
            self._skip(_SPACE)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self.source, self.place):
            self._go(found.end())

    def _go(self, place: int) -> None:
        self.line += self.source.count("\n", self.place, place)
        self.place = place
