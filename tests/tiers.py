"""Which tests a run takes, and in which order.

A plain run takes every test but those marked `long`; some of the others do less than they could (`amount`) and are
marked `longer`. `--long` takes these two kinds alone, each in full. `--sampled` takes one in ten of each file's tests
that are marked `either`: they say the same on both databases and run whole on the other one. `--one-in 10` takes a
tenth of each file's tests and all that are marked `postgres`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ONE_IN = 10
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}

# Files whose tests take many seconds, most first: what is long must not be what a run ends with.
LONG_FIRST = (
    "faults/",
    "config/test_redis_away.py",
    "browser/",
    "config/test_up.py",
    "benchmark/",
    "gamification/test_award_live.py",
    "console/test_every_page.py",
    "contracts/test_openapi.py",
    "contracts/test_who_may_what.py",
    "gamification/test_any_order.py",
    "gamification/test_farming.py",
    "chat/test_two_clients.py",
    "look/test_in_a_browser.py",
    "gamification/test_in_the_browser.py",
    "config/test_bootstrap.py",
)

_is_long = False


def amount(full: int, *, smoke: int) -> int:
    """How much a test marked `longer` does: all of it under `--long`."""
    return full if _is_long else smoke


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the tests that take long, in full, and no others")
    parser.addoption("--sampled", action="store_true", help="one in ten of those that run whole elsewhere")
    parser.addoption("--one-in", type=int, default=1, metavar="N", help="so many of each file's, and all that races")


def pytest_configure(config: pytest.Config) -> None:
    global _is_long
    _is_long = config.getoption("--long")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-k test_of_this` only files that name it are imported: half of the seconds before its first dot."""
    word = config.option.keyword.lower()
    if not re.fullmatch(r"test_\w+", word) or not collection_path.match("test_*.py"):
        return None
    return True if word not in f"{collection_path.name} {collection_path.read_text()}".lower() else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        if not _needs_database(item):
            item.add_marker("no_database")
    yield
    seen: Counter[str] = Counter()
    taken: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        is_taken = _is_of_this_tier(item)
        one_in = _sampled_one_in(item, config)
        if is_taken and one_in > 1:
            name = item.nodeid.partition("::")[0]
            is_taken = seen[name] % one_in == 0
            seen[name] += 1
        (taken if is_taken else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
    items[:] = sorted(taken, key=_place)


def _needs_database(item: pytest.Item) -> bool:
    return bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        or any(item.get_closest_marker(name) for name in ("django_db", "servers", "postgres", "sqlite"))
    )


def _sampled_one_in(item: pytest.Item, config: pytest.Config) -> int:
    if config.getoption("--sampled") and item.get_closest_marker("either"):
        return ONE_IN
    races = item.get_closest_marker("postgres") is not None
    return 1 if races else config.getoption("--one-in")


def _is_of_this_tier(item: pytest.Item) -> bool:
    is_long = item.get_closest_marker("long") is not None
    return is_long or item.get_closest_marker("longer") is not None if _is_long else not is_long


def _place(item: pytest.Item) -> int:
    name = item.nodeid.removeprefix("tests/")
    return next((place for place, start in enumerate(LONG_FIRST) if name.startswith(start)), len(LONG_FIRST))
