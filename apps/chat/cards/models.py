"""Cards, and what was done with them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.ui.bilingual import in_language


class Card(models.Model):
    """A message that people act on. Its message's id is its own; `facts` are what its type needs, and `steps` counts
    what was done. While it is open `closed_at` is None; `due_at` is when the product closes it by itself."""

    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="card_row", verbose_name=_("message")
    )
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="cards", verbose_name=_("conversation")
    )
    type = models.CharField(_("type"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=30)
    facts = models.JSONField(_("facts"), default=dict)
    steps_taken = models.PositiveIntegerField(_("steps"), default=1)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("created"))
    due_at = models.DateTimeField(_("due"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        indexes: ClassVar = [
            models.Index(fields=["conversation", "type", "message"], name="card_of_conversation"),
            models.Index(
                fields=["due_at"], name="card_due", condition=models.Q(due_at__isnull=False, closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} #{self.pk}"


class CardStep(AppendOnly):
    """One thing that was done with a card, written once: by whom (None for the product), and what it led to.

    `data` holds what the type keeps of what was said, never anybody's words; `digest` is a keyed one of all of it, so
    that a repetition is recognised.
    """

    card = models.ForeignKey(Card, models.CASCADE, db_index=False, related_name="steps", verbose_name=_("card"))
    number = models.PositiveIntegerField(_("number"))
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"), db_constraint=False
    )
    action = models.CharField(_("action"), max_length=30)
    data = models.JSONField(_("data"), default=dict)
    digest = models.BigIntegerField(_("digest"))
    state_after = models.CharField(_("state after it"), max_length=30)
    client_id = models.UUIDField(_("client's id"))
    created_at = models.DateTimeField(_("done"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a card")
        verbose_name_plural = _("steps of cards")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "number"], name="one_card_step_per_number"),
            models.UniqueConstraint(fields=["card", "client_id"], name="one_card_step_per_client_id"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.number} {self.action}"


class SharedContact(models.Model):
    """How one person of an exchange can be reached, sealed (`sealing.py`). It goes when the exchange ends."""

    card = models.ForeignKey(Card, models.CASCADE, db_index=False, related_name="contacts", verbose_name=_("card"))
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("person"))
    sealed = models.TextField(_("sealed contact"))
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("shared contact")
        verbose_name_plural = _("shared contacts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "person"], name="one_contact_per_card_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.person_id}"


class ContactReveal(AppendOnly):
    """Somebody was shown somebody's contact. Written once, without the contact."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="reveals", verbose_name=_("card"))
    viewer = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("shown to"), db_constraint=False
    )
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("whose"), db_constraint=False
    )
    created_at = models.DateTimeField(_("shown"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reveal of a contact")
        verbose_name_plural = _("reveals of contacts")

    def __str__(self) -> str:
        return f"{self.card_id}: {self.owner_id} → {self.viewer_id}"


class HiddenTurn(models.Model):
    """What one player has chosen in one round, theirs alone until the other has chosen, too."""

    card = models.ForeignKey(Card, models.CASCADE, db_index=False, related_name="turns", verbose_name=_("card"))
    player = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("player"))
    round = models.PositiveSmallIntegerField(_("round"))
    choice = models.PositiveSmallIntegerField(_("choice"))
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("hidden turn")
        verbose_name_plural = _("hidden turns")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "round", "player"], name="one_turn_per_round_and_player")
        ]

    def __str__(self) -> str:
        return f"{self.card_id}/{self.round}"


class QuizQuestion(models.Model):
    """A question of the industry quiz: one right answer, two wrong ones. `industries` are words, by commas, one of
    which stands in the job's industry; without any it suits every job."""

    key = models.SlugField(_("key"), unique=True)
    industries = models.CharField(_("industries"), max_length=200, blank=True)
    question_en = models.CharField(_("question in English"), max_length=200)
    question_zh = models.CharField(_("question in Chinese"), max_length=200)
    right_en = models.CharField(_("right answer in English"), max_length=120)
    right_zh = models.CharField(_("right answer in Chinese"), max_length=120)
    wrong1_en = models.CharField(_("first wrong answer in English"), max_length=120)
    wrong1_zh = models.CharField(_("first wrong answer in Chinese"), max_length=120)
    wrong2_en = models.CharField(_("second wrong answer in English"), max_length=120)
    wrong2_zh = models.CharField(_("second wrong answer in Chinese"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return in_language(self.question_en, self.question_zh)
