"""Whom a message names: `@` and a person's name, as it stands in the text. Pure."""

from collections.abc import Mapping

MOST = 20
"""People whom one message may mention."""


def named_in(text: str, people: Mapping[int, str]) -> list[int]:
    """Those of these people whose name stands in the text after an @; "@Anna" names Anna and not Ann."""
    if "@" not in text:
        return []
    found = []
    for person, name in sorted(people.items(), key=lambda item: (-len(item[1]), item[0])):
        if name and f"@{name}" in text:
            found.append(person)
            text = text.replace(f"@{name}", "\n")
    return sorted(found)
