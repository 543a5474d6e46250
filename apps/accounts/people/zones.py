"""The time zones that one can choose."""

from functools import lru_cache
from zoneinfo import available_timezones


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """UTC, and those named after a place ("Asia/Shanghai")."""
    return ("UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
