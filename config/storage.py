from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names inside our own modules too: what two modules import is then one module, and may be kept for ever.

    Packages' scripts stay as they are: some name modules that they don't bring.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _every_script, imports = self._js_module_import_aggregation_patterns
        ours = sorted(folder.name for folder in (settings.BASE_DIR / "static").iterdir() if folder.is_dir())
        self.patterns: tuple[Any, ...] = (*self.patterns, *((f"{folder}/*.js", imports) for folder in ours))
        super().__init__(*args, **kwargs)
