"""Every route of the product, with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """`namespace` ends in a colon, or is empty; `address` is the pattern of the whole address."""

    namespace: str
    address: str
    pattern: URLPattern

    @property
    def name(self) -> str:
        """Empty for one that has none."""
        return f"{self.namespace}{self.pattern.name}" if self.pattern.name else ""

    @property
    def view_class(self) -> Any:
        """That of an endpoint; None of a page."""
        return getattr(self.pattern.callback, "cls", None)


def routes() -> Iterator[Route]:
    def walk(resolver: Any, namespace: str, address: str) -> Iterator[Route]:
        for entry in resolver.url_patterns:
            here = address + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, here)
            else:
                yield Route(namespace, here, entry)

    return walk(get_resolver(), "", "")
