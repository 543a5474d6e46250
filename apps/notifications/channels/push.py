"""What a push says: little, and nothing of what is meant for its person alone where they chose so."""

from collections.abc import Sequence
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from apps.accounts.models import User
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.wording import words
from apps.ui.badges import counts_of

LONGEST_TITLE = 120
LONGEST_BODY = 300
NAMED = 3


def said(person: User, notifications: Sequence[Notification], *, shows_words: bool) -> dict[str, Any]:
    """One push about all of them, in the person's language. `url` marks what is told as read on its way; a later push
    with the same `tag` takes this one's place; `count` is what then waits for them in all."""
    first = notifications[0]
    with translation.override(person.language):
        title, body = (
            words_together(person, notifications) if shows_words else (gettext("Something new on Rapport"), "")
        )
    is_one = len(notifications) == 1
    return {
        "title": title[:LONGEST_TITLE],
        "body": body[:LONGEST_BODY],
        "url": reverse("notifications:follow", args=[first.pk]) if is_one else reverse("notifications:list"),
        "tag": f"told-{first.pk}",
        "count": sum(counts_of(person).values()),
        "icon": static("img/icon-192.png"),
        "lang": person.language,
    }


def words_together(person: User, notifications: Sequence[Notification]) -> tuple[str, str]:
    """Title and text about all of them, in the active language."""
    told = [words(notification, language=person.language) for notification in notifications]
    if len(told) == 1:
        return told[0]
    title = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", len(told)) % {"n": len(told)}
    return title, " · ".join(title for title, _body in told[:NAMED])
