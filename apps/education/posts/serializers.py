from typing import Any

from rest_framework import serializers

from apps.chat.moderation.models import Reason
from apps.education.posts.forms import KINDS
from apps.education.posts.models import Post
from apps.education.posts.moderating import ACTIONS
from apps.education.posts.writing import MAX_BODY, MAX_TITLE


class PostAuthorSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class PostSerializer(serializers.Serializer[Any]):
    """A post or an answer, as I see it."""

    id = serializers.IntegerField(source="pk")
    url = serializers.CharField(source="get_absolute_url", help_text="Its page, a path of this site.")
    circle = serializers.CharField(source="circle.slug")
    answer_to = serializers.IntegerField(source="parent_id", allow_null=True)
    kind = serializers.ChoiceField(choices=Post.Kind.choices)
    title = serializers.CharField(help_text="Empty for answers.")
    body = serializers.CharField(help_text="Plain text.")
    state = serializers.ChoiceField(choices=Post.State.choices, help_text="Others than `live` few people see.")
    author = PostAuthorSerializer()
    helpful = serializers.IntegerField(help_text="How many people found it helpful.")
    is_helpful_for_me = serializers.BooleanField(default=False)
    answers = serializers.IntegerField(source="number_of_answers", default=0)
    solved_by = serializers.IntegerField(source="solved_by_id", allow_null=True, help_text="The accepted answer.")
    is_pinned = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)

    def get_is_pinned(self, post: Post) -> bool:
        return post.pinned_at is not None


class _Words(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=MAX_BODY)
    confirmed = serializers.BooleanField(
        default=False, help_text="Send it although it reads like a scam; a moderator looks at it first."
    )


class WriteAnswerSerializer(_Words):
    """An answer."""


class WritePostSerializer(_Words):
    kind = serializers.ChoiceField(choices=KINDS)
    title = serializers.CharField(max_length=MAX_TITLE)


class ChangePostSerializer(_Words):
    title = serializers.CharField(max_length=MAX_TITLE, default="", help_text="Of a post; answers have none.")


class SolutionSerializer(serializers.Serializer[Any]):
    answer = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class ModeratePostSerializer(serializers.Serializer[Any]):
    action = serializers.ChoiceField(choices=ACTIONS)


class ReportPostSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Reason.choices)
    note = serializers.CharField(max_length=1000, default="", allow_blank=True)
