"""What the product team is told about trends. The facts name trends by number: their words are looked up when they are
shown, so that nothing of a deleted text stays in a notification."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import User
from apps.feedback.trends.models import ClusterWeek
from apps.notifications.deciding.registry import Kind, KindGroup, MailEntry, register


def _localise(facts: dict[str, Any]) -> dict[str, Any]:
    number = len(facts["clusters"])
    return facts | {
        "what": ngettext("%(n)d matter is", "%(n)d matters are", number) % {"n": number},
    }


def _mail_entries(facts: dict[str, Any], person: User) -> list[MailEntry]:
    weeks = ClusterWeek.objects.filter(cluster__in=facts["clusters"], week=facts["week"], is_emerging=True)
    entries = []
    for one in weeks.select_related("cluster").order_by("chance", "pk"):
        people = ngettext("%(n)d person last week", "%(n)d people last week", one.people) % {"n": one.people}
        entries.append(MailEntry(title=str(one.cluster), body=people, url=one.cluster.console_url))
    return entries


TRENDS_EMERGED = register(
    Kind(
        key="trends_emerged",
        group=KindGroup.FEEDBACK,
        for_operators=True,
        title=gettext_lazy("What emerged in feedback last week"),
        body=gettext_lazy("%(what)s reported by more people than chance explains."),
        icon="trending-up",
        email_after_minutes=60,
        localise=_localise,
        mail_entries=_mail_entries,
        why=gettext_lazy("You get this once a week, and only when something emerged."),
    )
)
