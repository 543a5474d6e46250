"""In which of our languages somebody wrote."""

from apps.language.detection import detect
from apps.matching.profile.models import TextLanguage


def language_code(text: str) -> str:
    """ "zh", "zh-CN", "zh-hans" are one; other codes than ours mean: not known."""
    if text.lower().startswith("zh"):
        return str(TextLanguage.CHINESE)
    return str(TextLanguage.ENGLISH) if text.lower().startswith("en") else ""


def language_of(text: str) -> str:
    """In which of our languages a text is mostly written, "" when it can't be told."""
    return {"zh": str(TextLanguage.CHINESE), "mixed": str(TextLanguage.CHINESE), "en": str(TextLanguage.ENGLISH)}.get(
        detect(text), ""
    )
