from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.append_only.rows import AppendOnly, AppendOnlyQuerySet
from apps.chat.files.models import WhatIsKnown
from apps.feedback.correspondents.models import Correspondent, Reporter
from apps.feedback.tickets.labels import Area, Category, Cause, Language, Severity, SpamBand
from apps.feedback.tickets.lifecycle import OPEN, WAITING_FOR_US, Status


class Channel(models.TextChoices):
    PAGE = "page", _("Page")
    CONVERSATION = "conversation", _("Conversation")
    RATING = "rating", _("Low rating")
    SUPPORT = "support", _("Support chat")
    EMAIL = "email", _("E-mail")
    API = "api", _("API")
    SURVEY = "survey", _("Survey")
    VISITOR = "visitor", _("Form without signing in")
    WEBHOOK = "webhook", _("Webhook of another platform")
    CALL = "call", _("Telephone")


WAITS_FOR_US = models.Q(status__in=sorted(WAITING_FOR_US)) | models.Q(needs_person=True)
"""What a person has to look at."""


class TicketQuerySet(models.QuerySet["Ticket"]):
    def for_user(self, person: User) -> Self:
        """What this person may read through pages and the API: their own. Operators read in the console."""
        return self.filter(reporter=person)

    def of(self, reporter: Reporter) -> Self:
        """What they told us, with an account or without."""
        return self.filter(correspondent=reporter) if isinstance(reporter, Correspondent) else self.for_user(reporter)

    def locked(self, *, skips_held: bool = False) -> Self:
        """Until the transaction ends, without those that somebody else holds if it `skips_held`. Their keys stay free:
        rows that name one of them, written by somebody who holds others, would wait for each other in a ring."""
        return self.select_for_update(of=("self",), no_key=True, skip_locked=skips_held)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def waiting(self) -> Self:
        return self.filter(WAITS_FOR_US)


LOW_STARS = 2
"""Of five, for a conversation or for our help: it is a case for a person."""
LOW_SCORES = models.Q(channel=Channel.RATING) | models.Q(stars__lte=LOW_STARS)


