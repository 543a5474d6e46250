"""Static files as they are served: collected once, under names that change with what they hold, and compressed."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = "collected"
THOROUGH_UP_TO_BYTES = 200_000
OURS = settings.BASE_DIR / "static"
IMPORT = re.compile(r'^@import "([\w./-]+\.css)";$', re.MULTILINE)
SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)
STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"^\s+", re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names inside our own modules too: what two modules import is then one module, and may be kept for ever.

    Packages' scripts stay as they are: some name modules that they don't bring. What helps to debug a script isn't
    served, so nothing is looked for where a script names it.
    """

    keep_only_hashed_files = True
    # Each pass settles the names of the modules that import only settled ones.
    max_post_process_passes = 20

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _every_script, imports = self._js_module_import_aggregation_patterns
        ours = sorted(folder.name for folder in OURS.iterdir() if folder.is_dir())
        sheets = [(glob, patterns) for glob, patterns in self.patterns if glob == "*.css"]
        self.patterns: tuple[Any, ...] = (
            *[
                (glob, [pattern for pattern in patterns if "sourceMap" not in str(pattern)])
                for glob, patterns in sheets
            ],
            *((f"{folder}/*.js", imports) for folder in ours),
        )
        super().__init__(*args, **kwargs)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in [name for name in paths if name.endswith((".css", ".js")) and (OURS / name).exists()]:
                self.delete(name)
                self._save(name, ContentFile(as_served(OURS / name).encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return OnceCompressor(**kwargs)


def as_served(path: Path) -> str:
    """One of our own sheets or modules without what only its readers need, which is indentation and comments that have
    lines of their own. A sheet holds those that it imports."""
    text = path.read_text()
    if path.suffix == ".js":
        return INDENT.sub("", SCRIPT_COMMENT.sub("", text))
    text = INDENT.sub("", STYLE_COMMENT.sub("", text))
    return IMPORT.sub(lambda match: as_served(path.parent / match[1]), text)


class OnceCompressor(Compressor):
    """A hashed name says what the file holds: what was compressed under it before needs no second time."""

    def compress(self, path: str) -> list[str]:
        made = [f"{path}.br", f"{path}.gz"]
        return made if all(Path(name).exists() for name in made) else super().compress(path)

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        unfinished = super().write_data(path, data, f"{suffix}.unfinished", stat_result)
        os.replace(unfinished, path + suffix)
        return path + suffix

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        # The best of Brotli takes ten times as long for the last hundredth of a large file.
        return brotli.compress(data, quality=11 if len(data) <= THOROUGH_UP_TO_BYTES else 9)


class ServedFiles(StaticFilesConfig):
    """What packages bring and no page of ours asks for isn't collected."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "redoc",
        "rest_framework",
        "LICENSE*",
        "*.LICENSE.txt",
    ]


def collect_what_changed() -> bool:
    """Fills STATIC_ROOT, unless it holds just what a look at the sources' names, sizes and times promises. False when
    there was nothing to do."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    sources = _fingerprint()
    if stamp.exists() and stamp.read_text() == sources:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    _drop_what_was_before(Path(settings.STATIC_ROOT))
    stamp.write_text(sources)
    return True


def _drop_what_was_before(root: Path) -> None:
    storage = StaticFiles()
    kept = {storage.manifest_name, STAMP, *storage.hashed_files.values()}
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if str(path.relative_to(root)).removesuffix(".br").removesuffix(".gz") not in kept:
            path.unlink()


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for line in sorted(_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(ServedFiles.ignore_patterns):
            facts = Path(storage.path(name)).stat()
            yield f"{storage.path(name)} {facts.st_size} {facts.st_mtime_ns}\n"
