"""Reports of people and messages, what was seen when they were made, and what operators decided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.matching.models import Job


class Reason(models.TextChoices):
    """Why, in one tap; `GRAVITY` says which are looked at first."""

    THREAT = "threat", _("Threats or violence")
    MONEY = "money", _("Asks for money, documents or codes")
    HARASSMENT = "harassment", _("Insults or harassment")
    DISCRIMINATION = "discrimination", _("Discrimination")
    FAKE = "fake", _("Isn't who they say, or the job isn't real")
    FILLED = "filled", _("The job is filled already")
    PAY = "pay", _("The pay isn't what the posting says")
    SPAM = "spam", _("Advertising or spam")
    OTHER = "other", _("Something else")


GRAVITY = {
    Reason.THREAT: 3,
    Reason.MONEY: 3,
    Reason.HARASSMENT: 2,
    Reason.DISCRIMINATION: 2,
    Reason.FAKE: 2,
    Reason.PAY: 2,
    Reason.FILLED: 1,
    Reason.SPAM: 1,
    Reason.OTHER: 1,
}


OF_POSTINGS = (Reason.MONEY, Reason.FAKE, Reason.DISCRIMINATION, Reason.FILLED, Reason.PAY, Reason.OTHER)
OF_PEOPLE = tuple(reason for reason in Reason if reason not in (Reason.FILLED, Reason.PAY))


class Decision(models.TextChoices):
    NONE = "none", _("No violation")
    WARN = "warn", _("Warn")
    REMOVE = "remove", _("Take the posting down")
    LIMIT = "limit", _("Limit for 30 days")
    SUSPEND = "suspend", _("Suspend for 14 days")
    CLOSE = "close", _("Close the account")


class Report(models.Model):
    """Somebody reported a message, a person as they met them in a conversation, or a posting: then `reported` is who
    posted it, None for an import, and `has_removed` says that it was taken down for this report.

    Closing an account takes two operators: the first proposes it (`proposed_by`). `until` is when what was decided
    ends. `has_shut` says that the account was open before it was suspended or closed, `ended_at` that a suspension is
    over. `version` counts the changes, so that of two operators at one report the second is told. The texts go with the
    evidence, at `kept_until`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        PROPOSED = "proposed", _("Waits for a second operator")
        DECIDED = "decided", _("Decided")

    class Appeal(models.TextChoices):
        NONE = "", _("No appeal")
        OPEN = "open", _("Appeal waits")
        STANDS = "stands", _("Appeal: the decision stands")
        LIFTED = "lifted", _("Appeal: taken back")

    reporter = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="reports_made", verbose_name=_("reported by")
    )
    reported = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="reports", verbose_name=_("reported person")
    )
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="+", verbose_name=_("conversation")
    )
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="reports", verbose_name=_("message"))
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("posting")
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
    gravity = models.PositiveSmallIntegerField(_("gravity"))
    note = models.TextField(_("note"), blank=True, max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    words = models.TextField(_("what the reported person reads"), blank=True, max_length=1000)
    proposed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    has_shut = models.BooleanField(_("has shut the account"), default=False)
    has_removed = models.BooleanField(_("has taken the posting down"), default=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    appeal = models.CharField(_("appeal"), max_length=10, choices=Appeal.choices, blank=True, default=Appeal.NONE)
    appeal_text = models.TextField(_("appeal's text"), blank=True, max_length=2000)
    appealed_at = models.DateTimeField(_("appealed"), null=True, blank=True)
    appeal_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("appeal decided by")
    )
    appeal_at = models.DateTimeField(_("appeal decided"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    created_at = models.DateTimeField(_("reported"))

    class Meta:
        verbose_name = _("report of misconduct")
        verbose_name_plural = _("reports of misconduct")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reporter", "message"],
                name="one_report_per_message",
                condition=models.Q(message__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["reporter", "reported", "conversation"],
                name="one_open_report_per_person",
                condition=models.Q(message__isnull=True, state__in=["open", "proposed"]),
            ),
            models.UniqueConstraint(
                fields=["reporter", "job"],
                name="one_open_report_per_posting",
                condition=models.Q(job__isnull=False, state__in=["open", "proposed"]),
            ),
            models.CheckConstraint(
                condition=~models.Q(reporter=models.F("reported")), name="nobody_reports_themselves"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reporter", "created_at"], name="report_by"),
            models.Index(fields=["state", "-gravity", "created_at"], name="report_queue"),
            models.Index(fields=["kept_until"], name="report_kept", condition=models.Q(kept_until__isnull=False)),
            models.Index(
                fields=["until"], name="report_until", condition=models.Q(until__isnull=False, ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_reason_display()}"

    @property
    def is_upheld(self) -> bool:
        """It was found to be misconduct, and that stands."""
        is_found = self.state == self.State.DECIDED and self.decision != Decision.NONE
        return is_found and self.appeal != self.Appeal.LIFTED


class ReportEvidence(models.Model):
    """The last messages before a report, with what they said before an edit or a recall: sealed, for moderation alone.
    It stays when the messages go, until the report's `kept_until`."""

    report = models.OneToOneField(
        Report, models.CASCADE, primary_key=True, related_name="evidence", verbose_name=_("report")
    )
    sealed = models.TextField(_("sealed evidence"))
    frozen_at = models.DateTimeField(_("frozen"))

    class Meta:
        verbose_name = _("evidence of a report")
        verbose_name_plural = _("evidence of reports")

    def __str__(self) -> str:
        return str(self.report_id)


class ReportStep(AppendOnly):
    """One thing that happened to a report, written once; by whom, None for the product. `words` is why, for operators
    alone: it goes with the evidence."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("Reported")
        READ = "read", _("Evidence read")
        PROPOSED = "proposed", _("Proposed")
        DECIDED = "decided", _("Decided")
        TOLD = "told", _("Both were told")
        APPEALED = "appealed", _("Appealed")
        STANDS = "stands", _("Appeal refused: the decision stands")
        LIFTED = "lifted", _("Appeal granted: taken back")
        ENDED = "ended", _("Suspension over")
        FORGOTTEN = "forgotten", _("Evidence deleted")

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"), db_constraint=False
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    words = models.TextField(_("why"), blank=True)
    created_at = models.DateTimeField(_("at"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"
