"""What the API of chat takes and gives. What it gives is made by selectors; these classes describe it."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rest_framework import serializers

from apps.chat.models import AwayReply, Conversation, Preset
from apps.chat.selectors.inbox import Section
from apps.chat.sending.outgoing import MAX_BODY

OWN_SCOPES = [("personal", "Personal"), ("team", "Team")]


class BodyField(serializers.CharField):
    """Text for a message: any characters; what can't be stored is refused by the service, with its own code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, trim_whitespace=False, **kwargs)
        self.validators = []

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            return data
        return super().run_validation(data)


class ReactionSerializer(serializers.Serializer[Any]):
    emoji = serializers.CharField()
    users = serializers.ListField(child=serializers.IntegerField())


class AttachmentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()
    thumbnail = serializers.CharField()


class MessageSerializer(serializers.Serializer[Any]):
    """The message object, the same as in the socket's frames."""

    id = serializers.IntegerField()
    conversation = serializers.IntegerField()
    seq = serializers.IntegerField()
    rev = serializers.IntegerField()
    client_id = serializers.UUIDField()
    sender = serializers.IntegerField(allow_null=True)
    kind = serializers.CharField()
    body = serializers.CharField()
    reply_to = serializers.IntegerField(allow_null=True)
    reactions = ReactionSerializer(many=True)
    card = serializers.DictField(allow_null=True)
    attachments = AttachmentSerializer(many=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    recalled_at = serializers.DateTimeField(allow_null=True)


class ParticipantSerializer(serializers.Serializer[Any]):
    user = serializers.IntegerField()
    name = serializers.CharField()
    headline = serializers.CharField()
    company = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    delivered = serializers.IntegerField()
    read = serializers.IntegerField(allow_null=True, help_text="Null where either side hides read receipts.")
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)
    rev = serializers.IntegerField()


class PersonalStateSerializer(serializers.Serializer[Any]):
    is_muted = serializers.BooleanField()
    is_pinned = serializers.BooleanField()
    archived_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    marked_unread = serializers.BooleanField()
    draft = serializers.CharField()
    read = serializers.IntegerField()


class ReplyWindowSerializer(serializers.Serializer[Any]):
    from_hour = serializers.IntegerField(allow_null=True)
    to_hour = serializers.IntegerField(allow_null=True)
    within_minutes = serializers.IntegerField()
    text = serializers.CharField()


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
    head_seq = serializers.IntegerField()
    head_rev = serializers.IntegerField()
    unread = serializers.IntegerField()
    state = PersonalStateSerializer()
    participants = ParticipantSerializer(many=True)
    last_message = MessageSerializer(allow_null=True)
    last_message_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ConversationSerializer(EntrySerializer):
    """One conversation, with the counterpart's reply window where they show one."""

    reply_window = ReplyWindowSerializer(allow_null=True)


class ChangesSerializer(serializers.Serializer[Any]):
    messages = MessageSerializer(many=True)
    participants = ParticipantSerializer(many=True)
    head_rev = serializers.IntegerField()
    limited = serializers.BooleanField(help_text="Too much changed: show these messages instead of what was shown.")


class MessagePageSerializer(serializers.Serializer[Any]):
    messages = MessageSerializer(many=True)
    has_more = serializers.BooleanField()


class ChipSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    topic = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    question = serializers.CharField()
    evidence = serializers.CharField(help_text="The words that leave the topic open, where there are any.")


class PresetSuggestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    scope = serializers.ChoiceField(Preset.Scope.choices)
    stage = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Variables are filled in; questions to the sender stay as {?question}.")
    prompts = serializers.ListField(child=serializers.CharField())


class PresetSerializer(serializers.ModelSerializer[Preset]):
    title = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()

    class Meta:
        model = Preset
        fields = ("id", "scope", "stage", "title", "body", "updated_at")

    def get_title(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[0]

    def get_body(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[1]


class PresetInputSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=80)
    body = serializers.CharField(max_length=4000)
    scope = serializers.ChoiceField(OWN_SCOPES, default=Preset.Scope.PERSONAL)
    stage = serializers.ChoiceField(Conversation.Stage.choices, allow_blank=True, default="")


class SendSerializer(serializers.Serializer[Any]):
    """`client_id`, or an Idempotency-Key header, makes a repetition harmless."""

    body = BodyField(default="", help_text=f"Up to {MAX_BODY} characters.")
    client_id = serializers.UUIDField(required=False)
    reply_to = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)
    attachments = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=10, default=list
    )
    origin = serializers.ChoiceField(["typed", "preset", "suggested"], default="typed")
    preset = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)


class GreetSerializer(serializers.Serializer[Any]):
    job = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    candidate = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Left out by candidates: it is they."
    )
    body = BodyField()
    client_id = serializers.UUIDField(required=False)
    origin = serializers.ChoiceField(["typed", "preset", "suggested"], default="typed")
    preset = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)


class PointerSerializer(serializers.Serializer[Any]):
    seq = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class EditSerializer(serializers.Serializer[Any]):
    body = BodyField()


class ReactSerializer(serializers.Serializer[Any]):
    emoji = serializers.CharField(max_length=16)
    on = serializers.BooleanField(default=True)


class StageSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(Conversation.Stage.choices)


class HandOverSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class StateInputSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    is_muted = serializers.BooleanField(required=False)
    is_pinned = serializers.BooleanField(required=False)
    is_archived = serializers.BooleanField(required=False)
    marked_unread = serializers.BooleanField(required=False)
    snoozed_until = serializers.DateTimeField(required=False, allow_null=True, default_timezone=ZoneInfo("UTC"))
    draft = serializers.CharField(required=False, allow_blank=True, max_length=MAX_BODY, trim_whitespace=False)


class UploadSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    file = serializers.FileField(help_text="PNG, JPEG, WebP or GIF, up to 5 MB.")


class UnreadSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()


class AwayReplySerializer(serializers.ModelSerializer[AwayReply]):
    class Meta:
        model = AwayReply
        fields = ("text", "is_on", "until")
        extra_kwargs: ClassVar = {"text": {"required": True}, "is_on": {"required": True}}
