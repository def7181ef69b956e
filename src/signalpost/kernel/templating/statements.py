"""What stands in a template outside its expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from signalpost.kernel.templating import values
from signalpost.kernel.templating.budget import Refused
from signalpost.kernel.templating.run import Expression, Run, Statement
from signalpost.kernel.templating.values import Value

Body = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Data:
    line: int
    text: str

    def write(self, run: Run) -> None:
        run.write(self.text)


@dataclass(frozen=True, slots=True)
class Print:
    line: int
    expression: Expression

    def write(self, run: Run) -> None:
        run.print(run.evaluate(self.expression))


@dataclass(frozen=True, slots=True)
class If:
    line: int
    branches: tuple[tuple[Expression, Body], ...]
    otherwise: Body

    def write(self, run: Run) -> None:
        for condition, body in self.branches:
            if values.is_true(run.evaluate(condition)):
                return run.execute(body)
        return run.execute(self.otherwise)


@dataclass(frozen=True, slots=True)
class Set:
    line: int
    name: str
    expression: Expression

    def write(self, run: Run) -> None:
        run.set(self.name, run.evaluate(self.expression))


@dataclass(frozen=True, slots=True)
class For:
    """Over a list or the values of a map; with two names, the first is the place or the key."""

    line: int
    key: str
    name: str
    over: Expression
    body: Body
    otherwise: Body

    def write(self, run: Run) -> None:
        over = run.evaluate(self.over)
        if not values.is_true(over):
            return run.execute(self.otherwise)
        if not isinstance(over, list | dict):
            raise Refused(f"{values.shown(over)} is not a list.")
        pairs: Iterable[tuple[Value, Value]] = enumerate(over)
        if isinstance(over, dict):
            pairs = over.items()
        for place, (key, value) in enumerate(pairs):
            run.budget.step()
            scope: dict[str, Value] = {"loop": _loop(place, len(over)), self.name: value}
            if self.key:
                scope[self.key] = key
            run.scopes.append(scope)
            run.execute(self.body)
            run.scopes.pop()
        return None


def _loop(place: int, length: int) -> Value:
    return {
        "index": place + 1,
        "index0": place,
        "first": place == 0,
        "last": place == length - 1,
        "length": length,
    }
