"""The catalogues are kept as text; what gettext reads is made from them where the product runs."""

import os
import tempfile
from pathlib import Path

import polib
from django.conf import settings


def compile_translations() -> list[Path]:
    """Compiles each catalogue whose compiled form is missing or older. Returns the files written; safe to run at once
    in several processes."""
    written = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
                continue
            handle, unfinished = tempfile.mkstemp(dir=target.parent)
            os.close(handle)
            polib.pofile(str(source)).save_as_mofile(unfinished)
            os.chmod(unfinished, 0o644)
            os.replace(unfinished, target)
            written.append(target)
    return written
