"""Programmes in which some of those who asked for something try it out before others."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.feedback.topics.models import Topic
from apps.ui.bilingual import in_language

MOST_PLACES = 1_000


class BetaProgramme(models.Model):
    """Of one topic and one feature, which only its participants have while it runs."""

    class Outcome(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody has it")
        NOBODY = "nobody", _("Nobody has it any more")

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="programmes", verbose_name=_("topic"))
    feature = models.CharField(_("feature behind the flag"), max_length=80)
    about_en = models.TextField(_("what to try, in English"), max_length=1000)
    about_zh = models.TextField(_("what to try, in Chinese"), max_length=1000)
    places = models.PositiveSmallIntegerField(
        _("places"), default=20, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    with_level = models.BooleanField(
        _("also by level"),
        default=False,
        help_text=_("Whoever's level opens what is being tried out has it without an invitation."),
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("what followed"), max_length=10, choices=Outcome.choices, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("beta programme")
        verbose_name_plural = _("beta programmes")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["feature"],
                condition=models.Q(started_at__isnull=False, ended_at=None),
                name="one_running_programme_per_feature",
            )
        ]

    def __str__(self) -> str:
        return self.topic.title

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class BetaWish(models.Model):
    """Somebody agreed to be asked whether they try something out."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="beta_wish", verbose_name=_("person")
    )
    agreed_at = models.DateTimeField(_("agreed"))

    class Meta:
        verbose_name = _("wish to try things out")
        verbose_name_plural = _("wishes to try things out")

    def __str__(self) -> str:
        return f"{self.person_id}"


class BetaInvitationQuerySet(models.QuerySet["BetaInvitation"]):
    def for_user(self, person: User) -> Self:
        return self.filter(person=person)

    def taking_part(self) -> Self:
        return self.filter(state=BetaInvitation.State.ACCEPTED)


class BetaInvitation(models.Model):
    """One person's place in a programme, and what they say of what they tried."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", pgettext_lazy("people", "Declined")
        LEFT = "left", pgettext_lazy("people", "Left")

    programme = models.ForeignKey(
        BetaProgramme, models.CASCADE, related_name="invitations", verbose_name=_("beta programme")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="beta_invitations", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.INVITED)
    invited_at = models.DateTimeField(_("invited"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    is_fixed = models.BooleanField(_("fixed for them"), null=True, blank=True)

    objects = BetaInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("beta invitation")
        verbose_name_plural = _("beta invitations")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "person"], name="invited_once_to_a_programme")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:beta_invitation", args=[self.pk])

    @property
    def may_answer(self) -> bool:
        return self.state == self.State.INVITED and self.programme.is_running

    @property
    def takes_part(self) -> bool:
        return self.state == self.State.ACCEPTED and self.programme.is_running
