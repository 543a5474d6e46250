"""An application to which nobody has said a word for a week: what can honestly be done next."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.chat.applications.models import Application
from apps.chat.messages.models import Message
from apps.notifications.care.models import CareShown
from apps.notifications.care.registry import Care, Occasion, care_kind, register

SILENT, LONG_AGO = timedelta(days=7), timedelta(days=28)
MOST = 2000

KIND = care_kind(
    "application_silent",
    name=_("A week without an answer to your application"),
    title=_("A week without an answer: %(title)s"),
    body=_("Ask once, in a line. If nothing comes then either, take it as a no and go on to other jobs."),
    icon="hourglass",
)


def _find(now: datetime, person: int | None) -> list[Occasion]:
    silent = Application.objects.filter(
        state__in=[Application.State.SENT, Application.State.SEEN],
        decided_at=None,
        talking_at=None,
        sent_at__lte=now - SILENT,
        sent_at__gt=now - LONG_AGO,
        candidate__is_active=True,
    )
    if person is not None:
        silent = silent.filter(candidate=person)
    rows = silent.order_by("sent_at", "pk").values_list("candidate", "pk", "conversation", "conversation__title")
    return [
        Occasion(candidate, f"application:{pk}", {"title": title}, reverse("chat:conversation", args=[conversation]))
        for candidate, pk, conversation, title in rows[:MOST]
    ]


def _acted(shown: Sequence[CareShown]) -> Collection[int]:
    """Its candidate has written since, or withdrew it."""
    ids = {int(one.subject.split(":")[1]): one for one in shown}
    found = Application.objects.filter(pk__in=ids).only("pk", "state", "conversation_id", "candidate_id")
    said = dict(
        Message.objects.filter(
            conversation__in=[one.conversation_id for one in found], sender__in=[one.candidate_id for one in found]
        )
        .order_by()
        .values("conversation")
        .annotate(last=Max("created_at"))
        .values_list("conversation", "last")
    )
    return [
        ids[one.pk].pk
        for one in found
        if one.state == Application.State.WITHDRAWN
        or ((last := said.get(one.conversation_id)) is not None and last > ids[one.pk].shown_at)
    ]


register(Care(kind=KIND, place=20, find=_find, acted=_acted))
