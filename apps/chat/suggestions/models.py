from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def with_answers(self) -> "SuggestionQuerySet":
        """`is_answered`: the other side answered what was sent."""
        return self.annotate(is_answered=Exists(Answer.objects.filter(opening=OuterRef("message"))))


class Suggestion(models.Model):
    """A reply that was offered to one person under one question: shown, perhaps taken into the composer, perhaps sent,
    as it was or edited. Whether the other side answered follows from the message."""

    class Source(models.TextChoices):
        CARD = "card", _("Job card")
        POSTING = "posting", _("Posting")
        RESUME = "resume", _("Résumé")
        PRESET = "preset", _("Own preset")
        ACCEPTED = "accepted", _("Said before")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="suggestions", verbose_name=_("conversation")
    )
    question = models.ForeignKey(Message, models.CASCADE, related_name="+", verbose_name=_("question"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("offered to"))
    place = models.PositiveSmallIntegerField(_("place"))
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    text = models.TextField(_("text"))
    shown_at = models.DateTimeField(_("shown"))
    taken_at = models.DateTimeField(_("taken"), null=True)
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, related_name="suggestion", verbose_name=_("sent as")
    )
    is_edited = models.BooleanField(_("edited before it was sent"), null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested reply")
        verbose_name_plural = _("suggested replies")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person", "place"], name="one_suggestion_per_place"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["shown_at"], name="suggestion_shown"),
            models.Index(fields=["person", "taken_at"], name="suggestion_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.topic}"
