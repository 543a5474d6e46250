"""Where a candidate's applications stand now, and how many came in for a company's jobs."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.chat.applications.models import Application
from apps.chat.applications.selectors import visible_applications
from apps.matching.models import Job
from apps.notifications.deciding.registry import MailEntry
from apps.notifications.digests.registry import Section, Span, register

MOST = 5
STEPS = ("seen_at", "talking_at", "interview_at", "decided_at")


def _moved(person: User, span: Span) -> list[int]:
    """Those that came a step further; what its candidate withdrew is no news to them."""
    if not person.is_candidate:
        return []
    happened = Q()
    for step in STEPS:
        happened |= Q(**{f"{step}__gt": span.since})
    moved = visible_applications(person).filter(happened).exclude(state=Application.State.WITHDRAWN)
    return list(moved.values_list("pk", flat=True)[:MOST])


def _moved_words(person: User, ids: Sequence[int]) -> list[MailEntry]:
    return [
        MailEntry(one.conversation.title, one.get_state_display(), reverse("chat:applications"))
        for one in visible_applications(person).filter(pk__in=ids)
    ]


def _came_in(person: User, span: Span) -> list[list[int]]:
    """Jobs of one's company with how many applied since."""
    if not person.is_recruiter:
        return []
    new = visible_applications(person).filter(sent_at__gt=span.since, decided_at=None).order_by()
    counts = new.values("job").annotate(count=Count("pk")).order_by("-count", "job")
    return [list(pair) for pair in counts.values_list("job", "count")[:MOST]]


def _came_in_words(person: User, pairs: Sequence[Sequence[int]]) -> list[MailEntry]:
    jobs = Job.objects.managed_by(person).in_bulk([job for job, _count in pairs])
    return [
        MailEntry(
            jobs[job].title,
            ngettext("%(n)d new application", "%(n)d new applications", count) % {"n": count},
            reverse("chat:applicants", args=[job]),
        )
        for job, count in pairs
        if job in jobs
    ]


register(
    Section(
        key="applications",
        place=30,
        title=_("Your applications"),
        counted=lambda n: ngettext("%(n)d application moved", "%(n)d applications moved", n) % {"n": n},
        find=_moved,
        words=_moved_words,
    )
)
register(
    Section(
        key="applicants",
        place=31,
        title=_("Who applied"),
        counted=lambda n: ngettext("%(n)d job with applications", "%(n)d jobs with applications", n) % {"n": n},
        find=_came_in,
        words=_came_in_words,
    )
)
