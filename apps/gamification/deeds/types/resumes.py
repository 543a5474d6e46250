from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import ONCE, DeedKind, register
from apps.matching.models import Resume

RESUME_COMPLETED = "resume_completed"
COMPLETE_SKILLS = 3
"""A résumé is complete with a title and this many skills."""


@register
class ResumeCompleted(DeedKind):
    """A person's résumé has all that it needs to be found."""

    key = RESUME_COMPLETED
    name = gettext_lazy("a completed résumé")
    is_volume = False
    cost_to_fake = ONCE

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        """By the day on which they were created: when they became complete isn't kept."""
        complete = Resume.objects.exclude(title="").annotate(known=Count("skills")).filter(known__gte=COMPLETE_SKILLS)
        for resume in complete.filter(owner__isnull=False, created_at__gte=start).order_by("-created_at")[:limit]:
            yield of_resume(resume, at=resume.created_at)

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You completed your résumé")


def of_resume(resume: Resume, *, at: datetime) -> Deed | None:
    """None while it is unclaimed or lacks its title or skills."""
    if resume.owner_id is None or not resume.title or resume.skills.count() < COMPLETE_SKILLS:
        return None
    return Deed(kind=RESUME_COMPLETED, key=f"resume:{resume.pk}", person_id=resume.owner_id, done_at=at)
