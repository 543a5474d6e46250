"""The README's table of settings is the settings' own."""

import re

from tests.machine import BASE_DIR


def test_every_variable_that_the_settings_read_is_explained_and_no_other():
    settings = (BASE_DIR / "config" / "settings.py").read_text()
    read = set(re.findall(r"(?:read_\w+|env\.\w+)\(\s*\"([A-Z][A-Z_]+)\"", settings))
    readme = (BASE_DIR / "README.md").read_text()
    table = readme[readme.index("## Settings") : readme.index("The Procfile also reads")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([A-Z_]+)`", " ".join(rows))) == read
