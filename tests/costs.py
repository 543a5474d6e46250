"""What the tests cost in processor time, which a busy machine doesn't change: seconds a folder at the end of a run, and
with `--most-cpu-seconds` each test that takes more is named, unless it declares `@pytest.mark.costs(seconds)`; at twice
as much it fails: beside other processes, on a slow machine, the same work has been seen to cost nearly that.

What a fixture of the whole session takes, such as the database, isn't put on the test that happens to come first.
Counted is the test's process with its threads and the processes that it started and waited for; not a server that runs
beside the tests, such as the PostgreSQL and the Redis of the settings.
"""

import resource
from collections import defaultdict
from collections.abc import Iterator

import pytest

_began = pytest.StashKey[float]()
_spent: dict[str, float] = {}
_declared: dict[str, float] = {}
_shared = 0.0
_is_shared = False
HEAVIEST = 12
TOLERATED = 2
MANY = 100
"""Fewer tests are a look at something, and nobody asks what it cost."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--most-cpu-seconds", type=float, metavar="SECONDS", help="fails where one test uses more")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    item.stash[_began] = _cpu_seconds() - _shared
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
    global _shared, _is_shared
    if fixturedef.scope != "session" or _is_shared:
        return (yield)
    began, _is_shared = _cpu_seconds(), True
    try:
        return (yield)
    finally:
        _is_shared = False
        _shared += _cpu_seconds() - began


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "teardown":
        report.user_properties.append(("cpu", _cpu_seconds() - _shared - item.stash[_began]))
        if declared := item.get_closest_marker("costs"):
            report.user_properties.append(("may cost", declared.args[0]))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    told = dict(report.user_properties)
    if report.when == "teardown" and "cpu" in told:
        _spent[report.nodeid] = told["cpu"]
        if "may cost" in told:
            _declared[report.nodeid] = told["may cost"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if len(_spent) < MANY and config.getoption("--most-cpu-seconds") is None:
        return
    folders: defaultdict[str, list[float]] = defaultdict(list)
    for name, seconds in _spent.items():
        folders["/".join(name.split("::")[0].split("/")[1:-1])].append(seconds)
    terminalreporter.section("CPU seconds")
    for folder, each in sorted(folders.items(), key=lambda pair: -sum(pair[1])):
        terminalreporter.line(f"{sum(each):>8.1f}  {folder} ({len(each)})")
    terminalreporter.line(f"{sum(_spent.values()):>8.1f}  in all ({len(_spent)}); the heaviest tests:")
    for name, seconds in sorted(_spent.items(), key=lambda pair: -pair[1])[:HEAVIEST]:
        terminalreporter.line(f"{seconds:>8.1f}  {name}")
    for name, most in _heavy(config).items():
        terminalreporter.line(f"{_spent[name]:.1f} CPU seconds, of {most:g} at most: {name}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    is_over = any(_spent[name] > most * TOLERATED for name, most in _heavy(session.config).items())
    if is_over and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _heavy(config: pytest.Config) -> dict[str, float]:
    """Tests that used more than they should → how much they should."""
    most = config.getoption("--most-cpu-seconds")
    if most is None or hasattr(config, "workerinput"):
        return {}
    limits = {name: _declared.get(name, most) for name in _spent}
    return {name: limit for name, limit in limits.items() if _spent[name] > limit}


def _cpu_seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
