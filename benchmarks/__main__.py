"""`make bench`: every module's `run()`, printed. `python -m benchmarks serving metrics` runs some.

Machines differ and are shared: figures are CPU rather than wall clock where that is possible,
medians of several rounds, and best read as ratios within one run.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(wanted: list[str]) -> None:
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    for name in wanted or [name for name in names if not name.startswith("_")]:
        print(f"\n{name}")
        importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
