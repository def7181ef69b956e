"""Before the settings are read: each process of a test run gets an installation folder of its own.

Loaded as a pytest plugin (see `addopts`), since pytest-django reads the settings before any
conftest.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="signalpost-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["SIGNALPOST_DATA_DIR"] = FOLDER
for _name in ("SITE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS"):
    os.environ.pop(_name, None)

# Until all is loaded there is no garbage to speak of, and looking for some takes its time.
gc.disable()


def pytest_collection_finish() -> None:
    """What is loaded by now stays; looking through it for garbage takes a twentieth of the time."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
