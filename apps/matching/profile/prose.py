from collections.abc import Iterable


def paragraphs(parts: Iterable[str]) -> str:
    """Those that say something, each on a line of its own."""
    return "\n".join(part for part in parts if part)
