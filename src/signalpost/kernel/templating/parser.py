"""Tokens → statements. The grammar is the list of what is allowed: for the rest it has no words."""

from __future__ import annotations

from signalpost.kernel.templating.budget import Refused
from signalpost.kernel.templating.expressions import Name
from signalpost.kernel.templating.grammar import ExpressionParser
from signalpost.kernel.templating.run import Expression, Statement
from signalpost.kernel.templating.statements import Body, Data, For, If, Print, Set

_INNER = frozenset({"elif", "elseif", "else", "endif", "endfor"})


class Parser(ExpressionParser):
    def template(self) -> Body:
        return self._body(1)

    def _body(self, line: int, *ends: str) -> Body:
        """Up to a tag named in `ends`, which is left to the caller; `line` is where it opens."""
        statements = []
        with self.nested():
            while self.token.kind != "end" and not self._at_tag(*ends):
                statements.append(self._statement())
        if self.token.kind == "end" and ends:
            raise Refused(f"“{ends[-1]}” is missing.", line=line)
        return tuple(statements)

    def _at_tag(self, *names: str) -> bool:
        return self.token.kind == "tag" and self.token.text in names

    def _statement(self) -> Statement:
        token = self.advance()
        if token.kind == "data":
            return Data(token.line, token.text)
        if token.kind == "print":
            expression = self.expression()
            self.close()
            return Print(token.line, expression)
        match token.text:
            case "if":
                return self._if(token.line)
            case "for":
                return self._for(token.line)
            case "set":
                return self._set(token.line)
        if token.text in _INNER:
            raise Refused(f"nothing is open that “{token.text}” belongs to.", line=token.line)
        raise Refused(f"the tag “{token.text}” is not allowed.", line=token.line)

    def _if(self, line: int) -> Statement:
        branches = [self._branch(line)]
        while self._at_tag("elif", "elseif"):
            branches.append(self._branch(self.advance().line))
        return If(line, tuple(branches), self._otherwise(line, "endif"))

    def _branch(self, line: int) -> tuple[Expression, Body]:
        condition = self.expression()
        self.close()
        return condition, self._body(line, "elif", "elseif", "else", "endif")

    def _otherwise(self, line: int, end: str) -> Body:
        """What follows “else”, if anything; and the tag that ends it all."""
        body: Body = ()
        if self._at_tag("else"):
            self.advance()
            self.close()
            body = self._body(line, end)
        self.advance()
        self.close()
        return body

    def _for(self, line: int) -> Statement:
        key, name = "", self.name()
        if self.take(","):
            key, name = name, self.name()
        self.expect("in")
        over = self.operand()
        if isinstance(over, Name) and over.name in self.asked:
            self.asked[over.name] = True
        self.close()
        self.own.append({key, name, "loop"})
        body = self._body(line, "else", "endfor")
        self.own.pop()
        return For(line, key, name, over, body, self._otherwise(line, "endfor"))

    def _set(self, line: int) -> Statement:
        name = self.name()
        self.expect("=")
        expression = self.expression()
        self.close()
        self.own[-1].add(name)
        return Set(line, name, expression)
