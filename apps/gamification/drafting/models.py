from copy import copy
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.events.long_work import LongWork
from apps.gamification.rules.models import RuleVersion

SAID = (
    "audience",
    "conditions",
    "limits",
    "rewards",
    "forms",
    "forms_weeks",
    "settling",
    "settle_within_days",
    "hold_hours",
)
"""What of a version decides."""


class DryRun(LongWork):
    """What a version would have done with the deeds of the 30 days before it was tried out, beside what the version in
    force would have done. `said` is what the version said then: a draft may change afterwards. `figures` name people by
    number alone."""

    version = models.ForeignKey(RuleVersion, models.CASCADE, related_name="dry_runs", verbose_name=_("version"))
    in_force = models.ForeignKey(
        RuleVersion, models.CASCADE, null=True, related_name="+", verbose_name=_("version in force")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("requested by")
    )
    said = models.JSONField(_("what it said"), default=dict)
    deeds = models.PositiveIntegerField(_("deeds"), default=0)
    deeds_done = models.PositiveIntegerField(_("deeds read"), default=0)
    figures = models.JSONField(_("figures"), null=True)

    class Meta:
        verbose_name = _("dry run")
        verbose_name_plural = _("dry runs")
        default_permissions: ClassVar = ()
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(finished_at__isnull=True, failed_at__isnull=True),
                name="one_dry_run_of_a_version_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.requested_at:%Y-%m-%d}"

    @property
    def tried(self) -> RuleVersion:
        """The version as it was tried out; not to be saved."""
        version = copy(self.version)
        for name, value in self.said.items():
            setattr(version, name, value)
        return version

    @property
    def is_outdated(self) -> bool:
        """The draft was changed since."""
        return bool(self.said != said_by(self.version))

    @property
    def percent(self) -> int:
        return min(100, 100 * self.deeds_done // max(1, self.deeds))


def said_by(version: RuleVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in SAID}
