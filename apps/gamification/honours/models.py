from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.gamification.awards.models import Award
from apps.gamification.badges.measures import deed_choices_of_awards
from apps.ui.bilingual import in_language

LONGEST_VOTE_DAYS = 14


class Honour(models.Model):
    """An award of the month: members vote for one of those who did something for the most different people in it."""

    key = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60)
    about_en = models.CharField(_("what it is for (English)"), max_length=200)
    about_zh = models.CharField(_("what it is for (Chinese)"), max_length=200)
    deed = models.CharField(_("for which kind of deed"), max_length=40, choices=deed_choices_of_awards)
    points = models.PositiveIntegerField(_("points"), default=0, validators=[MaxValueValidator(1000)])
    coins = models.PositiveIntegerField(_("coins"), default=0, validators=[MaxValueValidator(1000)])
    vote_days = models.PositiveSmallIntegerField(
        _("days of the vote"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_VOTE_DAYS)],
        help_text=_("From the fourth of the month that follows, UTC: by then what is held has settled."),
    )
    least_votes = models.PositiveSmallIntegerField(
        _("votes that it takes"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("With fewer nobody gets it."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_live = models.BooleanField(_("in use"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("award of the month")
        verbose_name_plural = _("awards of the month")
        ordering: ClassVar = ["position", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(points__gt=0) | Q(coins__gt=0),
                name="honours_give_something",
                violation_error_message=_("Give points or coins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)


class Ballot(models.Model):
    """The vote about one month's award. What was counted is known when it is closed, and to nobody before.

    `why` is an operator's reason, where one decided otherwise than by the count, or called it off.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("called off")

    honour = models.ForeignKey(Honour, models.PROTECT, related_name="ballots", verbose_name=_("award of the month"))
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    opens_at = models.DateTimeField(_("opened"))
    closes_at = models.DateTimeField(_("closes"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    why = models.TextField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("vote of a month")
        verbose_name_plural = _("votes of months")
        ordering: ClassVar = ["-month", "honour__position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["honour", "month"], name="one_vote_a_month")]
        indexes: ClassVar = [models.Index(fields=["closes_at"], condition=Q(state="open"), name="ballots_open")]

    def __str__(self) -> str:
        return f"{self.honour} · {self.month:%Y-%m}"

    def is_open_at(self, now: datetime) -> bool:
        return self.state == self.State.OPEN and now < self.closes_at


class Nominee(models.Model):
    """Somebody who did it for so many different `people` in the month. `votes` are those that counted; not known before
    the vote is closed."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="nominees", verbose_name=_("vote of a month"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="nominations", verbose_name=_("person")
    )
    people = models.PositiveIntegerField(_("different people"))
    votes = models.PositiveIntegerField(_("votes that counted"), null=True, blank=True)
    has_won = models.BooleanField(_("has won"), default=False)
    award = models.OneToOneField(
        Award, models.PROTECT, null=True, blank=True, related_name="nominee", verbose_name=_("award")
    )

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        ordering: ClassVar = ["ballot", "-votes", "-people", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["ballot", "person"], name="nominated_once_a_vote")]

    def __str__(self) -> str:
        return f"{self.ballot_id} · {self.person_id}"


class HonourVote(models.Model):
    """Whom somebody voted for: one vote a person, which they may change until the end. Nobody else is ever shown it."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes", verbose_name=_("vote of a month"))
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="honour_votes", verbose_name=_("person")
    )
    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="+", verbose_name=_("nominee"))
    cast_at = models.DateTimeField(_("voted"))

    class Meta:
        verbose_name = _("vote for a nominee")
        verbose_name_plural = _("votes for nominees")
        constraints: ClassVar = [models.UniqueConstraint(fields=["ballot", "voter"], name="one_vote_a_person")]

    def __str__(self) -> str:
        return str(self.ballot_id)
