"""What the demo's people have planned: a message for the morning, a follow-up, a promised answer, office hours."""

from datetime import datetime, time
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.promises import promise_answer
from apps.chat.models import Conversation
from apps.chat.scheduling.errors import NothingToFollow
from apps.chat.scheduling.planning import plan_message
from apps.notifications.digests.models import Rhythm
from apps.notifications.digests.services import choose_digest

OFFICE = {day: [(time(9, 30), time(12)), (time(13, 30), time(18, 30))] for day in range(5)}
TEXTS = {
    ("hours", "zh-hans"): "我不在工位，工作日 9:30 以后回复你。面试时间有变动的话，直接写在这里就好。",
    (
        "hours",
        "en",
    ): "I answer on working days from 9:30. If an interview has to move, just say so here.",
    ("holiday", "zh-hans"): "放假中，节后第一个工作日回复你。",
    ("holiday", "en"): "It's a public holiday here. I answer on the first working day after it.",
}
MORNING = "早，案例我昨晚读完了，有两处想当面请教。今天方便的话，挑个半小时？"
REPLY = "Thursday at three works for me. 我会把两篇案例都带上。"
FOLLOW_UP = "想确认一下这个职位还在招吗？不合适的话直接告诉我也没关系。"


def plan_ahead(ana: User, ben: User, first: Conversation, *, now: datetime) -> None:
    """Ben and Ana write to each other in the morning; she follows up where she waits, and is promised an answer. Both
    get a digest."""
    choose_digest(person=ana, rhythm=Rhythm.DAILY, hour=9, now=now)
    choose_digest(person=ben, rhythm=Rhythm.WEEKLY, hour=9, now=now)
    set_away_reply(person=ben, text="", is_on=False, by_hours=True, holiday_country="CN", hours=OFFICE, texts=TEXTS)
    _plan(ben, first, {"body": MORNING, "morning": True}, now)
    _plan(ana, first, {"body": REPLY, "morning": True}, now)
    waiting = Conversation.objects.filter(candidate=ana, waiting_for__isnull=False).exclude(waiting_for=ana)
    for number, conversation in enumerate(waiting.exclude(recruiter=ben).order_by("pk")[:2]):
        if number == 0 and conversation.recruiter is not None:
            promise_answer(user=conversation.recruiter, conversation_id=conversation.pk)
        else:
            _plan(ana, conversation, {"body": FOLLOW_UP, "in_days": 3}, now)


def _plan(author: User, conversation: Conversation, chosen: dict[str, object], now: datetime) -> None:
    try:
        plan_message(author=author, conversation=conversation, client_id=uuid4(), chosen=chosen, now=now)
    except NothingToFollow:
        return
