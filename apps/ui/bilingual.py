"""Texts that are kept side by side in both languages."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import get_language


class Titled(Protocol):
    title_en: Any
    title_zh: Any


def is_chinese(language: str | None = None) -> bool:
    """Whether an interface language ("en", "zh-hans", …), the active one if none is given, reads Chinese."""
    return (language or get_language() or "").startswith("zh")


def in_language(english: str, chinese: str, language: str | None = None) -> str:
    """Of two wordings the one in this language, else the active one; where it is empty, the other."""
    first, second = (chinese, english) if is_chinese(language) else (english, chinese)
    return first or second


def titles_of(one: Titled) -> dict[str, str]:
    """Both titles, for facts that are read later, by whomever."""
    return {"title_en": one.title_en, "title_zh": one.title_zh}


def titled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, whose `titles_of` become a `title` in the active language."""
    return {**facts, "title": in_language(str(facts.get("title_en", "")), str(facts.get("title_zh", "")))}
