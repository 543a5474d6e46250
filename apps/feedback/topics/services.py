from django.db import transaction

from apps.accounts.models import User
from apps.errors import NotFound
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.topics.models import Topic, TopicSupport


def support_topic(*, person: User, topic_id: int) -> Topic:
    """ "Me too" for a published topic; saying it again changes nothing. Raises NotFound."""
    topic = Topic.objects.filter(pk=topic_id, is_published=True).first()
    if topic is None:
        raise NotFound
    TopicSupport.objects.get_or_create(topic=topic, person=person)
    return topic


@transaction.atomic
def link_topic(*, ticket_id: int, topic: Topic | None) -> Ticket:
    """Says what the ticket is about, or that it is about nothing known; the history keeps who did."""
    ticket = lock_ticket(ticket_id)
    if ticket.topic != topic:
        ticket.topic = topic
        ticket.save()
    return ticket
