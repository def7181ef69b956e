"""How passwords are hashed."""

from __future__ import annotations

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each run takes 19 MiB and a core: without a bound, a flood of guesses takes the server down.
_two_at_a_time = threading.BoundedSemaphore(2)


class Argon2id(Argon2PasswordHasher):
    """argon2id with OWASP's smaller figures (19 MiB, t=2, p=1)."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _two_at_a_time:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _two_at_a_time:
            return super().verify(password, encoded)
