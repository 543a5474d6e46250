from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

CHANGEABLE = timedelta(hours=24)


class ConversationRating(models.Model):
    """How one side found a conversation. Read by the rater and by operators, never by the other side."""

    conversation = models.ForeignKey(
        "chat.Conversation", models.CASCADE, related_name="ratings", verbose_name=_("conversation")
    )
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversation_ratings", verbose_name=_("rated by")
    )
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("rated"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("rating of a conversation")
        verbose_name_plural = _("ratings of conversations")
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "rater"], name="one_rating_per_side"),
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="one_to_five_stars"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="rating_created")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.stars}/5"

    def is_changeable(self, *, now: datetime) -> bool:
        return now - self.created_at <= CHANGEABLE
