from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from apps.chat.conversations.models import Conversation
from apps.chat.conversations.sections import Section
from apps.chat.conversations.serializers import ParticipantSerializer, PersonalStateSerializer
from apps.chat.inbox.selectors import Because
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.messages.serializers import MessageSerializer


class EntrySerializer(serializers.Serializer[Any]):
    """A conversation as one person sees it."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Conversation.Kind.choices)
    title = serializers.CharField()
    stage = serializers.ChoiceField(Conversation.Stage.choices)
    section = serializers.ChoiceField(Section.choices)
    job = serializers.IntegerField(allow_null=True)
    company = serializers.CharField(allow_null=True)
    candidate = serializers.IntegerField(allow_null=True)
    recruiter = serializers.IntegerField(allow_null=True)
    opened_by = serializers.IntegerField(allow_null=True)
    waiting_for = serializers.IntegerField(allow_null=True)
    waiting_since = serializers.DateTimeField(
        allow_null=True, help_text="When the oldest unanswered message of the other side was sent."
    )
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="By when the reader should answer; null where they aren't waited for."
    )
    due_because = serializers.ChoiceField(Because.choices, allow_null=True, help_text="Why then.")
    head_seq = serializers.IntegerField()
    head_rev = serializers.IntegerField()
    unread = serializers.IntegerField()
    is_mentioned = serializers.BooleanField(help_text="Somebody named the reader in what they haven't read yet.")
    state = PersonalStateSerializer()
    participants = ParticipantSerializer(many=True)
    last_message = MessageSerializer(allow_null=True)
    last_message_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class JobGroupSerializer(serializers.Serializer[Any]):
    job = serializers.IntegerField()
    title = serializers.CharField()
    mine = serializers.IntegerField()
    new = serializers.IntegerField()
    theirs = serializers.IntegerField()


class TagGroupSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    people = serializers.IntegerField(help_text="How many candidates have it.")


class InboxCountsSerializer(serializers.Serializer[Any]):
    """How much lies where in one's inbox."""

    sections = serializers.DictField(child=serializers.IntegerField(), help_text="By section.")
    jobs = JobGroupSerializer(many=True, help_text="Open conversations by job, at most 50 jobs.")
    tags = TagGroupSerializer(many=True, help_text="The company's tags.")


class CatchUpSerializer(serializers.Serializer[Any]):
    sections = serializers.DictField(child=serializers.IntegerField(), help_text="How many moved, by section.")
    conversations = EntrySerializer(many=True)


class StateInputSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    is_muted = serializers.BooleanField(required=False)
    is_pinned = serializers.BooleanField(required=False)
    is_archived = serializers.BooleanField(required=False)
    marked_unread = serializers.BooleanField(required=False)
    snoozed_until = serializers.DateTimeField(required=False, allow_null=True, default_timezone=ZoneInfo("UTC"))
    draft_preset = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**63 - 1, help_text="The preset that `draft` began as."
    )
    draft = serializers.CharField(required=False, allow_blank=True, max_length=MAX_BODY, trim_whitespace=False)
