"""Texts that are kept side by side in both languages."""

from django.utils.translation import get_language


def is_chinese(language: str | None = None) -> bool:
    """Whether an interface language ("en", "zh-hans", …), the active one if none is given, reads Chinese."""
    return (language or get_language() or "").startswith("zh")


def in_language(english: str, chinese: str, language: str | None = None) -> str:
    """Of two wordings the one in this language, else the active one; where it is empty, the other."""
    first, second = (chinese, english) if is_chinese(language) else (english, chinese)
    return first or second
