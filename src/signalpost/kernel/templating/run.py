from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from signalpost.kernel.templating import values
from signalpost.kernel.templating.budget import Budget
from signalpost.kernel.templating.values import Escaped, Value


class Expression(Protocol):
    @property
    def line(self) -> int: ...

    def value(self, run: Run) -> Value: ...


class Statement(Protocol):
    @property
    def line(self) -> int: ...

    def write(self, run: Run) -> None: ...


class Run:
    """One rendering: what has been written, which names are known, and where it stands."""

    def __init__(self, variables: dict[str, Value], budget: Budget) -> None:
        self.scopes = [variables]
        self.budget = budget
        self.line = 1
        self._written: list[str] = []

    @property
    def result(self) -> str:
        return "".join(self._written)

    def evaluate(self, expression: Expression) -> Value:
        """The only way to a value: each costs a step."""
        self.budget.step()
        self.line = expression.line
        return expression.value(self)

    def execute(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self.budget.step()
            self.line = statement.line
            statement.write(self)

    def write(self, text: str) -> None:
        self.budget.text(len(text))
        self._written.append(text)

    def print(self, value: Value) -> None:
        """What {{ }} does: everything is escaped, and nothing twice."""
        if isinstance(value, Escaped):
            self.write(value)
        else:
            self._written.append(values.escaped(values.text(value, self.budget), self.budget))

    def name(self, name: str) -> Value:
        """The innermost value by that name; a name nobody knows is nothing."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return None

    def set(self, name: str, value: Value) -> None:
        """Where the name is known, there it changes; else it is new in the innermost scope."""
        for scope in reversed(self.scopes):
            if name in scope:
                scope[name] = value
                return
        self.scopes[-1][name] = value
