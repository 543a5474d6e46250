"""What a ticket goes through: the statuses, and the one table of allowed transitions."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError


class Status(models.TextChoices):
    NEW = "new", _("Received")
    TRIAGED = "triaged", _("Sorted")
    IN_PROGRESS = "in_progress", _("In progress")
    ANSWERED = "answered", _("Answered")
    SOLVED = "solved", _("Solved")
    DECLINED = "declined", _("Declined")
    REOPENED = "reopened", _("Open again")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.NEW: frozenset({Status.TRIAGED, Status.IN_PROGRESS, Status.ANSWERED, Status.SOLVED, Status.DECLINED}),
    Status.TRIAGED: frozenset({Status.IN_PROGRESS, Status.ANSWERED, Status.SOLVED, Status.DECLINED}),
    Status.IN_PROGRESS: frozenset({Status.ANSWERED, Status.SOLVED, Status.DECLINED}),
    Status.ANSWERED: frozenset({Status.IN_PROGRESS, Status.SOLVED, Status.DECLINED, Status.REOPENED}),
    Status.SOLVED: frozenset({Status.REOPENED}),
    Status.DECLINED: frozenset({Status.REOPENED}),
    Status.REOPENED: frozenset({Status.IN_PROGRESS, Status.ANSWERED, Status.SOLVED, Status.DECLINED}),
}

CLOSED = frozenset({Status.SOLVED, Status.DECLINED})
OPEN = frozenset(Status) - CLOSED
WAITING_FOR_US = OPEN - {Status.ANSWERED}

NEXT_STEPS: dict[str, str | Promise] = {
    Status.NEW: _("We're sorting it right now. Then a person reads it and answers you here."),
    Status.TRIAGED: _("It's sorted. A person reads it and answers you here."),
    Status.IN_PROGRESS: _("Somebody is working on it. You'll read here as soon as there's news."),
    Status.ANSWERED: _("We answered. Tell us whether it's fixed for you, or reply below."),
    Status.SOLVED: _("Done on our side. If it isn't fixed for you, say so and we open it again."),
    Status.DECLINED: _("We won't do this, for the reason given. Reply if we missed something."),
    Status.REOPENED: _("It's open again. A person looks at it afresh."),
}


class TransitionRefused(DomainError):
    code = "transition_refused"
    status = 409
    message = _("That isn't possible while the ticket is in its present state. Reload and look again.")


NEEDS_WORDS = frozenset({Status.ANSWERED, Status.DECLINED})
"""An answer and a "no" can't be given without writing to the reporter."""


def status_after(current: str, *, wish: str = "", has_answer: bool) -> str:
    """Where an operator's work takes a ticket: to the wished status; with an answer and no wish, to "answered", unless
    it is being worked on, solved or declined already."""
    if wish:
        return wish
    keeps = {Status.IN_PROGRESS, Status.SOLVED, Status.DECLINED}
    return Status.ANSWERED if has_answer and current not in keeps else current


def may_move(current: str, to: str) -> bool:
    return to in TRANSITIONS[current]


def check_move(current: str, to: str) -> None:
    """Raises TransitionRefused unless the table allows it."""
    if not may_move(current, to):
        raise TransitionRefused(current=current, to=to)
