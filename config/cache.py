"""The cache holds nothing that the product can't do without. While Redis is away each process has one of its own, in
its memory: pages go on, and limits that are counted in the cache still hold, process by process."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError

logger = logging.getLogger(__name__)


def _or_own(name: str) -> Callable[..., Any]:
    """The method of that name, which asks the process's own cache while Redis is away."""
    method = getattr(RedisCacheClient, name)

    @wraps(method)
    def call(client: "Client", *args: Any, **kwargs: Any) -> Any:
        try:
            return method(client, *args, **kwargs)
        except RedisError:
            logger.warning("Redis is away; this process goes by a cache of its own.")
            return getattr(client.own, name)(*args, **kwargs)

    return call


class Client(RedisCacheClient):
    # By the name all caches of a process that stand in for Redis are one.
    own = LocMemCache("instead-of-redis", {"OPTIONS": {"MAX_ENTRIES": 50_000}})

    add = _or_own("add")
    get = _or_own("get")
    set = _or_own("set")
    touch = _or_own("touch")
    delete = _or_own("delete")
    get_many = _or_own("get_many")
    has_key = _or_own("has_key")
    incr = _or_own("incr")
    set_many = _or_own("set_many")
    delete_many = _or_own("delete_many")


class ForgivingRedisCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
