"""What is missing in a catalogue, or wrong with it: a sentence for each."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.catalogues.po import Catalogue, Message

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
_TAG = re.compile(r"</?\w+[^>]*>")


def problems(catalogue: Catalogue, wanted: Sequence[Message]) -> Iterator[str]:
    known = {message.key: message for message in catalogue.messages}
    for message in wanted:
        found = known.get(message.key)
        if found is None or not found.is_translated:
            yield f"{_named(message)} has no translation"
        else:
            yield from _wrong(found, message, catalogue)
    for key in known.keys() - {message.key for message in wanted}:
        yield f"{_named(known[key])} is said nowhere any more"


def _wrong(found: Message, wanted: Message, catalogue: Catalogue) -> Iterator[str]:
    about = _named(wanted)
    original = wanted.plural or wanted.text
    forms = catalogue.forms if wanted.plural else 1
    if len(found.translations) != forms:
        yield f"{about} has {len(found.translations)} of {forms} plural forms"
    for place, form in enumerate(found.translations):
        if _tags(form) != _tags(original):
            yield f"{about} has other tags in “{form}”"
        if form != form.strip() and original == original.strip():
            yield f"{about} has spaces around “{form}”"
        said, wished = _placeholders(form), _placeholders(original)
        if said != wished and not (said < wished and _stands_for_one(place, catalogue)):
            yield f"{about} has other placeholders in “{form}”"


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _tags(text: str) -> Counter[str]:
    return Counter(_TAG.findall(text))


def _stands_for_one(place: int, catalogue: Catalogue) -> bool:
    """A plural form for a single number may say it in words: “one day”, “two days”."""
    form_of = gettext.c2py(catalogue.plural_forms.split("plural=")[1].rstrip("; "))
    return sum(form_of(number) == place for number in range(200)) == 1


def _named(message: Message) -> str:
    context = f" ({message.context})" if message.context else ""
    places = f" of {', '.join(message.places)}" if message.places else ""
    return f"“{message.text}”{context}{places}"
