"""What the product brings along: each app registers what it loads, in `apps/<app>/content/`; the release step loads it.

Loading twice changes nothing, and what operators changed since stays as they left it.
"""

from collections.abc import Callable

from apps.rooms import import_from_rooms

_loaders: list[Callable[[], object]] = []
_last: list[Callable[[], object]] = []


def content(loader: Callable[[], object], *, comes_last: bool = False) -> Callable[[], object]:
    """Registers a function that brings an app's content into the tables; with `comes_last` one that needs that of all
    apps."""
    (_last if comes_last else _loaders).append(loader)
    return loader


def load_content() -> None:
    """Loads the content of all apps, lower ones first. The tables must have every migration."""
    import_from_rooms("content")
    for loader in [*_loaders, *_last]:
        loader()
