from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.feedback.tickets.models import Ticket
from apps.ui.bilingual import in_language


class DuplicateLink(models.Model):
    """`ticket` seems to say what `other` said before. A suggestion until a person confirms or dismisses it."""

    ticket = models.ForeignKey("feedback.Ticket", models.CASCADE, related_name="duplicates", verbose_name=_("ticket"))
    other = models.ForeignKey(
        "feedback.Ticket", models.CASCADE, related_name="duplicated_by", verbose_name=_("earlier ticket")
    )
    score = models.FloatField(_("likeness"), help_text=_("0 to 1"))
    model_version = models.CharField(_("model version"), max_length=60, blank=True)
    confirmed = models.BooleanField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    confirmed_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("suggested"), auto_now_add=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering: ClassVar = ["-score"]
        indexes: ClassVar = [
            models.Index(fields=["-confirmed", "-score", "-id"], name="duplicates_undecided_first"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "other"], name="one_link_per_pair_of_tickets"),
            models.CheckConstraint(condition=~models.Q(ticket=models.F("other")), name="no_ticket_duplicates_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} ≈ {self.other_id}"


class TicketVector(models.Model):
    """The meaning of a ticket's text as numbers, for finding duplicates. Float32, little-endian."""

    ticket = models.OneToOneField(
        Ticket, models.CASCADE, primary_key=True, related_name="vector", verbose_name=_("ticket")
    )
    model_version = models.CharField(_("model version"), max_length=60)
    values = models.BinaryField(_("values"))

    class Meta:
        verbose_name = _("ticket's meaning")
        verbose_name_plural = _("tickets' meanings")

    def __str__(self) -> str:
        return f"#{self.ticket_id}"


class TopicStatus(models.TextChoices):
    CONSIDERED = "considered", _("Being considered")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    SHIPPED = "shipped", _("Shipped")
    DECLINED = "declined", _("Declined")


class TopicQuerySet(models.QuerySet["Topic"]):
    def shown(self) -> Self:
        """What everybody may read."""
        return self.filter(is_published=True, merged_into=None)


class Topic(models.Model):
    """One concept that many reports are about. Published ones are shown to everybody. One that is merged into another
    keeps its own reports and supporters, which count for the other one as long as it is merged."""

    title_en = models.CharField(_("title in English"), max_length=120)
    title_zh = models.CharField(_("title in Chinese"), max_length=120)
    summary_en = models.TextField(_("summary in English"), max_length=2000, blank=True)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=2000, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=TopicStatus.choices, default=TopicStatus.CONSIDERED)
    is_published = models.BooleanField(_("published"), default=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    shipped_at = models.DateTimeField(_("shipped at"), null=True, blank=True, editable=False)
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = TopicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["-updated_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(pk=models.F("merged_into")), name="no_topic_is_merged_into_itself"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("feedback:topic", args=[self.pk])

    @property
    def title(self) -> str:
        return in_language(self.title_en, self.title_zh)

    @property
    def summary(self) -> str:
        return in_language(self.summary_en, self.summary_zh)


class TopicSupport(models.Model):
    """A person who said "me too". Votes are distinct people."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="supports", verbose_name=_("topic"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="topic_supports", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("said"), auto_now_add=True)

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "person"], name="one_voice_per_person_and_topic")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.topic_id}"


class TopicVerdict(models.Model):
    """What a supporter says of a shipped topic: fixed for them, or not. Only what was said since it shipped counts."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="verdicts", verbose_name=_("topic"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="topic_verdicts", verbose_name=_("person")
    )
    is_fixed = models.BooleanField(_("fixed"))
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("verdict of a supporter")
        verbose_name_plural = _("verdicts of supporters")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "person"], name="one_verdict_per_person_and_topic")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.topic_id}"
