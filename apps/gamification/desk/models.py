from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from apps.gamification.rules.models import Rule


class RuleCost(Rule):
    """The rules as the incentives desk looks at them: what they cost and bring. Carries the permission to see it."""

    class Meta:
        proxy = True
        default_permissions: ClassVar = ("view",)
        verbose_name = _("incentives desk")
        verbose_name_plural = _("incentives desk")
