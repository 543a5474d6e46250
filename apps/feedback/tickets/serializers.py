"""What the API of tickets takes and gives. Input and output are apart."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.feedback.tickets.files import MOST_FILES
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.feedback.tickets.selectors import may_confirm, may_rate


class TicketInput(serializers.Serializer[Any]):
    """What a reporter tells. `client_id` makes a repetition harmless: the same id gives the same ticket."""

    body = serializers.CharField(trim_whitespace=False, allow_blank=True)
    client_id = serializers.UUIDField(required=False)
    page = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)
    conversation = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    message = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    client_version = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)


class ReplyInput(serializers.Serializer[Any]):
    body = serializers.CharField(trim_whitespace=False, allow_blank=True)


class WithFiles(serializers.Serializer[Any]):
    """Pictures and files that only support opens, read like any upload."""

    attached = serializers.ListField(child=serializers.FileField(), required=False, max_length=MOST_FILES)


class TicketWithFiles(TicketInput, WithFiles):
    """What a form with files brings."""


class ReplyWithFiles(ReplyInput, WithFiles):
    """What a form with files brings."""


class ConfirmInput(serializers.Serializer[Any]):
    fixed = serializers.BooleanField()


class StarsInput(serializers.Serializer[Any]):
    stars = serializers.IntegerField(min_value=1, max_value=5)


class EntryOutput(serializers.ModelSerializer[TicketEntry]):
    """A public line of the timeline. `author` is null where the product itself speaks."""

    author = serializers.CharField(source="author.name", default=None, read_only=True, allow_null=True)

    class Meta:
        model = TicketEntry
        fields = ("id", "kind", "author", "body", "status", "promised_for", "created_at")


class TicketOutput(serializers.ModelSerializer[Ticket]):
    may_confirm = serializers.SerializerMethodField()
    may_rate = serializers.SerializerMethodField()

    class Meta:
        model = Ticket
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "status",
            "body",
            "channel",
            "page",
            "conversation",
            "message",
            "category",
            "area",
            "language",
            "promised_for",
            "is_fixed_for_reporter",
            "may_confirm",
            "stars",
            "may_rate",
            "created_at",
            "first_response_at",
            "solved_at",
            "last_public_at",
        )

    @extend_schema_field(serializers.BooleanField())
    def get_may_confirm(self, ticket: Ticket) -> bool:
        return may_confirm(ticket)

    @extend_schema_field(serializers.BooleanField())
    def get_may_rate(self, ticket: Ticket) -> bool:
        return may_rate(ticket)


class TicketDetailOutput(TicketOutput):
    files: Any = serializers.SerializerMethodField()
    entries = EntryOutput(source="public_entries", many=True, read_only=True)

    class Meta(TicketOutput.Meta):
        fields = (*TicketOutput.Meta.fields, "files", "entries")

    def get_files(self, ticket: Ticket) -> list[str]:
        return [file.name for file in ticket.known_files]
