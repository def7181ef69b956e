"""Tokens → expressions, from the loosest binding to the tightest."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from signalpost.kernel.templating import expressions as e
from signalpost.kernel.templating import values
from signalpost.kernel.templating.budget import Refused
from signalpost.kernel.templating.filters import FILTERS
from signalpost.kernel.templating.lexer import Token, tokens
from signalpost.kernel.templating.run import Expression

MOST_TOKENS = 2_500
#: Counted over blocks and expressions together; Python's own limit is far behind it.
DEEPEST = 20

_CONSTANTS: dict[str, values.Value] = {
    "true": True, "True": True, "false": False, "False": False,
    "none": None, "None": None, "null": None,
}  # fmt: skip
_WORDS = frozenset({"and", "else", "for", "if", "in", "is", "loop", "not", "or", *_CONSTANTS})
_MOST_DIGITS = 15
_SIGNATURES = {name: inspect.signature(filter) for name, filter in FILTERS.items()}

Operand = Callable[[], Expression]


class ExpressionParser:
    """`own` are the names that the template itself gives, by block; `asked` the others that it
    reads, True for those that are looped over."""

    def __init__(self, source: str) -> None:
        self._tokens = tokens(source)
        self._count = 0
        self._depth = 0
        self.own: list[set[str]] = [set()]
        self.asked: dict[str, bool] = {}
        self.token = self._ahead = Token("data", "", 1)
        self.advance()
        self.advance()

    def advance(self) -> Token:
        """Go on to the next token; the one that was left."""
        left, self.token = self.token, self._ahead
        self._ahead = next(self._tokens, self._ahead)
        self._count += 1
        if self._count > MOST_TOKENS:
            raise Refused(f"the template has more than {MOST_TOKENS} parts.", line=left.line)
        return left

    def refuse(self, sentence: str) -> Refused:
        return Refused(sentence, line=self.token.line)

    def unexpected(self, sentence: str) -> Refused:
        words = {"end": "the end", "data": "the text", "tag": "the next tag", "print": "“{{”"}
        found = words.get(self.token.kind, f"“{self.token.text}”")
        return self.refuse(f"{sentence} before {found}.")

    @contextmanager
    def nested(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refuse(f"this is nested more than {DEEPEST} deep.")
        yield
        self._depth -= 1

    def expression(self) -> Expression:
        with self.nested():
            return self._choice()

    def at(self, *texts: str) -> bool:
        return self.token.kind in ("sign", "name") and self.token.text in texts

    def take(self, *texts: str) -> str:
        """The token's text, if it is one of these, and go on; else ""."""
        return self.advance().text if self.at(*texts) else ""

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise self.unexpected(f"“{text}” is missing")

    def close(self) -> None:
        """The end of a tag or a print."""
        if self.token.kind in ("name", "number", "text", "sign"):
            raise self.refuse(f"“{self.token.text}” is not allowed here.")
        if self.token.kind != "close":
            raise self.unexpected("an end is missing")
        self.advance()

    def name(self) -> str:
        """A name that a tag gives to a value."""
        if self.token.kind != "name" or self.token.text in _WORDS:
            raise self.unexpected("a name is missing")
        return self._any_name()

    def _any_name(self) -> str:
        if self.token.text.startswith("__"):
            raise self.refuse(f"“{self.token.text}” is not allowed: a name begins otherwise.")
        return self.advance().text

    def _choice(self) -> Expression:
        line, value = self.token.line, self.operand()
        if self.take("if"):
            condition = self.operand()
            no = self.expression() if self.take("else") else e.Literal(line, None)
            return e.Choice(line, condition, value, no)
        if self.take("?"):
            yes = self.expression()
            self.expect(":")
            return e.Choice(line, value, yes, self.expression())
        return value

    def operand(self) -> Expression:
        """An expression without a choice at its end."""
        return self._several(e.FirstGiven, self._any, "??")

    def _any(self) -> Expression:
        return self._several(e.AnyOf, self._all, "or", "?:")

    def _all(self) -> Expression:
        return self._several(e.AllOf, self._not, "and")

    def _not(self) -> Expression:
        if not self.at("not"):
            return self._comparison()
        line = self.advance().line
        with self.nested():
            return e.Not(line, self._not())

    def _comparison(self) -> Expression:
        line, left = self.token.line, self._sum()
        if self.take("is"):
            wanted = not self.take("not")
            return e.Test(line, left, self._test(), wanted)
        sign = self._comparing()
        return e.Comparison(line, left, sign, self._sum()) if sign else left

    def _test(self) -> str:
        if self.token.text not in e.TESTS:
            raise self.refuse(f"the test “is {self.token.text}” is not allowed.")
        return self.advance().text

    def _comparing(self) -> str:
        if self.take("not"):
            self.expect("in")
            return "not in"
        return self.take("==", "!=", "<", ">", "<=", ">=", "in")

    def _sum(self) -> Expression:
        return self._arithmetic(self._joined, "+", "-")

    def _joined(self) -> Expression:
        return self._several(e.Joined, self._product, "~")

    def _product(self) -> Expression:
        return self._arithmetic(self._negative, "*", "/", "//", "%")

    def _negative(self) -> Expression:
        if not self.at("-"):
            return self._postfix()
        line = self.advance().line
        with self.nested():
            return e.Negative(line, self._negative())

    def _postfix(self) -> Expression:
        line, base = self.token.line, self._primary()
        steps: list[e.Step] = []
        while self.at(".", "[", "|", "("):
            if self.take("."):
                steps.append(e.Part(self._part()))
            elif self.take("["):
                steps.append(e.Part(self.expression()))
                self.expect("]")
            elif self.take("|"):
                steps.append(self._filter())
            else:
                raise self.refuse("calling something is not allowed.")
        return e.Postfix(line, base, tuple(steps)) if steps else base

    def _part(self) -> Expression:
        line = self.token.line
        if self.token.kind == "name":
            return e.Literal(line, self._any_name())
        if self.token.kind == "number" and self.token.text.isdigit():
            return self._number()
        raise self.unexpected("a name is missing after the dot")

    def _filter(self) -> e.Filtered:
        name = self.token.text
        if name not in FILTERS:
            raise self.refuse(f"the filter “{name}” is not allowed.")
        self.advance()
        arguments: list[Expression] = []
        named: dict[str, Expression] = {}
        if self.take("("):
            while not self.take(")"):
                self._argument(arguments, named)
                if not self.at(")"):
                    self.expect(",")
        try:
            _SIGNATURES[name].bind(None, None, *arguments, **named)
        except TypeError:
            raise self.refuse(f"the filter “{name}” does not go with these values.") from None
        return e.Filtered(FILTERS[name], tuple(arguments), tuple(named.items()))

    def _argument(self, arguments: list[Expression], named: dict[str, Expression]) -> None:
        if self.token.kind == "name" and self._ahead.text == "=":
            name = self.advance().text
            self.expect("=")
            named[name] = self.expression()
        else:
            arguments.append(self.expression())

    def _primary(self) -> Expression:
        token = self.token
        if token.kind == "text":
            return e.Literal(token.line, self.advance().text)
        if token.kind == "number":
            return self._number()
        if token.kind == "name" and token.text in _CONSTANTS:
            return e.Literal(token.line, _CONSTANTS[self.advance().text])
        if token.kind == "name" and (token.text == "loop" or token.text not in _WORDS):
            return self._name()
        if self.take("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.take("["):
            return self._list(token.line)
        raise self.unexpected("a value is missing")

    def _name(self) -> Expression:
        line, name = self.token.line, self._any_name()
        if self.at("("):
            raise self.refuse(f"the function “{name}” is not allowed.")
        if not any(name in names for names in self.own):
            self.asked.setdefault(name, False)
        return e.Name(line, name)

    def _number(self) -> Expression:
        token = self.advance()
        if len(token.text) > _MOST_DIGITS:
            raise Refused("a number is too large.", line=token.line)
        return e.Literal(token.line, float(token.text) if "." in token.text else int(token.text))

    def _list(self, line: int) -> Expression:
        items: list[Expression] = []
        while not self.take("]"):
            items.append(self.expression())
            if not self.at("]"):
                self.expect(",")
        return e.ListOf(line, tuple(items))

    def _several(
        self, kind: Callable[[int, tuple[Expression, ...]], Expression], part: Operand, *signs: str
    ) -> Expression:
        line, parts = self.token.line, [part()]
        while self.take(*signs):
            parts.append(part())
        return kind(line, tuple(parts)) if len(parts) > 1 else parts[0]

    def _arithmetic(self, part: Operand, *signs: str) -> Expression:
        line, first, rest = self.token.line, part(), []
        while sign := self.take(*signs):
            rest.append((sign, part()))
        return e.Arithmetic(line, first, tuple(rest)) if rest else first
