"""What the checkout may hold, and what the locked packages must say."""

import json
import re
import subprocess

import pytest

from tests.machine import BASE_DIR

TOP_LEVEL = {"manage.py", "pyproject.toml", "README.md", "Procfile", "config", "apps", "templates", "static", "tests"}
LOCKS = sorted((BASE_DIR / "config" / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.IGNORECASE)


def pins(name: str) -> dict[str, str]:
    text = (BASE_DIR / "config" / "requirements" / name).read_text()
    return dict(match.groups() for match in map(PIN.match, text.splitlines()) if match)


def test_the_top_level_holds_what_it_may_and_nothing_else():
    listed = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    names = {path.split("/")[0] for path in listed.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_nothing_made_by_a_machine_is_kept():
    listed = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    assert [path for path in listed.splitlines() if path.endswith((".mo", ".pyc", ".sqlite3", ".min.js"))] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_is_pinned_by_hash_and_names_no_index(lock):
    text = lock.read_text()
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host", text)
    entries = text.replace("\\\n", " ").splitlines()
    unpinned = [
        line for line in entries if line.strip() and not line.lstrip().startswith("#") and "--hash=" not in line
    ]
    assert unpinned == []


def test_the_sets_of_packages_agree():
    run, test, lint = map(pins, ("run.txt", "test.txt", "lint.txt"))
    assert run.items() <= test.items() <= lint.items()


def test_a_file_that_grows_past_four_hundred_lines_is_split():
    sources = [path for folder in ("apps", "config", "tests") for path in (BASE_DIR / folder).rglob("*.py")]
    sources += [
        path
        for folder in ("static", "tests")
        for kind in ("js", "css")
        for path in (BASE_DIR / folder).rglob(f"*.{kind}")
    ]
    long = [path for path in sources if len(path.read_text().splitlines()) > 400 and "migrations" not in path.parts]
    # The settings are one file on purpose.
    assert [str(path.relative_to(BASE_DIR)) for path in long] in ([], ["config/settings.py"])


def test_what_a_test_needs_it_says_by_a_mark_that_every_run_knows():
    """Else it is missing on a machine without a word, or fails a run that doesn't allow its reason."""
    by_itself = re.compile(r"pytest\.(?:mark\.)?(?:skip(?:if)?|importorskip)\b")
    tests = (BASE_DIR / "tests").rglob("*.py")
    found = {str(path.relative_to(BASE_DIR)) for path in tests if by_itself.search(path.read_text())}
    assert found - {"tests/contracts/test_tree.py"} == {"tests/skips.py", "tests/language/public_sets.py"}


def test_every_script_is_checked_for_types():
    scripts = [
        path for path in (BASE_DIR / "static").rglob("*.js") if not path.read_text().startswith("// @ts-check\n")
    ]
    assert scripts == []


def test_the_lock_of_the_scripts_tools_names_no_registry_and_every_hash():
    packages = json.loads((BASE_DIR / ".ci" / "package-lock.json").read_text())["packages"]
    tools = {name: entry for name, entry in packages.items() if name}
    assert tools
    assert [name for name, entry in tools.items() if "resolved" in entry or not entry.get("integrity")] == []
