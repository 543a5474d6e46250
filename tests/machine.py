"""What this machine has: services, programs and data that some tests need, and the words in which a skip says so."""

import os
import shutil
from functools import cache
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


SHARED_DATA = Path(os.environ.get("RAPPORT_SHARED_DATA", BASE_DIR.parent / "shared" / "data"))


# What a test may need → why it didn't run. `--may-skip` and the summary go by these.
NEEDS = {
    "postgres": "needs PostgreSQL: set DATABASE_URL",
    "postgres_programs": "needs the programs of a PostgreSQL server: install postgresql",
    "redis": "needs redis-server: install it",
    "browser": "needs Chromium: install chromium",
    "gettext": "needs xgettext: install gettext",
    "node": "needs node: install nodejs",
    "shared_data": "needs the public data sets in ../shared/data",
    "sqlite": "is about the embedded database: unset DATABASE_URL",
}


@cache
def chromium() -> str | None:
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)
