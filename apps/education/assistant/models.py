from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.education.articles.models import Article


class QuestionQuerySet(models.QuerySet["Question"]):
    def of(self, person: User | None) -> Self:
        """A person's own; without one, those of visitors, who know theirs by its token."""
        return self.filter(person=person)


class Question(models.Model):
    """What somebody asked the help, and what it said.

    `probability` is the chance, 0–1, that the article it found answers the question, whether it was shown as the
    answer or not. `answer` is the passage as it was shown: quoted, or in a language model's
    words. Visitors' questions have no person.
    """

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered from an article")
        UNSURE = "unsure", _("The help didn't know")
        HANDED_OVER = "handed_over", _("Handed over to a person")

    token = models.UUIDField(_("token"), unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name=_("person")
    )
    text = models.TextField(_("question"), max_length=1000)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("zh", "中文")])
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("article")
    )
    part = models.PositiveSmallIntegerField(_("part of the article"), default=0)
    answer = models.TextField(_("answer"), blank=True)
    probability = models.FloatField(_("probability"), default=0.0)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    is_solved = models.BooleanField(_("solved"), null=True, blank=True)
    comment = models.TextField(_("comment on the answer"), max_length=1000, blank=True)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("conversation")
    )
    draft = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("article made from it")
    )
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at"], name="question_of_person"),
            models.Index(fields=["outcome", "created_at"], name="question_outcome"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(probability__gte=0, probability__lte=1), name="probability_from_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class AssistantTone(models.Model):
    """One row for the whole site: how the help words its own sentences. Articles are quoted as they are."""

    class Tone(models.TextChoices):
        MATTER_OF_FACT = "matter_of_fact", _("Matter-of-fact")
        FRIENDLY = "friendly", _("Friendly")
        FORMAL = "formal", _("Formal")

    tone = models.CharField(_("tone"), max_length=16, choices=Tone.choices, default=Tone.MATTER_OF_FACT)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tone of the help")
        verbose_name_plural = _("tone of the help")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_tone_of_the_help")]

    def __str__(self) -> str:
        return str(_("Tone of the help"))

    @classmethod
    def current(cls) -> "AssistantTone.Tone":
        return cls.Tone(cls.objects.values_list("tone", flat=True).first() or cls.Tone.MATTER_OF_FACT)


class AskTally(models.Model):
    """How many questions somebody asked within one minute. `asker` is a digest; of earlier hours nothing is kept."""

    asker = models.CharField(_("asker"), max_length=64)
    minute = models.PositiveIntegerField(_("minute"), help_text=_("Since 1970."), db_index=True)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("tally of questions")
        verbose_name_plural = _("tallies of questions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "minute"], name="one_tally_an_asker_and_minute")
        ]

    def __str__(self) -> str:
        return f"{self.minute}: {self.count}"
