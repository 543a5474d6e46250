from apps.accounts.models import User
from apps.errors import NotFound
from apps.feedback.models import Topic, TopicSupport


def support_topic(*, person: User, topic_id: int) -> Topic:
    """ "Me too" for a published topic; saying it again changes nothing. Raises NotFound."""
    topic = Topic.objects.filter(pk=topic_id, is_published=True).first()
    if topic is None:
        raise NotFound
    TopicSupport.objects.get_or_create(topic=topic, person=person)
    return topic
