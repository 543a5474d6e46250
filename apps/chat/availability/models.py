"""Promised answers, and auto-replies."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


class AnswerPromise(models.Model):
    """Somebody said that they answer until then. Kept by an answer of their side in time, broken when none has come;
    over where there is nothing left to answer, or somebody else took it over."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Broken")
        OVER = "over", _("Over")

    person = models.ForeignKey(User, models.CASCADE, related_name="answer_promises", verbose_name=_("person"))
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="answer_promises", verbose_name=_("conversation")
    )
    message = models.OneToOneField(Message, models.CASCADE, related_name="+", verbose_name=_("message"))
    until = models.DateTimeField(_("until"))
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    kept_by = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("kept by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("promised answer")
        verbose_name_plural = _("promised answers")
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="promise_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} #{self.conversation_id} {self.state}"


class AwayReply(models.Model):
    """What answers for a person who is away: while it `is_on`, and with `by_hours` outside of their office hours, on
    their clock. Each conversation hears from it once in 24 hours. `text` is said where no other text fits better.
    `holiday_country` is the country (two letters) whose holidays are free, and whose days made up are worked."""

    person = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="away_reply", verbose_name=_("person")
    )
    text = models.TextField(_("text"), max_length=1000)
    is_on = models.BooleanField(_("on"), default=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by_hours = models.BooleanField(_("outside office hours"), default=False)
    holiday_country = models.CharField(_("holidays of"), max_length=2, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("auto-reply")
        verbose_name_plural = _("auto-replies")

    def __str__(self) -> str:
        return f"{self.person_id} {self.text[:40]}"


class AwayText(models.Model):
    """What an auto-reply says on one occasion in one language."""

    class Occasion(models.TextChoices):
        AWAY = "away", _("Away")
        HOURS = "hours", _("Outside office hours")
        HOLIDAY = "holiday", _("Holiday")

    away = models.ForeignKey(AwayReply, models.CASCADE, related_name="texts", verbose_name=_("auto-reply"))
    occasion = models.CharField(_("occasion"), max_length=8, choices=Occasion.choices)
    language = models.CharField(_("language"), max_length=10, choices=[("en", "English"), ("zh-hans", "简体中文")])
    text = models.TextField(_("text"), max_length=1000)

    class Meta:
        verbose_name = _("text of an auto-reply")
        verbose_name_plural = _("texts of auto-replies")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["away", "occasion", "language"], name="one_away_text_of_an_occasion")
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.language}"


class OfficeHours(models.Model):
    """One stretch of a weekday (0 is Monday) in which a person works, on their clock; `end` may be midnight, 00:00."""

    away = models.ForeignKey(AwayReply, models.CASCADE, related_name="hours", verbose_name=_("auto-reply"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    begin = models.TimeField(_("from"))
    end = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["away", "weekday", "begin"], name="one_stretch_of_office_hours_a_begin"),
            models.CheckConstraint(condition=models.Q(weekday__lt=7), name="office_hours_are_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begin:%H:%M}–{self.end:%H:%M}"
