"""docs/templates.md tells the truth: its examples, its filters and its limits."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from signalpost.kernel import templating
from signalpost.kernel.templating import budget, filters, grammar, values

GUIDE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text()
EXAMPLES = re.findall(
    r"```jinja\n(.*?)```\n```json\n(.*?)```\n```text\n(.*?)```\n", GUIDE, flags=re.DOTALL
)


def test_every_example_is_complete() -> None:
    assert len(EXAMPLES) == GUIDE.count("```jinja") == GUIDE.count("```text")


@pytest.mark.parametrize(("template", "variables", "text"), EXAMPLES)
def test_an_example_writes_what_the_guide_says(template: str, variables: str, text: str) -> None:
    assert templating.parse(template).render(json.loads(variables)) == text


def test_every_filter_is_in_the_guide_and_no_other() -> None:
    rows = re.findall(r"^\| (`.*?) \|", GUIDE.partition("## Filters")[2], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)[`(]", row)}

    assert named == set(filters.FILTERS)


def test_every_limit_is_in_the_guide() -> None:
    limits = GUIDE.partition("## Limits")[2]

    for limit in (
        templating.LONGEST,
        grammar.MOST_TOKENS,
        grammar.DEEPEST,
        budget.MOST_STEPS,
        budget.MOST_CHARACTERS,
        values.MOST_GIVEN,
    ):
        assert f"{limit:,}".replace(",", " ") in limits
