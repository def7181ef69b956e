"""A value for "not given", where None means something."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal


class _Unset(Enum):
    UNSET = "unset"

    def __bool__(self) -> Literal[False]:
        return False


Unset = _Unset
UNSET: Final = _Unset.UNSET


def given(**values: Any) -> dict[str, Any]:
    """Those of `values` that were given."""
    return {name: value for name, value in values.items() if value is not UNSET}
