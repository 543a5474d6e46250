"""A topic that more people reported this week than its past explains: the incident that its chart opened, and what its
team found out."""

from datetime import datetime, timedelta
from uuid import uuid4

from apps.accounts.models import User
from apps.feedback.incidents.services import follow_incidents
from apps.feedback.models import Incident, Topic
from apps.feedback.tickets.labels import Category
from apps.feedback.tickets.services import open_ticket
from apps.feedback.topics.services import link_topic
from apps.feedback.triage.services import override_classification

OPERATOR = "irene"
BEFORE = ((66, "tomas", "Choosing a time for an interview showed the hour of another city."),)
THIS_WEEK = (
    ("lena", "I picked 3 p.m. for the interview and the card says 9 a.m."),
    ("zhihao", "约面试选的是下午三点，卡片上却变成了早上九点。"),
    ("mateo", "The interview times are six hours off since yesterday."),
    ("wanqing", "面试时间差了六个小时，差点错过。"),
    ("sana", "My interview card shows the wrong hour, the recruiter sees another one."),
)


def create_incident(*, users: dict[str, User], now: datetime) -> None:
    topic = Topic.objects.create(
        title_en="Interview times are shown for another time zone",
        title_zh="面试时间按别的时区显示",
        summary_en="The card shows another hour than the one that was chosen.",
        summary_zh="卡片上的时间和选的不一样。",
        is_published=True,
    )
    for days, name, body in BEFORE:
        _tell(topic, users, name, body, now=now - timedelta(days=days))
    for minutes, (name, body) in enumerate(THIS_WEEK, start=2):
        _tell(topic, users, name, body, now=now - timedelta(minutes=minutes))
    follow_incidents(now=now)
    Incident.objects.filter(topic=topic).update(
        root_cause="Since the last release the card reads the hour in the zone of the server, not of its reader."
    )


def _tell(topic: Topic, users: dict[str, User], name: str, body: str, *, now: datetime) -> None:
    ticket = open_ticket(reporter=users[name], body=body, client_id=uuid4(), now=now)
    link_topic(ticket_id=ticket.pk, topic=topic)
    override_classification(
        ticket_id=ticket.pk, operator=users[OPERATOR], field="category", value=Category.FUNCTIONAL, now=now
    )
