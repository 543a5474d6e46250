"""The demo's experts, with a question that was solved, one that was answered and one that waits."""

from datetime import datetime, time, timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation, Message, Participant
from apps.chat.sending.services import new_client_id, send_message
from apps.education.assistant.handing_over import hand_over
from apps.education.experts.asking import notice_answer, say_whether_helped
from apps.education.models import Consultation, Expert, ExpertAsk, ExpertTopic

EXPERTS = {
    "lufang": (
        ("pay-and-offers", "resumes", "interviews"),
        "做了十二年技术招聘，看过上万份简历。谈薪、改简历、挑 offer，问我就行。",
        time(10),
        time(22),
    ),
    "naomi": (
        ("contracts", "moving", "first-words"),
        "Fifteen years in an advice centre for employees. Ask me about contracts, notice and moving for work.",
        time(8),
        time(17),
    ),
}
ASKED = (
    (
        ("ana", "How long is my notice period during probation?"),
        ("naomi", "Look into your contract first. Where it says nothing, two weeks are usual in Germany."),
        timedelta(days=4),
        True,
    ),
    (
        ("zhihao", "对方问我期望薪资，我该怎么报？"),
        ("lufang", "报一个区间，下限是你愿意接的数，再说一句依据：上一份的总包，或者同岗位的市场价。"),
        timedelta(days=1),
        None,
    ),
    (("yuting", "简历上有一年空窗期，要不要写原因？"), None, timedelta(0), None),
)


def create_experts(*, users: dict[str, User], now: datetime) -> None:
    """Whatever the hour, the demo's experts are there while it is made."""
    for name, (topics, about, _opens, _closes) in EXPERTS.items():
        expert = Expert.objects.create(
            person=users[name], about=about, weekdays="1234567", opens=time(0), closes=time(0)
        )
        expert.topics.set(ExpertTopic.objects.filter(slug__in=topics))
    for (asker, question), answer, ago, helped in ASKED:
        at = now - ago if ago else timezone.now()
        conversation = hand_over(person=users[asker], text=question, now=at)
        if answer is None:
            continue
        _date(conversation, at)
        name, body = answer
        send_message(sender=users[name], conversation_id=conversation.pk, body=body, client_id=new_client_id())
        later = at + timedelta(minutes=25)
        conversation.messages.filter(created_at__gt=later).update(created_at=later)
        Conversation.objects.filter(pk=conversation.pk).update(last_message_at=later)
        notice_answer(conversation_id=conversation.pk, sender_id=users[name].pk, now=later)
        if helped:
            token = Consultation.objects.get(conversation=conversation).token
            say_whether_helped(person=users[asker], token=token, helped=True, now=later + timedelta(hours=1))
    users["lufang"].user_permissions.add(Permission.objects.get(codename="add_article"))
    for name, (_topics, _about, opens, closes) in EXPERTS.items():
        Expert.objects.filter(person=users[name]).update(weekdays="12345", opens=opens, closes=closes)


def _date(conversation: Conversation, at: datetime) -> None:
    Conversation.objects.filter(pk=conversation.pk).update(created_at=at, last_message_at=at)
    Message.objects.filter(conversation=conversation).update(created_at=at)
    Participant.objects.filter(conversation=conversation).update(joined_at=at)
    ExpertAsk.objects.filter(consultation__conversation=conversation).update(asked_at=at)
