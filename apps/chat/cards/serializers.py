from typing import Any

from rest_framework import serializers


class CardInputSerializer(serializers.Serializer[Any]):
    """`facts` are the type's own fields (see `card-types`). `client_id`, or an Idempotency-Key header, makes a
    repetition harmless."""

    type = serializers.CharField(max_length=40)
    facts = serializers.DictField(default=dict)
    client_id = serializers.UUIDField(required=False)


class CardActInputSerializer(serializers.Serializer[Any]):
    """`data` is what the action needs. `client_id`, or an Idempotency-Key header, makes a repetition harmless; doing
    what one did last once more is, in any case."""

    action = serializers.CharField(max_length=30)
    data = serializers.DictField(default=dict)  # type: ignore[assignment]
    client_id = serializers.UUIDField(required=False)


class CardActionSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class CardSerializer(serializers.Serializer[Any]):
    """A card for its reader. `facts` are what every member sees; `own` what only the reader does; `actions` what they
    may do now. `id` is its message's."""

    id = serializers.IntegerField()
    conversation = serializers.IntegerField()
    type = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.CharField()
    state_words = serializers.CharField()
    step = serializers.IntegerField(help_text="How often something was done with it; making it is the first.")
    facts = serializers.DictField()
    own = serializers.DictField()
    actions = CardActionSerializer(many=True)
    made_by = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="When it closes by itself.")
    closed_at = serializers.DateTimeField(allow_null=True)


class ContactSerializer(serializers.Serializer[Any]):
    contact = serializers.CharField()


class CardTypeFieldSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class CardTypeSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    needs = CardTypeFieldSerializer(many=True)
