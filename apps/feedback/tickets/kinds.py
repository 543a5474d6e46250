"""What reporters and operators are told about tickets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register

EMAIL_AFTER_MINUTES = 10
TICKET = "ticket"
"""The addresses at which letters about one's feedback are answered."""


def _answers(facts: dict[str, Any]) -> tuple[str, int] | None:
    return (TICKET, facts["number"]) if isinstance(facts.get("number"), int) else None


TICKET_ANSWERED = register(
    Kind(
        key="ticket_answered",
        is_awaited=True,
        group=KindGroup.FEEDBACK,
        title=_("An answer to your feedback"),
        body=_("We answered your feedback #%(number)s, “%(about)s”. Read it, and tell us whether it helps."),
        icon="message-circle-reply",
        email_after_minutes=EMAIL_AFTER_MINUTES,
        answers=_answers,
    )
)
TICKET_SOLVED = register(
    Kind(
        key="ticket_solved",
        is_awaited=True,
        group=KindGroup.FEEDBACK,
        title=_("Solved, thanks to you"),
        body=_("Your feedback #%(number)s, “%(about)s”, is solved. Thank you for telling us. Is it fixed for you?"),
        icon="circle-check",
        email_after_minutes=EMAIL_AFTER_MINUTES,
        answers=_answers,
    )
)
TICKET_DECLINED = register(
    Kind(
        key="ticket_declined",
        is_awaited=True,
        group=KindGroup.FEEDBACK,
        title=_("A decision on your feedback"),
        body=_("We decided not to act on your feedback #%(number)s, “%(about)s”. Our reason is there to read."),
        icon="circle-minus",
        email_after_minutes=EMAIL_AFTER_MINUTES,
        answers=_answers,
    )
)
TICKET_REOPENED = register(
    Kind(
        key="ticket_reopened",
        group=KindGroup.FEEDBACK,
        title=_("Your feedback is open again"),
        body=_("We opened your feedback #%(number)s, “%(about)s”, again and look at it afresh."),
        icon="rotate-ccw",
    )
)
TICKET_STILL_OPEN = register(
    Kind(
        key="ticket_still_open",
        group=KindGroup.FEEDBACK,
        title=_("Your feedback isn't forgotten"),
        body=_("Your feedback #%(number)s, “%(about)s”, isn't solved yet. We put it before a person again."),
        icon="hourglass",
    )
)
TICKET_NEEDS_YOU = register(
    Kind(
        key="ticket_needs_you",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("The reporter wrote again"),
        body=_("There is news on ticket #%(number)s, “%(about)s”, which is assigned to you."),
        icon="inbox",
    )
)

CASE_OPENED = register(
    Kind(
        key="case_opened",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("A low score is yours"),
        body=_("#%(number)s, “%(about)s”: find its cause, and answer by the time it is due."),
        icon="star-off",
    )
)
TICKET_MENTIONED = register(
    Kind(
        key="ticket_mentioned",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("You were mentioned in a note"),
        body=_("%(name)s mentions you in a note on ticket #%(number)s, “%(about)s”."),
        icon="at-sign",
    )
)
TICKET_DUE_SOON = register(
    Kind(
        key="ticket_due_soon",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("A ticket is due soon"),
        body=_("Ticket #%(number)s, “%(about)s”, is due soon."),
        icon="hourglass",
    )
)
TICKET_OVERDUE = register(
    Kind(
        key="ticket_overdue",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("A ticket is overdue"),
        body=_("Ticket #%(number)s, “%(about)s”, waited longer than we allow, and is yours now."),
        icon="alarm-clock",
    )
)

KEYS = [
    kind.key
    for kind in (
        TICKET_ANSWERED,
        TICKET_SOLVED,
        TICKET_DECLINED,
        TICKET_REOPENED,
        TICKET_STILL_OPEN,
        TICKET_NEEDS_YOU,
        TICKET_MENTIONED,
        TICKET_DUE_SOON,
        TICKET_OVERDUE,
    )
]
