"""Messages, what they said before, and reactions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation


class Message(models.Model):
    """One message. Rows are written by `apps.chat.sending` alone, in sets, never through `save()`.

    `seq` is its place in the conversation; `rev` the revision that last touched it, `sent_rev` the one that brought it.
    `fingerprint` is a keyed digest of what was sent, so that a repeated `client_id` is recognised after an edit too.
    `facts` is what a system message or a card says, for every reader in their own language.
    """

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("kind", "Text")
        IMAGE = "image", _("Image")
        FILE = "file", _("File")
        SYSTEM = "system", _("System")
        CARD = "card", _("Card")

    class Origin(models.TextChoices):
        TYPED = "typed", _("Typed")
        PRESET = "preset", _("Preset as it was")
        PRESET_EDITED = "preset_edited", _("Preset, edited")
        SUGGESTED = "suggested", _("Suggestion")
        AUTO = "auto", _("Auto-reply")
        PROMISE = "promise", _("Promise to answer")
        BULK_DECLINE = "bulk_decline", _("Bulk decline")
        CARD = "card", _("Card")
        JOB_CARD = "job_card", _("Answered from the job card")
        TAPPED = "tapped", _("Tapped on a card")

    TYPED = (Kind.TEXT, Kind.IMAGE, Kind.FILE)
    """What people wrote or chose themselves."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="messages", verbose_name=_("conversation")
    )
    seq = models.PositiveIntegerField(_("number"))
    rev = models.PositiveIntegerField(_("revision"))
    sent_rev = models.PositiveIntegerField(_("first revision"))
    client_id = models.UUIDField(_("client's id"))
    sender = models.ForeignKey(
        User, models.SET_NULL, null=True, db_index=False, related_name="messages", verbose_name=_("sender")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    origin = models.CharField(_("origin"), max_length=14, choices=Origin.choices, default=Origin.TYPED)
    preset = models.ForeignKey(
        "Preset", models.SET_NULL, null=True, db_index=False, related_name="messages", verbose_name=_("preset")
    )
    body = models.TextField(_("text"))
    facts = models.JSONField(_("facts"), null=True)
    reply_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, db_index=False, related_name="replies", verbose_name=_("reply to")
    )
    fingerprint = models.BigIntegerField(_("fingerprint"))
    created_at = models.DateTimeField(_("sent"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    recalled_at = models.DateTimeField(_("recalled"), null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_per_number"),
            models.UniqueConstraint(fields=["sender", "client_id"], name="one_message_per_client_id"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "rev"], name="message_changes"),
            models.Index(fields=["sender", "created_at"], name="message_by_sender"),
            models.Index(
                fields=["preset", "created_at"], name="message_preset", condition=models.Q(preset__isnull=False)
            ),
            models.Index(fields=["reply_to"], name="message_reply_to", condition=models.Q(reply_to__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id}/{self.seq}"


class MessageOriginal(models.Model):
    """What a message said before an edit, for who takes part as long as the message stands; or before a recall, for
    moderators alone."""

    class Reason(models.TextChoices):
        EDIT = "edit", _("Edited")
        RECALL = "recall", _("Recalled")

    message = models.ForeignKey(Message, models.CASCADE, related_name="originals", verbose_name=_("message"))
    reason = models.CharField(_("reason"), max_length=6, choices=Reason.choices)
    body = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("original text")
        verbose_name_plural = _("original texts")

    def __str__(self) -> str:
        return f"{self.message_id} {self.reason}"


class Reaction(models.Model):
    """An emoji that a person put on a message."""

    message = models.ForeignKey(
        Message, models.CASCADE, db_index=False, related_name="reactions", verbose_name=_("message")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    emoji = models.CharField(_("emoji"), max_length=16)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "user", "emoji"], name="one_reaction_per_emoji")
        ]

    def __str__(self) -> str:
        return self.emoji
