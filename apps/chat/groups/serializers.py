from typing import Any

from rest_framework import serializers

from apps.chat.conversations.models import Participant
from apps.chat.groups.services import MAX_TITLE

MOST_AT_ONCE = 100
NAMED = [(role.value, role.label) for role in (Participant.Role.MEMBER, Participant.Role.ADMIN, Participant.Role.OWNER)]


def _people(**more: Any) -> serializers.ListField:
    one = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    return serializers.ListField(
        child=one,
        max_length=MOST_AT_ONCE,
        help_text="Colleagues are added at once, all others are asked. Whom one may name: `GET /groups/people/`.",
        **more,
    )


class OpenGroupSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=MAX_TITLE)
    people = _people(required=False, default=list)


class RenameGroupSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=MAX_TITLE)


class BringInSerializer(serializers.Serializer[Any]):
    people = _people(min_length=1)


class GroupRoleSerializer(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=NAMED, help_text="`owner` passes the group on.")


class AddressableSerializer(serializers.Serializer[Any]):
    """Somebody whom one may bring into a group."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    headline = serializers.CharField()
    company = serializers.CharField(allow_null=True)
    joins_at_once = serializers.BooleanField(help_text="A colleague, who is added without being asked.")


class GroupMemberSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()
    keys = serializers.ListField(child=serializers.CharField(), help_text="The name by its pinyin and initials.")


class GroupMembersSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="Of the conversation.")
    title = serializers.CharField()
    members = GroupMemberSerializer(many=True)
    invited = GroupMemberSerializer(many=True, help_text="Who was asked and hasn't answered; admins alone read it.")


class GroupLinkSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="The page at which one joins.")
    token = serializers.CharField()
    until = serializers.DateTimeField()


class GroupPreviewSerializer(serializers.Serializer[Any]):
    """A group as somebody sees it who isn't in it."""

    title = serializers.CharField()
    members = serializers.IntegerField()
    names = serializers.ListField(child=serializers.CharField(), help_text="Empty for who comes by a link.")
    by = serializers.CharField(help_text="Who invites.")


class GroupInvitationSerializer(GroupPreviewSerializer):
    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class AnswerInvitationSerializer(serializers.Serializer[Any]):
    accepts = serializers.BooleanField()


class AnsweredSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(allow_null=True, help_text="The group, for who accepted.")
