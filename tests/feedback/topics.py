"""Topics as the tests need them."""

from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.models import Topic, TopicStatus, TopicSupport


def TopicFactory(*, supported_by: User | None = None, is_shipped: bool = False, **fields: Any) -> Topic:
    """A published one, with one who said "me too" before it shipped."""
    named = {"title_en": "Voice messages", "title_zh": "语音消息", "is_published": True}
    topic = Topic.objects.create(**(named | fields))
    if supported_by:
        TopicSupport.objects.create(topic=topic, person=supported_by)
    if is_shipped:
        topic.status, topic.shipped_at = TopicStatus.SHIPPED, timezone.now()
        topic.save()
    return topic
