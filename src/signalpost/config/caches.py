"""What all processes share and may forget: on a server of its own, with the database behind it."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

#: How long the server may take, in seconds, and how long one that took longer is not asked again.
_PATIENCE, _PAUSE = 1.0, 10.0


class ServerOrTable(BaseCache):
    """Redis or Valkey; a table of the database while that is away, so that people can sign in.

    What the one has counted the other does not know: limits begin anew when they change places.
    """

    def __init__(self, address: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = {
            "socket_timeout": _PATIENCE,
            "socket_connect_timeout": _PATIENCE,
            "retry": Retry(NoBackoff(), 1),  # a server that began anew has hung up on us
        }
        self._server = RedisCache(address, params | {"OPTIONS": options})
        self._table = DatabaseCache(settings.CACHE_TABLE, params)
        self._away_until = 0.0

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask("set", key, value, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def clear(self) -> None:
        self._ask("clear")

    def check_server(self) -> None:
        """RedisError when it does not answer."""
        self._server.get("doctor")

    def _ask(self, what: str, *given: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                return getattr(self._server, what)(*given)
            except RedisError as error:
                logger.warning("The cache does not answer, the database stands in: %s", error)
                self._away_until = time.monotonic() + _PAUSE
        return getattr(self._table, what)(*given)
