from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class InviteLink(models.Model):
    """The address by which somebody invites others, theirs for good."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="invite_link", verbose_name=_("person")
    )
    code = models.CharField(_("code"), max_length=16, unique=True)

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")

    def __str__(self) -> str:
        return self.code


class Referral(models.Model):
    """Somebody signed up by another one's link. `counted_at` is when they had talked in earnest with somebody else for
    the first time: from then on rules may look at it. `from_same_place`: they signed up where the inviter signs in."""

    inviter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="referrals", verbose_name=_("who invited")
    )
    newcomer = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="referral", verbose_name=_("who joined")
    )
    joined_at = models.DateTimeField(_("joined"))
    from_same_place = models.BooleanField(_("from where the inviter signs in"), default=False)
    counted_at = models.DateTimeField(_("first real talk"), null=True)

    class Meta:
        verbose_name = _("invitation taken up")
        verbose_name_plural = _("invitations taken up")
        ordering: ClassVar = ["-joined_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["inviter", "-joined_at"], name="referrals_of")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(inviter=models.F("newcomer")), name="nobody_invites_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.inviter_id} → {self.newcomer_id}"
