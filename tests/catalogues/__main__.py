"""Brings the catalogues up to date and says what is missing: `make messages`.

A language that is named and has no catalogue yet gets one.
"""

from __future__ import annotations

import gettext
import sys
from collections import defaultdict
from pathlib import Path

import django.conf
from django.conf.locale import LANG_INFO
from django.utils.translation import to_locale

from signalpost.kernel.languages import CATALOGUES
from tests.catalogues import po, sources
from tests.catalogues.problems import problems

DJANGO = Path(django.conf.__file__).parent / "locale"


def main(languages: list[str]) -> int:
    wanted = sources.messages()
    for language in languages:
        _begin(language)
    wrong: dict[str, list[str]] = defaultdict(list)
    for file in catalogues():
        for problem in _update(file, wanted):
            wrong[problem].append(file.parent.parent.name)
    for problem, where in wrong.items():
        print(f"{problem}: {', '.join(where)}")
    print(f"{len(wanted)} messages, {len(wrong)} of them with something left to do.")
    return 1 if wrong else 0


def catalogues() -> list[Path]:
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po"))


def _begin(language: str) -> None:
    file = CATALOGUES / to_locale(language) / "LC_MESSAGES" / "django.po"
    if language not in LANG_INFO:
        raise SystemExit(f"Django knows no language “{language}”.")
    if not file.exists():
        file.parent.mkdir(parents=True)
        file.write_text(po.written(po.Catalogue(language, _plural_forms(language))))


def _plural_forms(language: str) -> str:
    """As Django has them, so that its catalogue and ours count alike."""
    with (DJANGO / to_locale(language) / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file).info()["plural-forms"]


def _update(file: Path, wanted: list[po.Message]) -> list[str]:
    catalogue = po.read(file.read_text()).updated(wanted)
    file.write_text(po.written(catalogue))
    file.with_suffix(".mo").write_bytes(po.compiled(catalogue))
    return list(problems(catalogue, wanted))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
