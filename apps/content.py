"""What the product brings along: each app registers what it loads, in `apps/<app>/content/`; the release step loads it.

Loading twice changes nothing, and what operators changed since stays as they left it.
"""

from collections.abc import Callable

from apps.rooms import import_from_rooms

_loaders: list[Callable[[], object]] = []


def content(loader: Callable[[], object]) -> Callable[[], object]:
    """Registers a function that brings an app's content into the tables."""
    _loaders.append(loader)
    return loader


def load_content() -> None:
    """Loads the content of all apps, lower ones first. The tables must have every migration."""
    import_from_rooms("content")
    for loader in _loaders:
        loader()
