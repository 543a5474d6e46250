"""Ways into a group: by name, or by a link."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


class GroupInvitation(models.Model):
    """Somebody was asked into a group. Until they accept they are no part of it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="invitations", verbose_name=_("conversation")
    )
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation into a group")
        verbose_name_plural = _("invitations into groups")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person"],
                name="one_open_invitation_per_person",
                condition=models.Q(state="open"),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["by", "created_at"], name="group_invitation_by")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.conversation_id}"


class GroupLink(models.Model):
    """Whoever has it may join the group, until it ends."""

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="link", verbose_name=_("conversation")
    )
    token = models.CharField(_("token"), max_length=32, unique=True)
    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("made by"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("link into a group")
        verbose_name_plural = _("links into groups")

    def __str__(self) -> str:
        return str(self.conversation_id)
