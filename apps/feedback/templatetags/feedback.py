"""Tickets in templates."""

from django import template

from apps.feedback.releases.models import Release
from apps.feedback.tickets import wording
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.feedback.topics.models import Topic, TopicStatus
from apps.feedback.triage.models import Classification

register = template.Library()

_TOPIC_STYLES: dict[str, str] = {
    TopicStatus.PLANNED: "info",
    TopicStatus.IN_PROGRESS: "accent",
    TopicStatus.SHIPPED: "good",
}


@register.filter
def headline(ticket: Ticket) -> str:
    return wording.headline(ticket)


@register.filter
def status_style(ticket: Ticket) -> str:
    return wording.STATUS_STYLES.get(ticket.status, "")


@register.filter
def topic_style(topic: Topic) -> str:
    return _TOPIC_STYLES.get(topic.status, "")


@register.filter
def lines(ticket: Ticket, entries: list[TicketEntry]) -> list[wording.Line]:
    """The timeline of a ticket, ready to be shown: `{% for line in ticket|lines:ticket.public_entries %}`."""
    return wording.lines(ticket, entries)


@register.filter
def value_words(verdict: Classification) -> str:
    return wording.value_words(verdict.field, verdict.value)


@register.simple_tag
def releases_of(topic: Topic) -> list[Release]:
    """The published releases with which a topic came, the newest first: `{% releases_of topic as releases %}`."""
    return list(Release.objects.filter(topics=topic, published_at__isnull=False).order_by("-published_at", "-pk")[:5])


register.filter("promise_words", wording.promise_words)
