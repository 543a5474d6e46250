from typing import Any

from django.urls import reverse


def picture_url(person: Any) -> str:
    """Where signed-in people find the picture of a person (anything with an `avatar`); empty when there is none."""
    if not person.avatar:
        return ""
    return reverse("accounts:picture", args=[str(person.avatar.name).rpartition("/")[2]])
