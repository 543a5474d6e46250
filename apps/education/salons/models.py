from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.articles.models import Article
from apps.education.salons.errors import NoPlace, NoWords, WrongTimes
from apps.ui.bilingual import in_language

MOST_SEATS = 500
FEEDBACK_WORDS = 1000


def held_by(person: User) -> Q:
    """Those that this person hosts, alone or beside others."""
    return Q(host=person) | Q(pk__in=Salon.co_hosts.through.objects.filter(user=person).values("salon"))


class SalonQuerySet(models.QuerySet["Salon"]):
    def seen_by(self, reader: User) -> Self:
        """What takes place or took place, and what one hosts or comes to, whatever became of it; nothing of a host
        between whom and the reader there is a block. Operators see all."""
        if reader.has_perm("education.view_salon"):
            return self
        own = Q(pk__in=SalonGuest.objects.filter(person=reader).values("salon")) | held_by(reader)
        shown = self.filter(Q(state=Salon.State.OPEN) | own)
        return shown.exclude(host__in=blocked_ids(reader))


class Salon(models.Model):
    """A salon or Q&A event: somebody who knows a field answers, online in a live room or at a place.

    An expert proposes it, an operator agrees. `topic` is one of those of interests, empty for none: who cares for it
    may hear of the event. `zone` is the clock that it is announced on. `seats` bound how many come, None is as many as
    like; who comes too late waits, and moves up by themselves. `sequence` rises with each change
    that calendars must hear of, `rev` with each change in the live room. `article` is the draft of what was recorded.
    """

    class Way(models.TextChoices):
        ONLINE = "online", pgettext_lazy("salon", "Online")
        PLACE = "place", _("At a place")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for an operator")
        OPEN = "open", _("Takes place")
        REFUSED = "refused", pgettext_lazy("salon", "Refused")
        CANCELLED = "cancelled", _("Cancelled")

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title_en = models.CharField(_("title, English"), max_length=120, blank=True)
    title_zh = models.CharField(_("title, Chinese"), max_length=120, blank=True)
    about_en = models.TextField(_("about, English"), max_length=2000, blank=True)
    about_zh = models.TextField(_("about, Chinese"), max_length=2000, blank=True)
    topic = models.CharField(
        _("topic"), max_length=80, blank=True, help_text=_("Who is interested in it may hear of the event.")
    )
    host = models.ForeignKey(User, models.CASCADE, related_name="salons", verbose_name=pgettext_lazy("salon", "host"))
    co_hosts = models.ManyToManyField(User, related_name="+", verbose_name=_("further hosts"), blank=True)
    way = models.CharField(_("way"), max_length=6, choices=Way.choices, default=Way.ONLINE)
    place = models.CharField(_("address of the place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Empty: as many as like."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    rev = models.PositiveIntegerField(default=0, editable=False)
    article = models.OneToOneField(Article, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["rev", "article"])

    objects = SalonQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("salon", "event")
        verbose_name_plural = pgettext_lazy("salon", "events")
        ordering: ClassVar = ["-starts_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="salon_ends_after_it_begins",
                violation_error_message=WrongTimes.message,
            ),
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_zh=""),
                name="salon_has_a_title",
                violation_error_message=NoWords.message,
            ),
            models.CheckConstraint(
                condition=Q(way="online") | ~Q(place=""),
                name="salon_at_a_place_says_where",
                violation_error_message=NoPlace.message,
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "ends_at"], name="salon_state_end")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("education:salon", args=[self.pk])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)

    @property
    def is_online(self) -> bool:
        return self.way == self.Way.ONLINE

    def is_live(self, now: datetime) -> bool:
        """Whether the room takes questions: from the moment it is open to all until its end."""
        return self.state == self.State.OPEN and now < self.ends_at

    def is_past(self, now: datetime) -> bool:
        return self.state == self.State.OPEN and self.ends_at <= now


class SalonGuest(models.Model):
    """Somebody registered: with a seat, waiting for one, or no longer. `code` is what they show at the door. `sequence`
    rises each time they come or go, for their calendar; `rev` is the room's when their hand went up or down."""

    class State(models.TextChoices):
        SEATED = "seated", _("Has a seat")
        WAITING = "waiting", _("On the waiting list")
        GONE = "gone", _("Doesn't come")

    salon = models.ForeignKey(
        Salon, models.CASCADE, related_name="guests", verbose_name=pgettext_lazy("salon", "event")
    )
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    code = models.CharField(_("code"), max_length=8)
    joined_at = models.DateTimeField(_("registered"))
    sequence = models.PositiveIntegerField(default=0)
    came_at = models.DateTimeField(_("came"), null=True, blank=True)
    is_muted = models.BooleanField(pgettext_lazy("salon", "muted"), default=False)
    hand_at = models.DateTimeField(_("hand raised"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=0)
    rating = models.PositiveSmallIntegerField(
        _("stars"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.CharField(_("feedback"), max_length=FEEDBACK_WORDS, blank=True)
    rated_at = models.DateTimeField(_("feedback given"), null=True, blank=True)

    class Meta:
        verbose_name = _("guest of an event")
        verbose_name_plural = _("guests of events")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["salon", "person"], name="one_registration_per_salon_and_person"),
            models.UniqueConstraint(fields=["salon", "code"], name="one_code_per_guest_of_a_salon"),
        ]
        indexes: ClassVar = [models.Index(fields=["salon", "state", "joined_at"], name="salon_guests_in_line")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.salon_id}"

    @property
    def is_seated(self) -> bool:
        return self.state == self.State.SEATED
