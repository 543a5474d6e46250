from django.utils import timezone

from apps.accounts.sessions.events import SignedUp
from apps.chat.answers.events import AnswerReciprocated
from apps.chat.models import Answer
from apps.events.registry import handles
from apps.gamification.referrals.services import look_who_arrived, take_up_invitation


@handles(SignedUp)
def note_by_whose_link(event: SignedUp) -> None:
    take_up_invitation(newcomer_id=event.person, code=event.invite, place=event.place, now=timezone.now())


@handles(AnswerReciprocated)
def look_whether_somebody_arrived(event: AnswerReciprocated) -> None:
    answer = Answer.objects.two_sided().filter(message=event.message).first()
    if answer is not None:
        look_who_arrived([answer.answerer_id, answer.asker_id], now=timezone.now())
