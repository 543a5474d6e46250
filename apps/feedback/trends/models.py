"""Clusters of tickets that say nearly the same, in either language, kept so that they can be followed over weeks."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.feedback.tickets.models import Ticket
from apps.feedback.topics.models import Topic
from apps.ui.bilingual import in_language

FEWEST_PEOPLE = 2
"""What only one person tells, however often, is no trend and isn't shown."""


class TicketClusterQuerySet(models.QuerySet["TicketCluster"]):
    def shown(self) -> Self:
        """What the product team sees."""
        return self.filter(merged_into=None, people__gte=FEWEST_PEOPLE)


class TicketCluster(models.Model):
    """`middle` is the mean direction of what its people mean, `people` how many they are. Its names are words that at
    least two of them used; they go with the last text. One that is merged into another gave its tickets to it."""

    middle = models.BinaryField(_("middle"))
    weight = models.PositiveIntegerField(_("texts in the middle"), default=0)
    model_version = models.CharField(_("model version"), max_length=60)
    is_chinese = models.BooleanField(_("begun in Chinese"), default=False)
    tickets = models.PositiveIntegerField(_("tickets"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)
    began_at = models.DateTimeField(_("first ticket"))
    last_at = models.DateTimeField(_("newest ticket"))
    words_en = models.CharField(_("words in English"), max_length=120, blank=True)
    words_zh = models.CharField(_("words in Chinese"), max_length=120, blank=True)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="clusters", verbose_name=_("topic")
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    objects = TicketClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("trend")
        verbose_name_plural = _("trends")
        ordering: ClassVar = ["-last_at"]
        indexes: ClassVar = [models.Index(fields=["model_version", "-last_at"], name="cluster_newest")]

    def __str__(self) -> str:
        return in_language(self.words_en, self.words_zh) or gettext("Trend #%(number)d") % {"number": self.pk}

    @property
    def console_url(self) -> str:
        return reverse("admin:feedback_ticketcluster_change", args=[self.pk])


class ClusteredTicket(models.Model):
    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("ticket"))
    cluster = models.ForeignKey(TicketCluster, models.CASCADE, related_name="members", verbose_name=_("trend"))

    class Meta:
        verbose_name = _("ticket of a trend")
        verbose_name_plural = _("tickets of trends")

    def __str__(self) -> str:
        return f"#{self.ticket_id} → {self.cluster_id}"


class ClusterWeek(models.Model):
    """How many told it in a week. `chance` says how likely so many would be if it went on as in the weeks before; it
    is empty where too few told it to say."""

    cluster = models.ForeignKey(TicketCluster, models.CASCADE, related_name="weeks", verbose_name=_("trend"))
    week = models.DateField(_("week from"), db_index=True)
    tickets = models.PositiveIntegerField(_("tickets"))
    people = models.PositiveIntegerField(_("people"))
    chance = models.FloatField(_("by chance"), null=True, blank=True, help_text=_("0 to 1"))
    is_emerging = models.BooleanField(_("emerging"), default=False)

    class Meta:
        verbose_name = _("week of a trend")
        verbose_name_plural = _("weeks of trends")
        ordering: ClassVar = ["-week", "-people", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cluster", "week"], name="one_count_per_trend_and_week")
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.cluster_id}"
