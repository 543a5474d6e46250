from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import Company, User
from apps.matching.models import Job


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def for_user(self, user: User) -> Self:
        """Those in which the person takes part now; nobody else's exist for them."""
        mine = Participant.objects.filter(user=user, left_at__isnull=True)
        return self.filter(pk__in=mine.values("conversation_id"))


class Conversation(models.Model):
    """People writing to each other: about a job (one per job and candidate), in a group, or with support.

    `head_seq` and `head_rev` are the newest numbers given out; both grow without a gap, under this row's lock.
    `recruiter` is who answers for the company. `waiting_for` is whose turn it is, where that is somebody's, and
    `waiting_since` the time of the oldest message of the other side that they left unanswered. `opened_at` is when a
    person first wrote in a conversation about a job. `closed_from` is the stage to which reopening leads back.
    """

    class Kind(models.TextChoices):
        JOB = "job", _("About a job")
        GROUP = "group", _("Group")
        SUPPORT = "support", _("Support")

    class Stage(models.TextChoices):
        GREETING = "greeting", _("Greeting")
        CLARIFY = "clarify", _("Getting to know each other")
        INTERVIEW = "interview", _("Interview")
        OFFER = "offer", _("Offer")
        CLOSED = "closed", _("Closed")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    job = models.ForeignKey(
        Job,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name=pgettext_lazy("posting", "job"),
    )
    candidate = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("candidate")
    )
    recruiter = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("recruiter")
    )
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("company")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.GREETING)
    closed_from = models.CharField(_("stage before closing"), max_length=10, choices=Stage.choices, blank=True)
    opened_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    # Changes with almost every message: an index or a foreign key's check would cost each of them.
    waiting_for = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name=_("waiting for"),
    )
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    head_seq = models.PositiveIntegerField(_("newest message number"), default=0)
    head_rev = models.PositiveIntegerField(_("newest revision"), default=0)
    last_message_at = models.DateTimeField(_("last message"), null=True, blank=True)
    client_id = models.UUIDField(
        _("client's id"), null=True, blank=True, help_text=_("The same form sent twice opens one group.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["job", "candidate"],
                name="one_conversation_per_job_and_candidate",
                condition=models.Q(kind="job"),
            ),
            models.UniqueConstraint(
                fields=["opened_by", "client_id"],
                name="one_group_per_sent_form",
                condition=models.Q(client_id__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["opened_by", "created_at"], name="conversation_opened"),
            models.Index(
                fields=["opened_at"], name="conversation_opened_at", condition=models.Q(opened_at__isnull=False)
            ),
            models.Index(fields=["-created_at"], name="conversation_support", condition=models.Q(kind="support")),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"


class Participant(models.Model):
    """One person in a conversation: their role, their pointers and what only they see of it."""

    class Role(models.TextChoices):
        CANDIDATE = "candidate", _("Candidate")
        RECRUITER = "recruiter", _("Recruiter")
        MEMBER = "member", _("Member")
        SUPPORT = "support", _("Support")
        # A group has one owner, who may name admins.
        ADMIN = "admin", _("Admin")
        OWNER = "owner", _("Owner")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, db_index=False, related_name="participants", verbose_name=_("conversation")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="participations", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    read_seq = models.PositiveIntegerField(_("read up to"), default=0)
    delivered_seq = models.PositiveIntegerField(_("delivered up to"), default=0)
    is_muted = models.BooleanField(_("muted"), default=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    snoozed_until = models.DateTimeField(_("snoozed until"), null=True, blank=True)
    draft = models.TextField(_("draft"), max_length=8000, blank=True)
    draft_preset = models.ForeignKey(
        "Preset",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("preset of the draft"),
    )
    mailed_seq = models.PositiveIntegerField(_("told of by e-mail up to"), default=0)
    mailed_at = models.DateTimeField(_("last told of by e-mail"), null=True, blank=True)
    marked_unread = models.BooleanField(_("marked unread"), default=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    rev = models.PositiveIntegerField(_("revision"), default=0)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "user"], name="one_seat_per_person"),
            models.UniqueConstraint(
                fields=["conversation"],
                name="one_owner_per_group",
                condition=models.Q(role="owner", left_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_seq__gte=models.F("read_seq")), name="read_implies_delivered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.conversation_id}"


class InboxPlace(models.Model):
    """Where a conversation stands in a large inbox, as `with_section` said when it last changed."""

    participant = models.OneToOneField(
        Participant, models.CASCADE, primary_key=True, related_name="place", verbose_name=_("participant")
    )
    user = models.ForeignKey(
        User, models.CASCADE, db_index=False, db_constraint=False, related_name="+", verbose_name=_("person")
    )
    job = models.ForeignKey(
        Job,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name=pgettext_lazy("posting", "job"),
    )
    rank = models.PositiveSmallIntegerField(_("rank"))
    waits_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last message"))

    class Meta:
        verbose_name = _("place in an inbox")
        verbose_name_plural = _("places in inboxes")
        indexes: ClassVar = [
            models.Index("user", "rank", "waits_since", models.F("moved_at").desc(), name="inbox_place_order"),
            models.Index("user", models.F("moved_at").desc(), name="inbox_place_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.rank}"
