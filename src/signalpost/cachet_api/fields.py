"""What a write may carry: contract 1.3 and 1.4, one class per rule name.

A form reads parameters into the values that were given. All failing rules of a field are
reported, fields in the order of the form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from signalpost.cachet_api import values, words
from signalpost.cachet_api.parameters import Parameters
from signalpost.cachet_api.values import Wrong
from signalpost.kernel.moments import OUT_OF_REACH, is_within_reach
from signalpost.kernel.numbers import LARGEST, SMALLEST
from signalpost.kernel.text import EMAIL, LINE, is_email, without_controls
from signalpost.kernel.unset import UNSET

#: Of any scheme, but for those that a browser would carry out.
_URL = re.compile(r"(?!(javascript|vbscript):)[a-z][a-z0-9+.-]*://[^\s/?#]+[^\s]*", re.IGNORECASE)


class Refused(Exception):
    """Sentences for the error body's `meta.details`."""

    def __init__(self, *details: str) -> None:
        super().__init__(*details)
        self.details = list(details)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`default` replaces a missing value alone; an explicit null is `null` (contract 1.2, 6).

    `filled`: may be left out, and is not empty where it is given. `unless`: the field that makes
    up for one that is required, here or by the operation.
    """

    name: str
    #: A name it had once, read where the field itself is missing.
    older: str | None = None
    required: bool = False
    unless: str | None = None
    filled: bool = False
    required_with: str | None = None
    default: Any = UNSET
    null: Any = UNSET
    blank: Any = UNSET

    #: What kind of JSON value it is, for descriptions of the API.
    json_type: ClassVar[str] = "string"

    @property
    def spoken(self) -> str:
        return self.name.replace("_", " ")

    def read(self, parameters: Parameters) -> Any:
        """The value, or UNSET when there is none to use; Refused when a rule fails."""
        raw = self._given(parameters)
        value = self._trimmed(raw)
        self._refuse_if_needed(parameters, raw, value)
        if self._is_empty(value):
            return self.default if raw is UNSET else self.null if raw is None else self.blank
        try:
            return self.accept(values.cleaned(value))
        except Wrong as wrong:
            raise Refused(str(wrong).format(self.spoken)) from None

    def accept(self, value: Any) -> Any:
        raise NotImplementedError

    def _given(self, parameters: Parameters) -> Any:
        if self.older is None or self.name in parameters:
            return parameters.get(self.name, UNSET)
        return parameters.get(self.older, UNSET)

    def _trimmed(self, raw: Any) -> Any:
        return without_controls(raw).strip() if isinstance(raw, str) else raw

    def _is_empty(self, value: Any) -> bool:
        return value is UNSET or value is None or value == ""

    def _has(self, parameters: Parameters, name: str) -> bool:
        return not self._is_empty(self._trimmed(parameters.get(name)))

    def _refuse_if_needed(self, parameters: Parameters, raw: Any, value: Any) -> None:
        if not self._is_empty(value) and value not in ([], {}):
            return
        is_missed = self.required and (raw is not UNSET or self.default is UNSET)
        is_blank = self.filled and raw is not UNSET and raw is not None
        is_made_up_for = self.unless is not None and self._has(parameters, self.unless)
        if is_blank or (is_missed and not is_made_up_for):
            raise Refused(f"The {self.spoken} field is required.")
        if self.required_with is not None and self._has(parameters, self.required_with):
            other = self.required_with.replace("_", " ")
            raise Refused(f"The {self.spoken} field is required when {other} is present.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """`verbatim`: neither trimmed nor filtered (contract 1.3's exemptions)."""

    limit: int = LINE
    verbatim: bool = False

    def accept(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise Wrong("The {} must be a string.")
        if len(value) > self.limit:
            raise Wrong(f"The {{}} may not be greater than {self.limit} characters.")
        return value

    def _trimmed(self, raw: Any) -> Any:
        trimmed = Field._trimmed(self, raw)
        return raw if self.verbatim and trimmed else trimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Text):
    def accept(self, value: Any) -> Any:
        if not (isinstance(value, str) and _URL.fullmatch(value)):
            raise Wrong("The {} format is invalid.")
        return Text.accept(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Text):
    limit: int = EMAIL

    def accept(self, value: Any) -> Any:
        if not (isinstance(value, str) and is_email(value)):
            raise Wrong("The {} must be a valid email address.")
        return Text.accept(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Text):
    """A date and a time; whoever reads the form gives it a zone where it names none."""

    limit: int = 64

    def accept(self, value: Any) -> Any:
        moment = words.moment_from(Text.accept(self, value))
        if moment is None:
            raise Wrong("The {} is not a date like 2024-01-31 18:30.")
        if not is_within_reach(moment):
            raise Wrong(f"The {{}} is invalid: {OUT_OF_REACH}")
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Field):
    """Rule *int*, between `least` and `most`."""

    least: int = SMALLEST
    most: int = LARGEST
    json_type: ClassVar[str] = "integer"

    def accept(self, value: Any) -> Any:
        return self._bounded(values.whole(value))

    def _bounded(self, number: int) -> int:
        if self.least <= number <= self.most:
            return number
        if self.least > SMALLEST and self.most < LARGEST:
            raise Wrong(f"The {{}} must be between {self.least} and {self.most}.")
        if number < self.least:
            raise Wrong(f"The {{}} must be at least {self.least}.")
        raise Wrong(f"The {{}} may not be greater than {self.most}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CastWhole(Whole):
    """Rule *cast-int*, then the bounds: what is no number is 0."""

    message: str | None = None

    def accept(self, value: Any) -> Any:
        try:
            return self._bounded(values.cast_whole(value))
        except Wrong:
            if self.message:
                raise Wrong(self.message) from None
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Field):
    """Rule *numeric*, as a Decimal: no digit is lost."""

    least: int | None = None
    most: int | None = None
    json_type: ClassVar[str] = "number"

    def accept(self, value: Any) -> Any:
        number = values.numeric(value)
        if self.least is not None and number < self.least:
            raise Wrong(f"The {{}} must be at least {self.least}.")
        if self.most is not None and number > self.most:
            raise Wrong(f"The {{}} may not be greater than {self.most}.")
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean(Field):
    """Rule *bool*: exactly true, false, 0, 1, "0", "1"."""

    json_type: ClassVar[str] = "boolean"

    def accept(self, value: Any) -> Any:
        if isinstance(value, bool) or (type(value) is int and value in (0, 1)):
            return bool(value)
        if value in ("0", "1"):
            return value == "1"
        raise Wrong("The {} field must be true or false.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CastBoolean(Field):
    """Rule *cast-bool* with the contract's deviation: false, no and off are false in any case."""

    json_type: ClassVar[str] = "boolean"

    def accept(self, value: Any) -> Any:
        return values.cast_truth(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Array(Field):
    """A JSON array or object, or bracketed form fields. Nulls inside are dropped."""

    json_type: ClassVar[str] = "object"

    def accept(self, value: Any) -> Any:
        if not isinstance(value, list | dict):
            raise Wrong("The {} must be an array.")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Array):
    """A list of objects, each read by `form`; one without keys gives the field `bare` alone."""

    form: Form
    most: int
    bare: str | None = None

    def accept(self, value: Any) -> Any:
        given = Array.accept(self, value)
        items = list(given.values()) if isinstance(given, dict) else given
        if isinstance(given, dict) and not all(isinstance(item, dict) for item in items):
            raise Wrong("The {} must be a list.")
        if len(items) > self.most:
            raise Wrong(f"The {{}} may not have more than {self.most} items.")
        return [self._item(item, place) for place, item in enumerate(items, 1)]

    def _item(self, item: Any, place: int) -> dict[str, Any]:
        named = {self.bare: item} if self.bare is not None and not isinstance(item, dict) else item
        try:
            if not isinstance(named, dict):
                raise Refused("It must be an object.")
            return self.form.read(named)
        except Refused as refused:
            where = f"Of the {self.spoken}, number {place}"
            raise Refused(*(f"{where}: {detail}" for detail in refused.details)) from None


class Form:
    """The fields of one write."""

    def __init__(self, *fields: Field) -> None:
        self.fields = fields

    def read(self, parameters: Parameters) -> dict[str, Any]:
        """The given values by name; Refused with every field's failing rules."""
        read, details = {}, []
        for field in self.fields:
            try:
                value = field.read(parameters)
            except Refused as refused:
                details += refused.details
            else:
                if value is not UNSET:
                    read[field.name] = value
        if details:
            raise Refused(*details)
        return read

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


def pick(values: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Those of `values` that go by one of `names`."""
    return {name: value for name, value in values.items() if name in names}
