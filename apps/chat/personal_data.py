from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.chat.cards.privacy import forget_in
from apps.chat.conversations.locking import locked, next_rev, tell_members
from apps.chat.files.resuming import forget_unfinished
from apps.chat.groups.joining import invitation_cause
from apps.chat.interviews.services import forget_interviews
from apps.chat.models import (
    AnswerPromise,
    Application,
    ApplicationAnswer,
    Attachment,
    AwayReply,
    AwayText,
    BulkDecline,
    BulkDeclineItem,
    CandidateNote,
    CandidateRecord,
    Card,
    CardStep,
    ContactReveal,
    Conversation,
    GroupInvitation,
    GroupLink,
    HiddenTurn,
    Interview,
    LinkPreview,
    Mention,
    Message,
    MessageOriginal,
    MissedDigest,
    OfficeHours,
    Participant,
    PinnedMessage,
    Preset,
    PresetFile,
    Reaction,
    Report,
    ScheduledMessage,
    SearchedMessage,
    SharedContact,
    Suggestion,
    Upload,
)
from apps.chat.moderation.keeping import forget_texts_of
from apps.chat.participants.ownership import pass_on_ownership
from apps.chat.presets.files import forget_files
from apps.chat.previews.services import forget_previews_of
from apps.notifications.models import Notification
from apps.sealing import unseal

MESSAGE = ("conversation_id", "seq", "kind", "origin", "body", "created_at", "edited_at", "recalled_at")


def export(person: User) -> Mapping[str, Rows]:
    """What this person wrote, and where they took part; what others wrote to them is the others'."""
    return {
        "conversations": rows(
            Participant.objects.filter(user=person),
            "conversation_id", "conversation__title", "role", "joined_at", "left_at", "draft",
        ),
        "messages": rows(Message.objects.filter(sender=person), *MESSAGE),
        "cards": rows(Card.objects.filter(made_by=person), "message_id", "type", "state", "facts", "created_at"),
        "card_steps": rows(CardStep.objects.filter(actor=person), "card_id", "action", "data", "created_at"),
        "contacts": (
            {"card": shared.card_id, "contact": unseal(shared.sealed), "created_at": shared.created_at}
            for shared in SharedContact.objects.filter(person=person)
        ),
        "contacts_shown": rows(
            ContactReveal.objects.filter(Q(owner=person) | Q(viewer=person)),
            *("card_id", "viewer_id", "owner_id", "created_at"),
        ),
        "interviews": rows(
            Interview.objects.for_user(person).led_by(person),
            "card_id", "conversation_id", "standing", "starts_at", "ends_at", "outcome", "attended_at",
        ),
        "reactions": rows(Reaction.objects.filter(user=person), "message_id", "emoji", "created_at"),
        "presets": rows(Preset.objects.filter(owner=person), "title_en", "title_zh", "body_en", "body_zh"),
        "scheduled_messages": rows(
            ScheduledMessage.objects.filter(author=person),
            "conversation_id", "body", "is_follow_up", "message_id", "refused_as", "created_at",
        ),
        "notes_on_candidates": rows(
            CandidateNote.objects.filter(author=person), "record__candidate_id", "text", "created_at"
        ),
        "suggested_replies": rows(
            Suggestion.objects.filter(person=person), "conversation_id", "topic", "text", "shown_at", "taken_at"
        ),
        "promised_answers": rows(
            AnswerPromise.objects.filter(person=person), "conversation_id", "until", "state", "created_at"
        ),
        "uploads": rows(Upload.objects.filter(uploader=person), "conversation_id", "name", "size", "received"),
        "applications": rows(
            Application.objects.filter(candidate=person),
            "conversation__title", "state", "sent_at", "seen_at", "interview_at", "decided_at",
        ),
        "application_answers": rows(
            ApplicationAnswer.objects.filter(application__candidate=person),
            "application_id", "question__text_en", "question__text_zh", "number", "day",
        ),
        "bulk_declines": rows(
            BulkDeclineItem.objects.filter(bulk__by=person), "conversation_id", "text", "state", "done_at"
        ),
        "auto_reply": rows(
            AwayReply.objects.filter(person=person), "text", "is_on", "until", "by_hours", "holiday_country"
        ),
        "auto_reply_texts": rows(AwayText.objects.filter(away__person=person), "occasion", "language", "text"),
        "reports_made": rows(
            Report.objects.filter(reporter=person),
            *("id", "conversation_id", "job__title", "reason", "note", "created_at", "decided_at"),
        ),
        "decisions_about_me": rows(
            Report.objects.filter(reported=person, state="decided").exclude(decision="none"),
            *("id", "reason", "decision", "words", "decided_at", "until", "appeal", "appeal_text", "appealed_at"),
        ),
        "group_invitations": rows(
            GroupInvitation.objects.filter(Q(person=person) | Q(by=person)),
            "conversation__title", "person_id", "by_id", "state", "created_at", "answered_at",
        ),
        "pinned_messages": rows(
            PinnedMessage.objects.filter(by=person), "conversation__title", "message_id", "created_at"
        ),
        "mentions": rows(Mention.objects.filter(person=person), "conversation__title", "message_id", "seq"),
        "link_previews": rows(
            LinkPreview.objects.filter(message__sender=person), "message_id", "url", "page__title", "page__description"
        ),
        "group_links": rows(GroupLink.objects.filter(by=person), "conversation__title", "token", "until"),
        "office_hours": rows(OfficeHours.objects.filter(away__person=person), "weekday", "begin", "end"),
    }  # fmt: skip


