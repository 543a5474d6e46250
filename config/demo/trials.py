"""Something that some of those who had asked for it try out: two take part, one declined, one hasn't answered."""

from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.chat.translation.features import TRANSLATION
from apps.feedback.beta.services import answer_invitation, draw_people, say_of_trial, start_programme, wish
from apps.feedback.models import BetaInvitation, BetaProgramme, Topic, TopicStatus
from apps.feedback.topics.services import support_topic

ANSWERS = {"lena": True, "kai": True, "mateo": False}


def create_trials(*, users: dict[str, User], now: datetime) -> None:
    topic = Topic.objects.create(
        title_en="Read messages in my own language",
        title_zh="用自己的语言看消息",
        summary_en="Recruiters and candidates who write in different languages understand each other on the spot.",
        summary_zh="双方用不同的语言写消息，也能当场看懂。",
        status=TopicStatus.IN_PROGRESS,
        is_published=True,
    )
    for name in (*ANSWERS, "sana"):
        support_topic(person=users[name], topic_id=topic.pk)
        wish(person=users[name], is_on=True, now=now - timedelta(days=9))
    programme = BetaProgramme.objects.create(
        topic=topic,
        feature=TRANSLATION.key,
        about_en="“Translate” stands below messages in another language. Try it; tell us where it gets things wrong.",
        about_zh="别的语言写来的消息下面有“翻译”。试一试，译得不对的地方告诉我们。",
        places=10,
    )
    start_programme(programme_id=programme.pk, now=now - timedelta(days=6))
    draw_people(programme_id=programme.pk, number=10, now=now - timedelta(days=6))
    for name, accepts in ANSWERS.items():
        invitation = BetaInvitation.objects.get(programme=programme, person=users[name])
        at = now - timedelta(days=5)
        answer_invitation(person=users[name], invitation_id=invitation.pk, accepts=accepts, now=at)
        if name == "lena":
            say_of_trial(person=users[name], invitation_id=invitation.pk, is_fixed=True)
