"""The sandbox for templates that people write.

The language is the small part of Twig and Jinja that messages need: {{ }}, if, for, set, comments,
operators and a table of filters. It has a grammar and an evaluator of its own, because what has to
be shown is what a template cannot do:

- The grammar is the list of what is allowed. There is no call, no attribute, no import to forbid:
  there are no words for them. A dot looks into lists and maps and nowhere else, and values are
  copied to a closed set of types before a template sees them.
- Every operation pays for what it will read and make, in steps and characters, before it does it.
  The budget is a count, not a clock: what is refused here is refused everywhere.
- Source, tokens and nesting are bounded, so reading a template is, too. Jinja2's parser alone takes
  150 to 270 ms and up to 6.7 MB for 64 KB of template, and its sandbox bounds neither loops nor
  texts; Twig's spellings (`elseif`, `? :`, `??`) are unknown to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from signalpost.kernel.errors import Invalid
from signalpost.kernel.templating import values
from signalpost.kernel.templating.budget import Budget, Refused
from signalpost.kernel.templating.parser import Parser
from signalpost.kernel.templating.run import Run
from signalpost.kernel.templating.statements import Body
from signalpost.kernel.templating.values import Sealed

__all__ = ["LONGEST", "Budget", "Sealed", "Template", "parse"]

LONGEST = 32_000


@dataclass(frozen=True, slots=True)
class Template:
    """`asks`: the names it reads and does not set itself, True for those it loops over."""

    body: Body
    asks: Mapping[str, bool]

    def render(self, variables: Mapping[str, Any], *, budget: Budget | None = None) -> str:
        """The text for these variables; Invalid says in which line the template went too far."""
        try:
            run = Run(values.taken(variables), budget or Budget())
        except Refused as refused:
            raise Invalid(refused.sentence, field="vars") from None
        try:
            run.execute(self.body)
        except Refused as refused:
            raise _invalid(refused, line=run.line) from None
        return run.result


def parse(source: str) -> Template:
    """Read a template; Invalid names the line and says what is not allowed there."""
    if len(source) > LONGEST:
        raise Invalid(f"A template has at most {LONGEST} characters.", field="template")
    try:
        parser = Parser(source)
        return Template(parser.template(), parser.asked)
    except Refused as refused:
        raise _invalid(refused, line=1) from None


def _invalid(refused: Refused, *, line: int) -> Invalid:
    return Invalid(f"Line {refused.line or line}: {refused.sentence}", field="template")
