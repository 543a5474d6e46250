from django.utils.translation import get_language


def in_language(english: str, chinese: str) -> str:
    """Of two wordings kept side by side, the one in the active language."""
    return chinese if (get_language() or "").startswith("zh") else english
