"""What stands in a digest: found by each section, kept as ids, put into words when it is read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import pgettext

from apps.accounts.models import User
from apps.notifications.deciding.registry import MailEntry
from apps.notifications.digests.registry import Section, Span, sections

Found = Mapping[str, list[Any]]


def find_content(person: User, span: Span) -> dict[str, list[Any]]:
    """By the keys of sections; empty where there is nothing worth a letter."""
    found = {section.key: list(section.find(person, span)) for section in sections()}
    return {key: items for key, items in found.items() if items}


def entries(found: Found, person: User) -> list[MailEntry]:
    """In the active language, each section's first entry under its heading."""
    return [entry for section, items in _present(found) for entry in _under_heading(section, person, items)]


def summary(found: Found) -> str:
    """2 people wait for you, 3 new jobs: in the active language."""
    return pgettext("between grounds", ", ").join(section.counted(len(items)) for section, items in _present(found))


def _present(found: Found) -> list[tuple[Section, list[Any]]]:
    return [(section, found[section.key]) for section in sections() if found.get(section.key)]


def _under_heading(section: Section, person: User, items: list[Any]) -> list[MailEntry]:
    words = section.words(person, items)
    return [replace(words[0], heading=str(section.title)), *words[1:]] if words else []
