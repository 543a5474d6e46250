"""What people do about topics: say "me too" and take it back, merge them, ship them, and say whether that helped."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.events.services import publish
from apps.feedback.tickets.events import TicketsWait
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.topics.errors import MergedAlready, NotMerged, NotShipped, WouldHide
from apps.feedback.topics.events import TopicShipped
from apps.feedback.topics.kinds import TOPIC_SHIPPED
from apps.feedback.topics.models import Topic, TopicStatus, TopicSupport, TopicVerdict
from apps.feedback.topics.voices import family_of, spoke_up_before, supporters_of
from apps.notifications.deciding.services import Telling, notify_all
from apps.ui.bilingual import in_language

REOPENED_BY = 3
"""So many supporters who say "not fixed" open a topic again, if they are at least half of those who say anything."""
TOLD_AT_ONCE = 200
"""Supporters who are told in one transaction."""


def shown_topic(topic_id: int) -> Topic:
    """A published topic, or the one into which it is merged. Raises NotFound."""
    topic = Topic.objects.filter(pk=topic_id, is_published=True).select_related("merged_into").first()
    if topic is not None and topic.merged_into is not None:
        topic = topic.merged_into if topic.merged_into.is_published else None
    if topic is None:
        raise NotFound
    return topic


def support_topic(*, person: User, topic_id: int) -> Topic:
    """ "Me too" for a published topic; saying it again changes nothing. Raises NotFound."""
    topic = shown_topic(topic_id)
    TopicSupport.objects.get_or_create(topic=topic, person=person)
    return topic


def withdraw_support(*, person: User, topic_id: int) -> Topic:
    """Takes "me too" back, also from what is merged into the topic. Who reported it stays one who reported it."""
    topic = shown_topic(topic_id)
    TopicSupport.objects.filter(topic__in=family_of(topic), person=person).delete()
    return topic


@transaction.atomic
def link_topic(*, ticket_id: int, topic: Topic | None) -> Ticket:
    """Says what the ticket is about, or that it is about nothing known; the history keeps who did."""
    ticket = lock_ticket(ticket_id)
    if ticket.topic != topic:
        ticket.topic = topic
        ticket.save()
        publish(TicketsWait.of(ticket.pk))
    return ticket


@transaction.atomic
def merge_topics(*, topic_id: int, into_id: int) -> Topic:
    """Makes one topic part of another. Nothing is copied, so that taking them apart loses nothing. Raises NotFound,
    MergedAlready, and WouldHide where the roadmap would lose what is on it."""
    both = {
        topic.pk: topic for topic in Topic.objects.select_for_update().filter(pk__in=[topic_id, into_id]).order_by("pk")
    }
    if len(both) < 2:
        raise NotFound
    topic, root = both[topic_id], both[into_id]
    if topic.merged_into_id == root.pk:
        return topic
    if topic.merged_into_id or root.merged_into_id or topic.merged.exists():
        raise MergedAlready
    if topic.is_published and not root.is_published:
        raise WouldHide
    topic.merged_into = root
    topic.save()
    _find_new_turns(topic, root)
    return topic


@transaction.atomic
def unmerge_topic(*, topic_id: int) -> Topic:
    """Makes a part a topic of its own again. Raises NotFound, and NotMerged for what is part of nothing."""
    topic = Topic.objects.select_for_update(of=("self",)).select_related("merged_into").filter(pk=topic_id).first()
    if topic is None:
        raise NotFound
    if topic.merged_into is None:
        raise NotMerged
    root, topic.merged_into = topic.merged_into, None
    topic.save()
    _find_new_turns(topic, root)
    return topic


def _find_new_turns(*topics: Topic) -> None:
    """Another number of people stands behind what waits."""
    waiting = Ticket.objects.waiting().filter(topic__in=topics).order_by("pk").values_list("pk", flat=True)
    publish(*(TicketsWait.of(number) for number in waiting))


@transaction.atomic
def topic_shipped(*, topic_id: int, now: datetime | None = None) -> Topic:
    """Starts the question "fixed for you?" to all supporters; shipped again, it is asked again. Raises MergedAlready
    for a part: the whole is what is shipped."""
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic_id)
    if topic.merged_into_id:
        raise MergedAlready
    topic.shipped_at = now or timezone.now()
    topic.status = TopicStatus.SHIPPED
    topic.save()
    publish(TopicShipped(topic=topic.pk, shipped_at=topic.shipped_at.isoformat()))
    return topic


@transaction.atomic
def shipped_topic_published(*, topic_id: int) -> None:
    """Asks the supporters of what had shipped before it was published; nobody is told of the same shipping twice."""
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic_id)
    if topic.shipped_at is None:
        topic_shipped(topic_id=topic_id)
    elif topic.status == TopicStatus.SHIPPED and topic.is_published:
        publish(TopicShipped(topic=topic.pk, shipped_at=topic.shipped_at.isoformat()))


def tell_supporters(*, topic_id: int, shipped_at: str, after: int = 0, now: datetime | None = None) -> int:
    """Tells each supporter once, however often it is called for the same shipping: a number of them, and the rest by
    an event of its own. Returns how many were told."""
    topic = Topic.objects.filter(pk=topic_id, is_published=True, status=TopicStatus.SHIPPED).first()
    if topic is None:
        return 0
    people = list(supporters_of(topic).filter(pk__gt=after)[:TOLD_AT_ONCE])
    cause, url = f"topic:{topic.pk}:{shipped_at}", topic.get_absolute_url()
    tellings = [
        Telling(person, cause, {"title": in_language(topic.title_en, topic.title_zh, person.language)}, url)
        for person in people
    ]
    notify_all(kind=TOPIC_SHIPPED, tellings=tellings, now=now)
    if len(people) == TOLD_AT_ONCE:
        publish(TopicShipped(topic=topic.pk, shipped_at=shipped_at, after=people[-1].pk))
    return len(people)


@transaction.atomic
def say_whether_fixed(*, person: User, topic_id: int, is_fixed: bool, now: datetime | None = None) -> Topic:
    """The verdict on what shipped of one who had spoken up before; it may change. Enough of "not fixed" opens the topic
    again. Raises NotFound for others, and NotShipped."""
    now = now or timezone.now()
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=shown_topic(topic_id).pk)
    if not spoke_up_before(person, topic, topic.shipped_at or now):
        raise NotFound
    if topic.status != TopicStatus.SHIPPED or topic.shipped_at is None:
        raise NotShipped
    TopicVerdict.objects.update_or_create(topic=topic, person=person, defaults={"is_fixed": is_fixed, "said_at": now})
    since = topic.verdicts.filter(said_at__gte=topic.shipped_at)
    broken = since.filter(is_fixed=False).count()
    if broken >= REOPENED_BY and 2 * broken >= since.count():
        topic.status, topic.reopened_at = TopicStatus.IN_PROGRESS, now
        topic.save()
    return topic
