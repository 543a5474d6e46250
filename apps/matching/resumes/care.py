"""A résumé that nobody touched for half a year may not say any more what its owner can and wants."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.matching.resumes.models import Resume
from apps.notifications.care.models import CareShown
from apps.notifications.care.registry import Care, Occasion, care_kind, register

OLD = timedelta(days=180)
MOST = 2000

KIND = care_kind(
    "resume_old",
    title=_("Is your résumé still right?"),
    body=_("It was last changed half a year ago. Jobs are ranked for you by what it says."),
    icon="file-user",
)


def _find(now: datetime, person: int | None) -> list[Occasion]:
    old = Resume.objects.filter(owner__is_active=True, updated_at__lte=now - OLD)
    if person is not None:
        old = old.filter(owner=person)
    else:
        # Whoever was told and leaves it as it is would otherwise take a later one's place for ever.
        said = CareShown.objects.filter(person=OuterRef("owner"), care=KIND.key, shown_at__gt=OuterRef("updated_at"))
        old = old.exclude(Exists(said))
    found = old.order_by("updated_at", "pk").values_list("owner", "pk", "updated_at")[:MOST]
    url = reverse("matching:resume_edit")
    return [Occasion(owner, f"resume:{pk}:{changed:%Y%m%d}", {}, url) for owner, pk, changed in found]


def _acted(shown: Sequence[CareShown]) -> Collection[int]:
    """It was saved since."""
    by_owner = {one.person_id: one for one in shown}
    changed = Resume.objects.filter(owner__in=by_owner).values_list("owner", "updated_at")
    return [by_owner[owner].pk for owner, at in changed if at > by_owner[owner].shown_at]


register(Care(kind=KIND, place=30, find=_find, acted=_acted))
