"""Why somebody says no, and many noes at once."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message

MOST_AT_ONCE = 200


class DeclineReason(models.Model):
    """A reason that one may pick, and the kind text that is made from it, in both languages. In the texts stand {name}
    for who reads it, {me} for who writes, {job} and {company}."""

    class Side(models.TextChoices):
        COMPANY = "company", _("The company's people")
        CANDIDATE = "candidate", _("Candidates")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    side = models.CharField(_("who picks it"), max_length=9, choices=Side.choices)
    label_en = models.CharField(_("name in English"), max_length=80)
    label_zh = models.CharField(_("name in Chinese"), max_length=80)
    text_en = models.TextField(_("text in English"), max_length=1000)
    text_zh = models.TextField(_("text in Chinese"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason to decline")
        verbose_name_plural = _("reasons to decline")
        ordering: ClassVar = ["side", "position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """In the reader's language."""
        return self.label_zh if (get_language() or "en").startswith("zh") else self.label_en

    def text_in(self, language: str) -> str:
        return self.text_zh if language.startswith("zh") else self.text_en


class BulkDecline(models.Model):
    """Declining many in one action: each gets words of their own, but nobody wrote them one by one, so none of them
    counts as an answer."""

    by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("by"))
    request_id = models.UUIDField(_("request"))
    reason = models.ForeignKey(
        DeclineReason, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("bulk decline")
        verbose_name_plural = _("bulk declines")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "request_id"], name="one_bulk_decline_per_request")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class BulkDeclineItemQuerySet(models.QuerySet["BulkDeclineItem"]):
    def waiting(self) -> Self:
        return self.filter(state=BulkDeclineItem.State.WAITING)


class BulkDeclineItem(models.Model):
    """One conversation of a bulk decline. `refusal` says in words why it wasn't closed; `head_seq` is the newest
    message when its text was approved."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Not sent")

    bulk = models.ForeignKey(BulkDecline, models.CASCADE, related_name="items", verbose_name=_("bulk decline"))
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="+", db_index=False, verbose_name=_("conversation")
    )
    text = models.TextField(_("text"), max_length=2000)
    head_seq = models.PositiveIntegerField(_("newest message number"))
    client_id = models.UUIDField(_("client's id"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(_("why not"), max_length=40, blank=True)
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, related_name="+", db_index=False, verbose_name=_("message")
    )
    done_at = models.DateTimeField(_("done"), null=True)

    objects = BulkDeclineItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a bulk decline")
        verbose_name_plural = _("parts of bulk declines")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulk", "conversation"], name="declined_once_in_a_bulk")
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="bulk_decline_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"#{self.bulk_id}/{self.conversation_id}"
