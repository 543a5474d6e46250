"""What is due until the next digest."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.notifications.deciding.registry import MailEntry
from apps.notifications.digests.registry import Section, Span, register
from apps.notifications.reminders.selectors import lines, planned_for

MOST = 5


def _find(person: User, span: Span) -> list[int]:
    due = planned_for(person).filter(due_at__gt=span.now, due_at__lte=span.until)
    return list(due.values_list("pk", flat=True)[:MOST])


def _words(person: User, ids: Sequence[int]) -> list[MailEntry]:
    due = lines(planned_for(person).filter(pk__in=ids), person, now=timezone.now())
    return [
        MailEntry(line.words.title, " · ".join(filter(None, [line.here, line.words.detail])), line.words.url)
        for line in due
    ]


register(
    Section(
        key="due",
        place=40,
        title=_("What is due"),
        counted=lambda n: ngettext("%(n)d thing is due", "%(n)d things are due", n) % {"n": n},
        find=_find,
        words=_words,
    )
)
