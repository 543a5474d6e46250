from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from apps.language.cleaning import UnusableText, clean
from apps.matching.profile.errors import RangeReversed, UnusableField
from apps.matching.profile.languages import language_code


def apply_fields(instance: models.Model, values: Mapping[str, Any]) -> None:
    """Sets the fields, texts cleaned and None for a text taken as empty.

    Raises UnusableField or RangeReversed, both with the name of the field, and TypeError for one that isn't there.
    """
    for name, value in values.items():
        field = instance._meta.get_field(name)
        setattr(
            instance,
            name,
            _text(name, value, field) if isinstance(field, models.CharField | models.TextField) else value,
        )
    _check_range(instance, "salary_min", "salary_max")
    if hasattr(instance, "years_min"):
        _check_range(instance, "years_min", "years_max")


def _text(name: str, value: Any, field: "models.Field[Any, Any]") -> str:
    if value is None or not str(value).strip():
        return ""
    text = _in_lines(value) if not isinstance(value, str) else value
    if name == "language":
        return language_code(text)
    try:
        cleaned = clean(text, max_length=field.max_length or 60_000)
    except UnusableText as error:
        if error.code == "empty":
            return ""
        raise UnusableField(field=name) from error
    if field.choices and cleaned not in dict(field.flatchoices):
        raise UnusableField(field=name)
    return cleaned


def _in_lines(value: Any) -> str:
    """Structured entries (`{"school": …, "degree": …}`) as paragraphs of text."""
    if isinstance(value, Mapping):
        head = [str(value[key]) for key in ("title", "company", "school", "degree", "field") if value.get(key)]
        until = [str(value.get(key) or "") for key in ("start", "end")]
        dates = "–".join(until) if until[0] else until[1]
        text = str(value.get("text") or "")
        return "\n".join(part for part in (" · ".join([*head, dates] if dates else head), text) if part)
    if isinstance(value, Iterable) and not isinstance(value, str):
        entries = [_in_lines(entry) for entry in value]
        return "\n\n".join(entries) if any("\n" in entry for entry in entries) else "\n".join(entries)
    return str(value)


def _check_range(instance: models.Model, least: str, most: str) -> None:
    low, high = getattr(instance, least), getattr(instance, most)
    if low is not None and high is not None and low > high:
        raise RangeReversed(field=most)
