from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.education.models import Reading
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import DeedKind, register

ARTICLE_READ = "article_read"


@register
class ArticleReadDeed(DeedKind):
    """Somebody read a help article to its end."""

    key = ARTICLE_READ
    name = gettext_lazy("an article read")

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        return map(of_reading, Reading.objects.filter(read_at__gte=start).order_by("-read_at")[:limit])

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You read a help article")


def of_reading(reading: Reading) -> Deed:
    return Deed(
        kind=ARTICLE_READ,
        key=f"article:{reading.article_id}:{reading.person_id}",
        person_id=reading.person_id,
        done_at=reading.read_at,
        facts={"article": reading.article_id},
    )
