"""The cache holds nothing that the product can't do without: while Redis is away it is empty, and pages go on."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError

logger = logging.getLogger(__name__)


def _else(empty: Any, method: Callable[..., Any]) -> Any:
    """The method, which answers as an empty cache would while Redis is away."""

    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except RedisError:
            logger.warning("Redis is away; the cache is taken for empty.")
            return empty(*args, **kwargs) if callable(empty) else empty

    return call


def _no_such_key(_client: Any, key: str, *_: Any) -> int:
    raise ValueError(f"Key {key!r} not found.")


class Client(RedisCacheClient):
    add = _else(True, RedisCacheClient.add)
    get = _else(lambda _client, _key, default: default, RedisCacheClient.get)
    set = _else(None, RedisCacheClient.set)
    touch = _else(False, RedisCacheClient.touch)
    delete = _else(False, RedisCacheClient.delete)
    get_many = _else(lambda *_: {}, RedisCacheClient.get_many)
    has_key = _else(False, RedisCacheClient.has_key)
    incr = _else(_no_such_key, RedisCacheClient.incr)
    set_many = _else(None, RedisCacheClient.set_many)
    delete_many = _else(None, RedisCacheClient.delete_many)


class ForgivingRedisCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
