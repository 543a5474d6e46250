"""Word lists as plain text, so that adding a word needs no code."""

from importlib import resources


def lines(name: str) -> list[str]:
    """Lines of the list `name` without comments and blank ones."""
    text = (resources.files(__name__) / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def phrases(name: str) -> list[str]:
    """Comma-separated entries of the list `name`."""
    return [phrase.strip() for line in lines(name) for phrase in line.split(",") if phrase.strip()]


def weighted(name: str) -> dict[str, float]:
    """Entries of a list whose lines read "0.8: word, other word"."""
    worth: dict[str, float] = {}
    for line in lines(name):
        weight, _, entries = line.partition(":")
        worth.update(dict.fromkeys((entry.strip() for entry in entries.split(",")), float(weight)))
    return worth
