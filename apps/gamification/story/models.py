from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from apps.gamification.members.models import Member


class MemberStory(Member):
    """Members as whoever looks after the incentives reads them: all that they did and got. Carries the permission."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ("view",)
        verbose_name = _("story of a member")
        verbose_name_plural = _("stories of members")

    def __str__(self) -> str:
        return str(self.person)
