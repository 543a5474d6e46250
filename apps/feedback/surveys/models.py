"""Questions that we put to members: NPS, CES and our own."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from apps.accounts.models import Segment
from apps.chat.interviews.wording import span_words, zone_words
from apps.ui.bilingual import in_language

MOST_TIMES = 60
LONGEST_SCALE = 20
"""From its lowest number to its highest."""
ONE_TALK = _("One question for a time is enough: whoever answers takes one.")


class SurveyQuerySet(models.QuerySet["Survey"]):
    def running(self, *, now: datetime) -> "SurveyQuerySet":
        today = timezone.localdate(now, timezone.get_default_timezone())
        return self.filter(started_at__isnull=False, opens_on__lte=today, closes_on__gte=today)


class Survey(models.Model):
    """Asked between two days of everybody in a segment, each once; its questions stand once it was started."""

    class Kind(models.TextChoices):
        NPS = "nps", _("Would you recommend us? (NPS)")
        CES = "ces", _("How easy was it? (CES)")
        OWN = "own", _("Own questions")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    title_en = models.CharField(_("title in English"), max_length=80)
    title_zh = models.CharField(_("title in Chinese"), max_length=80)
    segment = models.ForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("segment"),
        help_text=_("Without one, all members. Operators are never asked."),
    )
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    makes_tickets = models.BooleanField(
        _("words become tickets"),
        default=True,
        help_text=_("What is written goes to triage as feedback of the member."),
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    history = HistoricalRecords()

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering: ClassVar = ["-opens_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("closes_on")),
                name="survey_closes_after_it_opens",
                violation_error_message=_("The last day can't be before the first."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.title_en, self.title_zh)


class SurveyQuestion(models.Model):
    """`after` is the place of an earlier question and `after_from` to `after_to` the answers to it for which this one
    is asked; without it, always."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("Scale")
        CHOICE = "choice", _("Choice")
        TEXT = "text", pgettext_lazy("kind", "Text")
        TALK = "talk", _("A time for a talk")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions", verbose_name=_("survey"))
    place = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    text_en = models.CharField(_("question in English"), max_length=200)
    text_zh = models.CharField(_("question in Chinese"), max_length=200)
    lowest = models.PositiveSmallIntegerField(_("lowest"), default=0)
    highest = models.PositiveSmallIntegerField(_("highest"), default=10)
    options_en = models.TextField(_("choices in English"), blank=True, max_length=1000, help_text=_("One a line."))
    options_zh = models.TextField(_("choices in Chinese"), blank=True, max_length=1000)
    is_required = models.BooleanField(_("must be answered"), default=True)
    after = models.PositiveSmallIntegerField(
        _("only after"), null=True, blank=True, help_text=_("Number of an earlier question.")
    )
    after_answers = models.CharField(
        _("answered with"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{1,2}(-\d{1,2})?$")],
        help_text=_("A number or a range such as 0-6; of a choice the number of its line, from 1."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "place"], name="one_question_a_place"),
            models.UniqueConstraint(
                fields=["survey"],
                name="one_talk_a_survey",
                condition=models.Q(kind="talk"),
                violation_error_message=ONE_TALK,
            ),
            models.CheckConstraint(
                condition=models.Q(lowest__lt=models.F("highest")),
                name="a_scale_has_two_ends",
                violation_error_message=_("The highest number must be above the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.text_en, self.text_zh)

    @property
    def options(self) -> list[tuple[int, str]]:
        """What can be answered, with its words; none of a text."""
        if self.kind == self.Kind.SCALE:
            return [(number, str(number)) for number in range(self.lowest, self.highest + 1)]
        if self.kind == self.Kind.TALK:
            free = TalkSlot.objects.filter(survey=self.survey_id).free(now=timezone.now())
            return [(slot.pk, slot.words) for slot in free[:MOST_TIMES]]
        words = choices_in(in_language(self.options_en, self.options_zh)) if self.kind == self.Kind.CHOICE else []
        return list(enumerate(words, start=1))

    @property
    def wanted(self) -> range:
        """The answers to the question `after` for which this one is asked."""
        return wanted_in(self.after_answers)


def choices_in(text: str) -> list[str]:
    """One a line; empty lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def wanted_in(answers: str) -> range:
    """The numbers that "0-6" or "3" stands for; none of what is empty or the wrong way round."""
    first, _dash, last = answers.partition("-")
    return range(int(first), int(last or first) + 1) if first else range(0)


TAKEN = models.Count("bookings", filter=models.Q(bookings__cancelled_at=None))
"""How many places of a time are taken."""


class TalkSlotQuerySet(models.QuerySet["TalkSlot"]):
    def free(self, *, now: datetime) -> "TalkSlotQuerySet":
        """Those that haven't begun and have a place left."""
        return self.filter(starts_at__gt=now).annotate(taken=TAKEN).filter(taken__lt=models.F("places"))


class TalkSlot(models.Model):
    """A time at which an operator would like to talk with somebody who answers the survey. `sequence` rises with each
    change of which those who took it were told."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="slots", verbose_name=_("survey"))
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=30, validators=[MinValueValidator(10), MaxValueValidator(180)]
    )
    places = models.PositiveSmallIntegerField(
        _("places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who talks with them"),
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    where = models.CharField(_("where"), max_length=200, help_text=_("A link, a number to call, or a room."))
    sequence = models.PositiveIntegerField(_("calendar's version"), default=0, editable=False)
    history = HistoricalRecords()

    objects = TalkSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("time for a talk")
        verbose_name_plural = _("times for talks")
        ordering: ClassVar = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def words(self) -> str:
        """On the reader's clock, with their zone."""
        return f"{span_words(self.starts_at, self.ends_at)}, {zone_words(self.starts_at)}"


class TalkBooking(models.Model):
    """That somebody who was asked takes one of the times."""

    slot = models.ForeignKey(TalkSlot, models.PROTECT, related_name="bookings", verbose_name=_("time for a talk"))
    invitation = models.OneToOneField(
        "feedback.SurveyInvitation", models.CASCADE, related_name="talk", verbose_name=_("invitation")
    )
    created_at = models.DateTimeField(_("booked"))
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)

    class Meta:
        verbose_name = _("booked talk")
        verbose_name_plural = _("booked talks")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.invitation_id}"


class SurveyInvitation(models.Model):
    """That a member was asked, and whether they answered or would rather not."""

    class Reason(models.TextChoices):
        NO_TIME = "no_time", _("No time")
        NOT_FOR_ME = "not_for_me", _("I can't judge it")
        TOO_MANY = "too_many", _("Too many questions from you")
        UNSAID = "unsaid", _("I'd rather not say")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations", verbose_name=_("survey"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="survey_invitations", verbose_name=_("person")
    )
    invited_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    skipped_at = models.DateTimeField(_("skipped"), null=True, blank=True)
    skip_reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "person"], name="everybody_is_asked_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(skipped_at=None), name="answered_or_skipped"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "invited_at"], name="survey_invitation_of")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.person_id}"


class SurveyAnswer(models.Model):
    invitation = models.ForeignKey(
        SurveyInvitation, models.CASCADE, related_name="answers", verbose_name=_("invitation")
    )
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="answers", verbose_name=_("question"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "question"], name="one_answer_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.number if self.number is not None else self.text[:40]}"
