from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.conversations.models import Conversation, Participant


class InterviewQuerySet(models.QuerySet["Interview"]):
    def for_user(self, user: User) -> Self:
        """Those of the conversations in which the person takes part now; nobody else's exist for them."""
        mine = Participant.objects.filter(user=user, left_at__isnull=True)
        return self.filter(conversation__in=mine.values("conversation_id"))

    def led_by(self, user: User) -> Self:
        """Those at which the person is to be: as the candidate, or as who answers for the company."""
        is_theirs = models.Q(conversation__candidate=user) | models.Q(conversation__recruiter=user)
        return self.filter(is_theirs)


class Interview(models.Model):
    """An invitation and what became of it. Its card holds what was offered and said; here stands what lists, calendars
    and reminders go by, written together with the card under its conversation's lock.

    `starts_at` and `ends_at` are what was agreed last, and stay when that is called off. `sequence` rises with each
    change that a calendar must hear of, `uid` never changes. `attended_at` is when it was settled that it took place.
    """

    class Standing(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        AGREED = "agreed", _("Agreed")
        OFF = "off", _("Called off")
        OVER = "over", _("Over")

    card = models.OneToOneField(
        Card, models.CASCADE, primary_key=True, related_name="interview", verbose_name=_("card")
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="interviews", verbose_name=_("conversation")
    )
    uid = models.UUIDField(_("calendar's id"), default=uuid4, unique=True)
    sequence = models.PositiveIntegerField(_("calendar's version"), default=0)
    standing = models.CharField(_("state"), max_length=10, choices=Standing.choices, default=Standing.ASKED)
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, blank=True)
    attended_at = models.DateTimeField(_("settled as attended"), null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(standing__in=["agreed", "over"]) | models.Q(starts_at__lt=models.F("ends_at")),
                name="agreed_interview_has_its_time",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "starts_at"], name="interview_of_conversation"),
            models.Index(fields=["starts_at"], name="interview_agreed", condition=models.Q(standing="agreed")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.standing}"