class Ticket(models.Model):
    """`body` is what was written and never changes, which the database sees to (`guards.py`); erasing a person empties
    it. The rest is our view of it."""

    public_entries: "list[TicketEntry]"
    known_files: "list[TicketFile]"
    """Filled in by the selectors that fetch the timeline."""

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="tickets", verbose_name=_("reporter")
    )
    correspondent = models.ForeignKey(
        Correspondent, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("correspondent")
    )
    client_id = models.UUIDField(_("client's id"), help_text=_("The same form sent twice is one ticket."))
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, default=Channel.PAGE)
    page = models.CharField(_("page"), max_length=300, blank=True)
    conversation = models.ForeignKey(
        "chat.Conversation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("conversation"),
    )
    message = models.ForeignKey(
        "chat.Message", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("message")
    )
    rating = models.OneToOneField(
        "feedback.ConversationRating",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ticket",
        verbose_name=_("rating"),
    )
    client_version = models.CharField(_("client version"), max_length=120, blank=True)
    release = models.ForeignKey(
        "feedback.Release",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("release"),
        help_text=_("The newest one when it was received."),
    )
    interface_language = models.CharField(_("language of the page"), max_length=10, blank=True)
    body = models.TextField(_("text"), max_length=8000, blank=True)
    created_at = models.DateTimeField(_("received"))

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NEW)
    category = models.CharField(_("category"), max_length=16, choices=Category.choices, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    area = models.CharField(_("area"), max_length=14, choices=Area.choices, blank=True)
    sentiment = models.FloatField(_("mood"), null=True, blank=True, help_text=_("From -1, angry, to 1, delighted."))
    spam = models.CharField(_("spam"), max_length=6, choices=SpamBand.choices, blank=True)
    topic = models.ForeignKey(
        "feedback.Topic", models.SET_NULL, null=True, blank=True, related_name="tickets", verbose_name=_("topic")
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_tickets",
        verbose_name=_("assigned to"),
    )
    needs_person = models.BooleanField(_("needs a person"), default=False)
    promised_for = models.DateField(_("promised for"), null=True, blank=True)
    due_at = models.DateTimeField(
        _("due by"), null=True, blank=True, help_text=_("Of the clock that runs out first while somebody waits for us.")
    )
    team = models.ForeignKey(
        "feedback.Team", models.SET_NULL, null=True, blank=True, related_name="tickets", verbose_name=_("team")
    )
    answered_in_time = models.BooleanField(
        _("answered in time"), null=True, blank=True, editable=False, help_text=_("The first answer, by its due time.")
    )
    waits_since = models.DateTimeField(_("waits since"), default=timezone.now)
    turn_at = models.DateTimeField(
        _("its turn"), default=timezone.now, help_text=_("The queue stands in this order; see the parts.")
    )
    turn_parts = models.JSONField(_("parts of the priority"), default=dict, blank=True)
    lane = models.CharField(
        _("lane"), max_length=80, blank=True, editable=False, help_text=_("Segment and rule; each lane has its pace.")
    )
    is_fixed_for_reporter = models.BooleanField(_("fixed for the reporter"), null=True, blank=True)
    stars = models.PositiveSmallIntegerField(
        _("stars for our help"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    cause = models.CharField(_("cause of the low score"), max_length=10, choices=Cause.choices, blank=True)
    triage_claimed_at = models.DateTimeField(_("triage begun"), null=True, blank=True)
    triaged_at = models.DateTimeField(_("sorted"), null=True, blank=True)
    first_response_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    last_public_at = models.DateTimeField(_("last told the reporter"))

    objects = TicketQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=[
            "reporter",
            "correspondent",
            "client_id",
            "channel",
            "page",
            "conversation",
            "message",
            "rating",
            "client_version",
            "release",
            "interface_language",
            "body",
            "created_at",
            "triage_claimed_at",
            "last_public_at",
            "waits_since",
            "turn_at",
            "turn_parts",
            "lane",
        ]
    )

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reporter", "client_id"], name="one_ticket_per_sent_form"),
            models.UniqueConstraint(fields=["correspondent", "client_id"], name="one_ticket_per_letter"),
            models.UniqueConstraint(
                fields=["conversation"], name="one_ticket_per_support_chat", condition=models.Q(channel="support")
            ),
            models.CheckConstraint(
                condition=models.Q(reporter=None) | models.Q(correspondent=None), name="told_by_one_of_them"
            ),
            models.CheckConstraint(
                condition=models.Q(stars=None) | models.Q(stars__gte=1, stars__lte=5), name="one_to_five_stars_for_help"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reporter", "-id"], name="ticket_of_reporter"),
            models.Index(fields=["status", "created_at"], name="ticket_status_age"),
            models.Index(fields=["created_at"], name="ticket_received"),
            models.Index(fields=["created_at"], name="ticket_untriaged", condition=models.Q(triaged_at__isnull=True)),
            models.Index(fields=["created_at"], name="ticket_needs_person", condition=models.Q(needs_person=True)),
            models.Index(fields=["lane", "waits_since"], name="ticket_lane", condition=WAITS_FOR_US),
            models.Index(fields=["turn_at", "id"], name="ticket_turn", condition=WAITS_FOR_US),
            models.Index(fields=["assigned_to", "turn_at", "id"], name="ticket_turn_of_one", condition=WAITS_FOR_US),
            models.Index(fields=["team", "turn_at", "id"], name="ticket_turn_of_team", condition=WAITS_FOR_US),
            models.Index(fields=["due_at"], name="ticket_due", condition=~models.Q(due_at=None)),
            models.Index(fields=["promised_for"], name="ticket_promise", condition=~models.Q(promised_for=None)),
            models.Index(fields=["id"], name="ticket_low_score", condition=LOW_SCORES),
            models.Index(fields=["id"], name="ticket_call", condition=models.Q(channel=Channel.CALL)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:ticket", args=[self.pk])

    @property
    def told_by(self) -> Reporter | None:
        """None once they left."""
        return self.reporter or self.correspondent

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def waits_for_us(self) -> bool:
        """As in the rows of `waiting()`."""
        return self.status in WAITING_FOR_US or self.needs_person

    @property
    def is_case(self) -> bool:
        """A low score of a conversation or of our help: it has an owner, a due time and a cause."""
        return self.channel == Channel.RATING or (self.stars is not None and self.stars <= LOW_STARS)


class EntryKind(models.TextChoices):
    OPENED = "opened", _("Received")
    TRIAGED = "triaged", _("Sorted")
    STATUS = "status", _("Status changed")
    REPLY = "reply", _("Answer")
    COMMENT = "comment", _("Reply of the reporter")
    PROMISE = "promise", _("Promise")
    STILL_OPEN = "still_open", pgettext_lazy("ticket", "Still open")
    FIXED = "fixed", _("Fixed for the reporter")
    NOT_FIXED = "not_fixed", _("Not fixed for the reporter")
    RATED = "rated", _("Help rated")
    NOTE = "note", _("Internal note")
    ASSIGNED = "assigned", _("Assigned")
    CORRECTED = "corrected", _("Sorted by a person")
    DUPLICATE = "duplicate", _("Duplicate")


class TicketEntry(AppendOnly):
    """A line of the timeline. Public ones are the reporter's to read; internal ones stay in the console."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="entries", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    is_public = models.BooleanField(_("public"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    body = models.TextField(_("text"), blank=True)
    status = models.CharField(_("status from here on"), max_length=12, choices=Status.choices, blank=True)
    promised_for = models.DateField(_("promised for"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    created_at = models.DateTimeField(_("written"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket", "kind"],
                name="opened_and_triaged_once",
                condition=models.Q(kind__in=["opened", "triaged"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


def file_path(file: "TicketFile", filename: str) -> str:
    return f"tickets/{file.ticket_id}/{filename}"


class TicketFile(WhatIsKnown):
    """A file that came with a report or a letter. Operators read it; it leaves by no other door."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="files", verbose_name=_("ticket"))
    file = models.FileField(_("file"), upload_to=file_path)
    thumbnail = models.FileField(_("thumbnail"), upload_to=file_path, blank=True)

    class Meta(WhatIsKnown.Meta):
        verbose_name = _("file of a ticket")
        verbose_name_plural = _("files of tickets")
        ordering: ClassVar = ["id"]
