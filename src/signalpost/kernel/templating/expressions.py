"""What can stand in {{ }}, and what each means."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from signalpost.kernel.templating import values
from signalpost.kernel.templating.budget import Refused
from signalpost.kernel.templating.filters import Filter, holds
from signalpost.kernel.templating.run import Expression, Run
from signalpost.kernel.templating.values import Sealed, Value


class Step(Protocol):
    """What follows a value: .part, [part] or |filter."""

    def apply(self, value: Value, run: Run) -> Value: ...


@dataclass(frozen=True, slots=True)
class Literal:
    line: int
    known: Value

    def value(self, run: Run) -> Value:
        return self.known


@dataclass(frozen=True, slots=True)
class Name:
    line: int
    name: str

    def value(self, run: Run) -> Value:
        return run.name(self.name)


@dataclass(frozen=True, slots=True)
class ListOf:
    line: int
    items: tuple[Expression, ...]

    def value(self, run: Run) -> Value:
        return [run.evaluate(item) for item in self.items]


@dataclass(frozen=True, slots=True)
class Postfix:
    line: int
    base: Expression
    steps: tuple[Step, ...]

    def value(self, run: Run) -> Value:
        value = run.evaluate(self.base)
        for step in self.steps:
            run.budget.step()
            value = step.apply(value, run)
        return value


@dataclass(frozen=True, slots=True)
class Part:
    """Looks into lists and maps of ours, never at attributes of Python's objects."""

    key: Expression

    def apply(self, value: Value, run: Run) -> Value:
        key = run.evaluate(self.key)
        match value:
            case dict():
                return value.get(key if isinstance(key, str) else values.text(key, run.budget))
            case list():
                place = values.whole(key)
                return value[place] if -len(value) <= place < len(value) else None
            case Sealed():
                raise Refused(f"the parts of {values.shown(value)} are not allowed here.")
        return None


@dataclass(frozen=True, slots=True)
class Filtered:
    filter: Filter
    arguments: tuple[Expression, ...]
    named: tuple[tuple[str, Expression], ...]

    def apply(self, value: Value, run: Run) -> Value:
        arguments = [run.evaluate(argument) for argument in self.arguments]
        named = {name: run.evaluate(argument) for name, argument in self.named}
        return self.filter(run.budget, value, *arguments, **named)


@dataclass(frozen=True, slots=True)
class Choice:
    """a if b else c, and b ? a : c."""

    line: int
    condition: Expression
    yes: Expression
    no: Expression

    def value(self, run: Run) -> Value:
        chosen = self.yes if values.is_true(run.evaluate(self.condition)) else self.no
        return run.evaluate(chosen)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The first that is true, else the last."""

    line: int
    parts: tuple[Expression, ...]

    def value(self, run: Run) -> Value:
        value: Value = None
        for part in self.parts:
            value = run.evaluate(part)
            if values.is_true(value):
                break
        return value


@dataclass(frozen=True, slots=True)
class AllOf:
    """The first that is not true, else the last."""

    line: int
    parts: tuple[Expression, ...]

    def value(self, run: Run) -> Value:
        value: Value = None
        for part in self.parts:
            value = run.evaluate(part)
            if not values.is_true(value):
                break
        return value


@dataclass(frozen=True, slots=True)
class FirstGiven:
    """a ?? b."""

    line: int
    parts: tuple[Expression, ...]

    def value(self, run: Run) -> Value:
        value: Value = None
        for part in self.parts:
            value = run.evaluate(part)
            if value is not None:
                break
        return value


@dataclass(frozen=True, slots=True)
class Not:
    line: int
    of: Expression

    def value(self, run: Run) -> Value:
        return not values.is_true(run.evaluate(self.of))


@dataclass(frozen=True, slots=True)
class Test:
    """a is defined, a is empty: `wanted` is False after "is not"."""

    line: int
    of: Expression
    name: str
    wanted: bool

    def value(self, run: Run) -> Value:
        value = run.evaluate(self.of)
        return TESTS[self.name](value) is self.wanted


@dataclass(frozen=True, slots=True)
class Comparison:
    line: int
    left: Expression
    sign: str
    right: Expression

    def value(self, run: Run) -> Value:
        left, right = run.evaluate(self.left), run.evaluate(self.right)
        return COMPARISONS[self.sign](left, right, run)


@dataclass(frozen=True, slots=True)
class Joined:
    """a ~ b."""

    line: int
    parts: tuple[Expression, ...]

    def value(self, run: Run) -> Value:
        parts = [values.text(run.evaluate(part), run.budget) for part in self.parts]
        return values.joined(parts, "", run.budget)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """From left to right; the signs are of one rank."""

    line: int
    first: Expression
    rest: tuple[tuple[str, Expression], ...]

    def value(self, run: Run) -> Value:
        result = values.number(run.evaluate(self.first))
        for sign, operand in self.rest:
            other = values.number(run.evaluate(operand))
            try:
                result = values.bounded(ARITHMETIC[sign](result, other))
            except ZeroDivisionError:
                raise Refused("nothing can be divided by 0.") from None
        return result


@dataclass(frozen=True, slots=True)
class Negative:
    line: int
    of: Expression

    def value(self, run: Run) -> Value:
        return -values.number(run.evaluate(self.of))


TESTS: dict[str, Callable[[Value], bool]] = {
    "defined": lambda value: value is not None,
    "none": lambda value: value is None,
    "null": lambda value: value is None,
    "empty": lambda value: not values.is_true(value),
}

COMPARISONS: dict[str, Callable[[Value, Value, Run], bool]] = {
    "==": lambda one, other, run: values.are_equal(one, other, run.budget),
    "!=": lambda one, other, run: not values.are_equal(one, other, run.budget),
    "<": lambda one, other, run: values.is_less(one, other, run.budget),
    ">": lambda one, other, run: values.is_less(other, one, run.budget),
    "<=": lambda one, other, run: (
        values.is_less(one, other, run.budget) or values.are_equal(one, other, run.budget)
    ),
    ">=": lambda one, other, run: (
        values.is_less(other, one, run.budget) or values.are_equal(one, other, run.budget)
    ),
    "in": lambda one, other, run: holds(run.budget, other, one),
    "not in": lambda one, other, run: not holds(run.budget, other, one),
}

#: No power: 9 ** 9 ** 9 is the shortest way to stop a machine.
ARITHMETIC: dict[str, Callable[[int | float, int | float], int | float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}
