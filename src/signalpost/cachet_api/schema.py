"""What the description of the API says of an object of this wire: drawn from an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]

#: What the names of dates with an offset end in.
_ISO = "_iso"


@dataclass(frozen=True, slots=True)
class Shape:
    """An object as answers carry it; types are those of the example.

    `nullable` may be null, `free` may be any JSON, `parts` are lists of other shapes.
    """

    name: str
    example: Mapping[str, Any]
    nullable: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    parts: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def schema(self) -> Schema:
        """JSON Schema of the object. More keys may be added; these stay."""
        properties = {key: self._property(key, value) for key, value in self.example.items()}
        return {
            "type": "object",
            "required": list(self.example),
            "properties": properties,
            "example": dict(self.example),
        }

    def _property(self, key: str, value: Any) -> Schema:
        if key in self.parts:
            return {"type": "array", "items": reference(self.parts[key])}
        name = key.removesuffix(_ISO)
        if name in self.free:
            return {}
        kind = _TYPES[type(value)]
        return {"type": [kind, "null"] if name in self.nullable else kind}


_TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}


def dated(example: Mapping[str, Any]) -> dict[str, Any]:
    """With each date once more, with an offset."""
    dates = {key: value for key, value in example.items() if key.endswith("_at")}
    return dict(example) | {
        f"{key}{_ISO}": value and f"{value.replace(' ', 'T')}+00:00" for key, value in dates.items()
    }


def reference(shape: Shape) -> Schema:
    return {"$ref": f"#/components/schemas/{shape.name}"}