def files(person: User) -> Iterator[tuple[str, File]]:
    for attachment in Attachment.objects.filter(uploader=person).exclude(file="").iterator():
        yield f"{attachment.pk}-{attachment.name}", attachment.file.open()
    for file in PresetFile.objects.filter(preset__owner=person).iterator():
        yield f"preset-{file.pk}-{file.name}", file.file.open()


def erase(person: User) -> None:
    """Messages become tombstones that keep their place; what moderators had kept of them goes, too."""
    now = timezone.now()
    names = {name for name in [person.name, *User.history.filter(id=person.pk).values_list("name", flat=True)] if name}
    mine = Participant.objects.filter(user=person).values_list("conversation_id", flat=True)
    written = Message.objects.filter(sender=person).values_list("conversation_id", flat=True)
    for conversation_id in sorted(set(mine) | set(written)):
        _erase_in(conversation_id, person, names, now)
    forget_texts_of(person)
    forget_previews_of(person)
    for upload_id in Upload.objects.filter(uploader=person).values_list("pk", flat=True):
        forget_unfinished(upload_id=upload_id)
    PinnedMessage.objects.filter(by=person).update(by=None)
    for attachment in Attachment.objects.filter(uploader=person):
        attachment.file.delete(save=False)
        attachment.thumbnail.delete(save=False)
        attachment.delete()
    forget_files(PresetFile.objects.filter(preset__owner=person))
    PresetFile.objects.filter(uploader=person).update(uploader=None)
    # Whom they asked into a group was told by name, also who never came.
    asked = GroupInvitation.objects.filter(by=person).values_list("pk", flat=True)
    causes = [invitation_cause(number) for number in asked]
    for notification in Notification.objects.filter(cause__in=causes).iterator():
        Notification.objects.filter(pk=notification.pk).update(facts=notification.facts | {"name": ""})
    for model, column in (
        (Reaction, "user"),
        (SharedContact, "person"),
        (AnswerPromise, "person"),
        (HiddenTurn, "player"),
        (AwayReply, "person"),
        (ScheduledMessage, "author"),
        (Suggestion, "person"),
        (MissedDigest, "person"),
        (Preset, "owner"),
        (CandidateNote, "author"),
        (CandidateRecord, "candidate"),
        (Application, "candidate"),
        (BulkDecline, "by"),
        (GroupInvitation, "person"),
        (Mention, "person"),
        (GroupLink, "by"),
    ):
        model._default_manager.filter(**{column: person}).delete()


@transaction.atomic
def _erase_in(conversation_id: int, person: User, names: set[str], now: datetime) -> None:
    conversation = locked(Conversation.objects.filter(pk=conversation_id)).get()
    written = Message.objects.filter(conversation=conversation, sender=person)
    MessageOriginal.objects.filter(message__in=written).delete()
    SearchedMessage.objects.filter(message__in=written).delete()
    PinnedMessage.objects.filter(message__in=written).delete()
    written.update(
        body="", facts={}, fingerprint=0, recalled_at=Coalesce("recalled_at", Value(now)), rev=next_rev(conversation)
    )
    told = Message.objects.filter(conversation=conversation, kind=Message.Kind.SYSTEM)
    for message in told.filter(facts__user=person.pk):
        Message.objects.filter(pk=message.pk).update(facts=(message.facts or {}) | {"name": ""})
    for message in told.filter(facts__by=person.pk, facts__type__in=["handed_over", "introduced"]):
        Message.objects.filter(pk=message.pk).update(facts=(message.facts or {}) | {"lines": []})
    if conversation.kind == Conversation.Kind.SUPPORT and conversation.opened_by_id == person.pk:
        told.filter(facts__type="history").update(facts={"type": "history", "lines": []})
    if conversation.kind == Conversation.Kind.GROUP:
        pass_on_ownership(conversation, owner=person)
    forget_interviews(conversation_id=conversation.pk, person=person, now=now)
    forget_in(conversation, person, now=now)
    _forget_names(conversation, person, names)
    Participant.objects.filter(conversation=conversation, user=person).update(
        draft="", left_at=Coalesce("left_at", Value(now))
    )
    tell_members(conversation.pk, "resync")


def _forget_names(conversation: Conversation, person: User, names: set[str]) -> None:
    """What the others were told about this conversation names who wrote."""
    addresses = [reverse("chat:conversation", args=[conversation.pk]), reverse("chat:inbox")]
    others = Participant.objects.filter(conversation=conversation).exclude(user=person).values("user_id")
    for notification in Notification.objects.filter(person__in=others, url__in=addresses).iterator():
        facts = {key: "" if _names_one(value, names) else value for key, value in notification.facts.items()}
        if facts != notification.facts:
            Notification.objects.filter(pk=notification.pk).update(facts=facts)


def _names_one(value: object, names: set[str]) -> bool:
    return isinstance(value, str) and any(name in value for name in names)


register(PersonalData("conversations", _("Your conversations"), 30, export, erase, files))
