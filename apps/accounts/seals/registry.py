"""Which tables are sealed each night, by which columns."""

from collections.abc import Iterable

from apps.append_only.guards import Guard

_sealed: dict[str, tuple[str, ...]] = {}


def seal_nightly(guards: Iterable[Guard]) -> None:
    """Rows that stay as they are from the first moment and never go. What may be erased isn't part of the digest, so
    that it fits afterwards, too."""
    for guard in guards:
        if guard.deletable or guard.once:
            raise ValueError(f"Rows of {guard.table} may change or go.")
        _sealed[guard.table] = tuple(guard.fixed)


def sealed_tables() -> dict[str, tuple[str, ...]]:
    """Table → columns."""
    return dict(sorted(_sealed.items()))
