"""What people are reminded of."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, register

GREETING_UNANSWERED = register(
    Kind(
        key="greeting_unanswered",
        name=_("Somebody is waiting for your answer"),
        is_mailed=True,
        title=_("%(name)s is waiting for your answer"),
        body=_("About: %(title)s. A short answer is enough, a no as well."),
        icon="message-circle",
    )
)


PROMISE_DUE = register(
    Kind(
        key="promise_due",
        name=_("You promised an answer"),
        is_mailed=True,
        is_awaited=True,
        title=_("You promised %(name)s an answer"),
        body=_("About: %(title)s."),
        icon="clock",
    )
)


PROMISE_BROKEN = register(
    Kind(
        key="promise_broken",
        name=_("Somebody hasn't had the answer you promised"),
        is_mailed=True,
        title=_("%(name)s hasn't had your answer yet"),
        body=_("You had promised one, about: %(title)s. A line now still helps, a no as well."),
        icon="clock-alert",
    )
)


ONLINE_NOW = register(
    Kind(
        key="online_now",
        name=_("Somebody you wrote to is online now"),
        is_mailed=True,
        is_awaited=True,
        title=_("%(name)s is online now"),
        body=_("You wait for an answer, about: %(title)s."),
        icon="circle-dot",
    )
)


SNOOZE_OVER = register(
    Kind(
        key="snooze_over",
        name=_("A conversation is back in your inbox"),
        is_mailed=True,
        is_awaited=True,
        title=_("Back in your inbox: %(name)s"),
        body=_("You asked to be reminded of this conversation. About: %(title)s."),
        icon="alarm-clock",
    )
)


def _reminder_words(facts: dict[str, Any]) -> dict[str, Any]:
    if facts["is_recalled"]:
        words = gettext("The message was recalled meanwhile. About: %(title)s.")
    else:
        words = gettext("You asked to be reminded of this message. About: %(title)s.")
    return facts | {"words": words % {"title": facts["title"]}, "name": facts["name"] or gettext("Somebody")}


MESSAGE_REMINDER = register(
    Kind(
        key="message_reminder",
        name=_("A reminder of a message"),
        is_mailed=True,
        is_awaited=True,
        title=_("Reminder: a message from %(name)s"),
        body="%(words)s",
        icon="alarm-clock",
        localise=_reminder_words,
    )
)
