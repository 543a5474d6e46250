"""When somebody is told of something worth a look: now and then, in their waking hours."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.education.interests.kinds import WORTH_A_LOOK
from apps.education.interests.services import push_one
from apps.notifications.deciding.preferences import is_wanted
from apps.notifications.models import Channel, DueItem
from apps.notifications.reminders.registry import DueKind, register
from apps.notifications.reminders.services import plan

PUSH = "education.worth_a_look"
EVERY = timedelta(days=3)


def plan_push(person: User, *, at: datetime) -> None:
    """The first one; each plans the next."""
    plan(kind=PUSH, person=person, subject="interests", at=at, only_once=True)


def push(item: DueItem, now: datetime) -> None:
    plan(kind=PUSH, person=item.person, subject=item.subject, at=now + EVERY)
    if is_wanted(item.person, WORTH_A_LOOK, Channel.IN_APP):
        push_one(person=item.person, now=now)


register(
    DueKind(
        key=PUSH,
        title=_("Something worth a look"),
        act=push,
        is_wanted=lambda item, now: item.person.is_active,
        obeys_quiet_hours=True,
    )
)
