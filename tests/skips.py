"""What didn't run, and why: said at the end of each run; with `--may-skip` whatever else was skipped is a failure."""

from collections import Counter

import pytest
from django.db import connection

from tests.machine import NEEDS, SHARED_DATA, chromium

_skipped: Counter[str] = Counter()


def skip(need: str) -> None:
    pytest.skip(NEEDS[need])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--may-skip",
        metavar="NEEDS",
        help="comma-separated needs that may be missing here; a test that is skipped for another reason fails the run "
        f"({', '.join(NEEDS)})",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = []
    if connection.vendor != "postgresql":
        missing.append("postgres")
    if connection.vendor != "sqlite":
        missing.append("sqlite")
    if chromium() is None:
        missing.append("browser")
    if not SHARED_DATA.is_dir():
        missing.append("shared_data")
    for item in items:
        for need in missing:
            if item.get_closest_marker(need):
                item.add_marker(pytest.mark.skip(reason=NEEDS[need]))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        _skipped[report.longrepr[2].removeprefix("Skipped: ")] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not _skipped:
        return
    terminalreporter.section("Not run on this machine")
    for reason, count in sorted(_skipped.items()):
        terminalreporter.line(f"{count:>5}  {reason}")
    if forbidden := _forbidden(config):
        terminalreporter.line("Nothing but the needs named by --may-skip may be missing here.", red=True)
        for reason in forbidden:
            terminalreporter.line(f"       {reason}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _forbidden(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _forbidden(config: pytest.Config) -> list[str]:
    allowed = config.getoption("--may-skip")
    if allowed is None or hasattr(config, "workerinput"):
        return []
    reasons = {NEEDS[need] for need in allowed.split(",") if need}
    return sorted(reason for reason in _skipped if reason not in reasons)
