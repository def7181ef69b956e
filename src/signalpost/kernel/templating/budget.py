"""What a template may use up, counted the same on every machine."""

from __future__ import annotations

MOST_STEPS = 8_000
MOST_CHARACTERS = 100_000


class Refused(Exception):
    """What a template may not do, as a sentence; `line` is 0 where only the caller knows it."""

    def __init__(self, sentence: str, *, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


class Budget:
    """Steps, one for each thing that is worked out or put into a list; characters read or made.

    Whoever does the work pays before it is done, so that nothing is ever made only to be refused.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.characters = 0

    def step(self, count: int = 1) -> None:
        self.steps += count
        if self.steps > MOST_STEPS:
            raise Refused(f"the template needs more than {MOST_STEPS} steps.")

    def text(self, length: int) -> None:
        self.characters += length
        if self.characters > MOST_CHARACTERS:
            raise Refused(f"the template handles more than {MOST_CHARACTERS} characters.")
