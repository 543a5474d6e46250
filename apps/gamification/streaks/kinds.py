"""What people are told about their streak: once in the evening of a day on which nothing has counted yet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import User
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.notifications.reminders.models import DueItem

AT_RISK = "gamification.streak_at_risk"
LEAST_REMINDED = 3
"""A streak of fewer days is no loss that one is reminded of."""


def reminders_of(people: Iterable[User]) -> QuerySet[DueItem]:
    return DueItem.objects.filter(kind=AT_RISK, person__in=people, subject=AT_RISK)


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    freezes = facts["freezes"]
    held = ngettext("A freeze would hold it: %(n)d is left.", "A freeze would hold it: %(n)d are left.", freezes)
    return facts | {"what": held % {"n": freezes} if freezes else _("No freeze is left.")}


STREAK_AT_RISK = register(
    Kind(
        key="streak_at_risk",
        name=_("Days in a row, when nothing has counted today yet"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("%(days)d days in a row: nothing has counted today yet"),
        body=gettext_lazy("One answer in earnest is enough. %(what)s"),
        icon="flame",
        localise=_words,
    )
)
