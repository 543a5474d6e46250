"""What is out of control: a topic that more people report than its past explains, until a change has proven itself."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from apps.feedback.releases.models import Release
from apps.feedback.routing.models import Team
from apps.feedback.topics.models import Topic


class Incident(models.Model):
    """Of one topic, opened by its control chart. The team finds the root cause and makes a change; reports before and
    after it say whether it helped."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("tickets", "Open")
        WATCHED = "watched", _("Changed, being watched")
        CLOSED = "closed", _("Closed")

    class Verdict(models.TextChoices):
        BETTER = "better", _("Reports went down: the change helped")
        NOT_BETTER = "not_better", _("Reports didn't go down: the change didn't help")
        BY_HAND = "by_hand", _("Closed by a person")

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="incidents", verbose_name=_("topic"))
    linked = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="linked_incidents",
        verbose_name=_("linked topics"),
        help_text=_("Others of the same cause: their reports count when the change is checked."),
    )
    release = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("release"),
        help_text=_("The newest one at the end of its week."),
    )
    week = models.DateField(_("week"))
    people = models.PositiveIntegerField(_("people"), help_text=_("Who reported it, each once a week."))
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), default=1, help_text=_("More than one where those of a release together were too many.")
    )
    limit = models.FloatField(_("upper limit"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="incidents", verbose_name=_("team")
    )
    root_cause = models.TextField(_("root cause"), max_length=2000, blank=True)
    change = models.TextField(_("the change made"), max_length=2000, blank=True)
    changed_in = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="changes_of_incidents",
        verbose_name=_("changed in release"),
    )
    opened_at = models.DateTimeField(_("opened"))
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    verdict = models.CharField(_("what the check said"), max_length=10, choices=Verdict.choices, blank=True)
    checked = models.JSONField(_("figures of the check"), default=dict, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_because = models.TextField(_("closed because"), max_length=1000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic"], condition=models.Q(closed_at=None), name="one_open_incident_per_topic"
            )
        ]

    def __str__(self) -> str:
        return self.topic.title

    @property
    def console_url(self) -> str:
        return reverse("admin:feedback_incident_change", args=[self.pk])
