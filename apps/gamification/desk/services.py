from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, NotFound
from apps.gamification.awards.corrections import release_award
from apps.gamification.awards.entries import last_entry
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.worth import offers_given
from apps.gamification.desk.kinds import RULE_IS_ODD
from apps.gamification.desk.selectors import rules_of_the_week
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify


def tell_of_odd_weeks(*, now: datetime) -> None:
    """Once a rule and calendar week: that what it gives is far from the week before."""
    year, week, _day = now.isocalendar()
    for one in rules_of_the_week(now=now, offers=offers_given()):
        if one.is_odd:
            names = {"name_en": one.rule.name_en, "name_zh": one.rule.name_zh}
            tell_operators(
                RULE_IS_ODD,
                cause=f"rule:{one.rule.pk}:odd:{year}-{week}",
                facts=names | {"now": one.settled, "before": one.before},
                url=reverse("admin:gamification_rulecost_changelist"),
            )


class AwardDecided(Conflict):
    code = "award_decided"
    message = _("It isn't held any more.")


@transaction.atomic
def release(*, award_id: int, reason: str, operator: User, now: datetime) -> AwardEntry:
    """Lets a held award count in full now; the entry by which it does. Raises NotFound, AwardDecided, OwnAward."""
    award = Award.objects.select_related("decision").filter(pk=award_id).first()
    if award is None:
        raise NotFound
    if not release_award(award=award, reason=reason, operator=operator, now=now):
        raise AwardDecided
    return last_entry(award)


def tell_operators(kind: Kind, *, cause: str, facts: Mapping[str, object], url: str) -> None:
    """Whoever looks after the incentives, once each."""
    may = Q(is_superuser=True) | Q(groups__name="incentives")
    for operator in User.objects.filter(may, is_staff=True, is_active=True).distinct().order_by("pk"):
        notify(person=operator, kind=kind, cause=cause, facts=facts, url=url)
