"""What is known of everybody."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.people.models import User
from apps.accounts.segments.facts import SegmentFact, register


def _account_age(people: Collection[int], now: datetime) -> Mapping[int, float]:
    joined = User.objects.filter(pk__in=people).values_list("pk", "date_joined")
    return {person: (now - at).days for person, at in joined}


ACCOUNT_AGE = register(
    SegmentFact(
        key="account_age_days",
        title=_("days since joining"),
        at_least=_("joined %(value)s days ago or earlier"),
        at_most=_("joined in the last %(value)s days"),
        read=_account_age,
    )
)
