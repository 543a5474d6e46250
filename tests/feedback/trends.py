"""What several people told, week by week, for the tests of trends."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.models import Ticket, TicketVector
from apps.feedback.tickets.services import open_ticket
from apps.feedback.topics import meaning
from apps.language import detect

BLANK = (
    "The link to the video interview opens a blank page.",
    "Video interview link: blank page, I can't get in.",
    "视频面试的链接点开是一片空白，进不去。",
    "I click the video interview link and get a blank page.",
)
LATE = (
    "The e-mail about a missed message comes hours late.",
    "E-mails about missed messages arrive hours late.",
    "未读消息的邮件晚了好几个小时才到。",
)


def told(person: User, body: str, *, weeks_ago: int = 0, now: datetime | None = None) -> Ticket:
    """A sorted ticket, of which only the meaning matters."""
    at = (now or timezone.now()) - timedelta(weeks=weeks_ago)
    ticket = open_ticket(reporter=person, body=body, client_id=uuid4(), now=at)
    Ticket.objects.filter(pk=ticket.pk).update(triaged_at=at, language=detect(body), severity="high")
    TicketVector.objects.create(
        ticket=ticket,
        model_version=meaning.version(),
        values=meaning.as_bytes(meaning.meanings([body])[0]),
    )
    return ticket
