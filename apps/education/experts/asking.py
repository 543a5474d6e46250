"""Taking a question to experts: to one at a time, on to the next, and at last to support.

Whoever changes a consultation holds its row. An expert's count of waiting questions changes in the same transaction
as the row that waits, by a conditional update: however many questions come at once, nobody gets more than they take.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.chat.conversations.services import open_conversation
from apps.chat.models import Conversation, Message, Participant
from apps.chat.participants.services import add_participant, remove_participant
from apps.chat.sending.services import new_client_id, send_message, send_system_message
from apps.chat.support.services import call_support_team
from apps.education.assistant.models import Question
from apps.education.assistant.people import finds_people
from apps.education.experts.errors import NoLongerYours, NotAnsweredYet
from apps.education.experts.events import AnswerHelped
from apps.education.experts.kinds import ASKED
from apps.education.experts.models import Consultation, Expert, ExpertAsk, ExpertTopic
from apps.education.experts.routing import available, topic_of
from apps.errors import NotFound
from apps.events.services import publish
from apps.notifications.deciding.services import mark_read, notify
from apps.notifications.models import DueItem
from apps.notifications.reminders.services import cancel, plan

MOST_ASKED = 4
"""So many experts have a question one after the other before support takes it."""

TIME_OUT = "expert_time_out"
BY_THEMSELVES = (Message.Origin.AUTO, Message.Origin.PROMISE)

State = Consultation.State
Ask = ExpertAsk.State


@finds_people
def consult(*, question: Question, person: User, history: Sequence[str], now: datetime) -> Conversation | None:
    """Asks the best expert who is there now, in a conversation of its own; None where there is nobody."""
    topic = topic_of(question.text)
    if topic is None or not available(topic=topic, person=person, now=now):
        return None
    with override(person.language):
        title = _("Expert: %(topic)s") % {"topic": topic.title}
    conversation = open_conversation(
        kind=Conversation.Kind.SUPPORT,
        opened_by=person,
        candidate=person,
        title=title,
        roles={person: Participant.Role.MEMBER},
    )
    if history:
        send_system_message(conversation_id=conversation.pk, facts={"type": "history", "lines": list(history)})
    send_message(sender=person, conversation_id=conversation.pk, body=question.text, client_id=new_client_id())
    consultation = Consultation.objects.create(
        question=question, person=person, topic=topic, conversation=conversation, created_at=now
    )
    if not _ask_next(consultation, now):
        _to_support(consultation, now)
    return conversation


def _ask_next(consultation: Consultation, now: datetime) -> bool:
    topic, person, conversation = consultation.topic, consultation.person, consultation.conversation
    if topic is None or person is None or conversation is None:
        return False
    asked = set(consultation.asks.values_list("expert", flat=True))
    if len(asked) >= MOST_ASKED:
        return False
    for standing in available(topic=topic, person=person, now=now, apart_from=asked):
        with_room = Expert.objects.filter(pk=standing.expert.pk, is_taking=True, open_now__lt=F("most_at_once"))
        if with_room.update(open_now=F("open_now") + 1):
            _ask(consultation, standing.expert, topic, now)
            return True
    return False


def _ask(consultation: Consultation, expert: Expert, topic: ExpertTopic, now: datetime) -> None:
    """Their count has been raised."""
    due_at = now + timedelta(minutes=topic.answer_within_minutes)
    fields = {"state": Ask.WAITING, "asked_at": now, "due_at": due_at, "finished_at": None}
    ask, _is_new = ExpertAsk.objects.update_or_create(consultation=consultation, expert=expert, defaults=fields)
    consultation.state = State.WAITING
    consultation.save(update_fields=["state"])
    assert consultation.conversation is not None
    assert consultation.person is not None
    add_participant(conversation=consultation.conversation, user=expert.person, role=Participant.Role.SUPPORT)
    plan(kind=TIME_OUT, person=expert.person, subject=_subject(ask), at=due_at, payload={"ask": ask.pk})
    with override(expert.person.language):
        facts = {
            "name": str(consultation.person),
            "topic": topic.title,
            "question": " ".join(consultation.question.text.split())[:200],
        }
    url = reverse("chat:conversation", args=[consultation.conversation.pk])
    notify(person=expert.person, kind=ASKED, cause=_cause(ask, now), facts=facts, url=url, now=now)


def _subject(ask: ExpertAsk) -> str:
    return f"expert-ask:{ask.pk}"


def _cause(ask: ExpertAsk, now: datetime) -> str:
    return f"expert-ask:{ask.pk}:{int(now.timestamp())}"


def _end(ask: ExpertAsk, state: str, now: datetime) -> bool:
    """Ends the wait for this expert; False where it had ended."""
    waiting = ExpertAsk.objects.filter(pk=ask.pk, state=Ask.WAITING)
    if not waiting.update(state=state, finished_at=now):
        return False
    Expert.objects.filter(pk=ask.expert_id, open_now__gt=0).update(open_now=F("open_now") - 1)
    cancel(DueItem.objects.filter(kind=TIME_OUT, subject=_subject(ask)), now=now)
    mark_read(person=ask.expert.person, causes=[_cause(ask, ask.asked_at)], now=now)
    return True


def _to_support(consultation: Consultation, now: datetime) -> None:
    conversation = consultation.conversation
    if conversation is not None:
        call_support_team(conversation)
        send_system_message(conversation_id=conversation.pk, facts={"type": "support_called"})
    consultation.state = State.SUPPORT
    consultation.save(update_fields=["state"])
    Question.objects.filter(pk=consultation.question_id).update(outcome=Question.Outcome.HANDED_OVER)


def _on(consultation: Consultation, now: datetime) -> None:
    if not _ask_next(consultation, now):
        _to_support(consultation, now)


def lock(consultation_id: int) -> Consultation | None:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related(
        "question", "person", "topic", "conversation"
    )
    return rows.filter(pk=consultation_id).first()


def _locked(consultation_id: int) -> Consultation:
    consultation = lock(consultation_id)
    if consultation is None:
        raise NotFound
    return consultation


def _waiting(consultation: Consultation) -> ExpertAsk | None:
    return consultation.asks.filter(state=Ask.WAITING).select_related("expert__person").first()


@transaction.atomic
def time_out(*, ask_id: int, now: datetime) -> bool:
    """Asks the next one, unless they answered at the last moment. False where there was nothing to do."""
    ask = ExpertAsk.objects.filter(pk=ask_id).select_related("expert__person").first()
    if ask is None:
        return False
    consultation = _locked(ask.consultation_id)
    ask.refresh_from_db()
    if ask.state != Ask.WAITING:
        return False
    if _has_written(ask, consultation):
        _answered(consultation, ask, now)
        return True
    _end(ask, Ask.TIMED_OUT, now)
    _take_out(consultation, ask.expert)
    _on(consultation, now)
    return True


def _has_written(ask: ExpertAsk, consultation: Consultation) -> bool:
    written = Message.objects.filter(
        conversation=consultation.conversation_id,
        sender=ask.expert.person_id,
        kind__in=Message.TYPED,
        recalled_at=None,
        created_at__gte=ask.asked_at,
    )
    return written.exclude(origin__in=BY_THEMSELVES).exists()


def _take_out(consultation: Consultation, expert: Expert) -> None:
    if consultation.conversation is not None:
        remove_participant(conversation=consultation.conversation, user=expert.person)


def _answered(consultation: Consultation, ask: ExpertAsk, now: datetime) -> None:
    if _end(ask, Ask.ANSWERED, now):
        consultation.state = State.ANSWERED
        consultation.answered_at = consultation.answered_at or now
        consultation.save(update_fields=["state", "answered_at"])


@transaction.atomic
def notice_answer(*, conversation_id: int, sender_id: int, now: datetime | None = None) -> None:
    """Somebody wrote. Of the expert it is the answer; of another who helps it is that they took over."""
    now = now or timezone.now()
    found = Consultation.objects.on_the_way().filter(conversation=conversation_id).exclude(person=sender_id).first()
    if found is None:
        return
    consultation = _locked(found.pk)
    ask = _waiting(consultation)
    if ask is None:
        return
    if ask.expert.person_id == sender_id:
        _answered(consultation, ask, now)
    elif _end(ask, Ask.TAKEN_OVER, now):
        consultation.state = State.ANSWERED
        consultation.answered_at = consultation.answered_at or now
        consultation.save(update_fields=["state", "answered_at"])


@transaction.atomic
def pass_on(*, expert: Expert, consultation_id: int, now: datetime | None = None) -> None:
    """To the next one, at once. Raises NoLongerYours where it doesn't wait for them."""
    now = now or timezone.now()
    consultation = _locked(consultation_id)
    ask = consultation.asks.filter(expert=expert).select_related("expert__person").first()
    if ask is None:
        raise NotFound
    if ask.state == Ask.PASSED:
        return
    if not _end(ask, Ask.PASSED, now):
        raise NoLongerYours
    _take_out(consultation, expert)
    _on(consultation, now)


@transaction.atomic
def take(*, expert: Expert, consultation_id: int, now: datetime | None = None) -> Consultation:
    """An expert takes a question that waits for another. Raises NoLongerYours where it doesn't wait any more."""
    now = now or timezone.now()
    consultation = _locked(consultation_id)
    topic = consultation.topic
    if topic is None or not expert.topics.filter(pk=topic.pk).exists() or consultation.person_id == expert.person_id:
        raise NotFound
    ask = _waiting(consultation)
    if ask is not None and ask.expert_id == expert.pk:
        return consultation
    if ask is None or not _end(ask, Ask.TAKEN_OVER, now):
        raise NoLongerYours
    _take_out(consultation, ask.expert)
    Expert.objects.filter(pk=expert.pk).update(open_now=F("open_now") + 1)
    _ask(consultation, expert, topic, now)
    return consultation


@transaction.atomic
def call_support(*, consultation_id: int, now: datetime | None = None) -> Consultation:
    """Brings the support team in; who was asked stays, but isn't waited for any more."""
    now = now or timezone.now()
    consultation = _locked(consultation_id)
    if consultation.state in (State.SUPPORT, State.SOLVED):
        return consultation
    if ask := _waiting(consultation):
        _end(ask, Ask.ENDED, now)
    _to_support(consultation, now)
    return consultation


@transaction.atomic
def say_whether_helped(*, person: User, token: UUID, helped: bool, now: datetime | None = None) -> Consultation:
    """What the asker says of the answer. Yes ends it, and is told of the expert who answered last; no takes it to the
    next one. The same word again changes nothing. Raises NotAnsweredYet, NotFound for what isn't theirs."""
    now = now or timezone.now()
    found = Consultation.objects.of(person).filter(token=token).first()
    if found is None:
        raise NotFound
    consultation = _locked(found.pk)
    if consultation.state == State.SOLVED:
        return consultation
    if not helped:
        return _not_yet(consultation, now)
    if consultation.state == State.WAITING and consultation.answered_at is None:
        raise NotAnsweredYet
    if ask := _waiting(consultation):
        _end(ask, Ask.ENDED, now)
        _take_out(consultation, ask.expert)
    answered = consultation.asks.filter(state=Ask.ANSWERED).select_related("expert").order_by("-finished_at").first()
    if answered is not None and answered.helped is None:
        answered.helped = True
        answered.save(update_fields=["helped"])
        publish(AnswerHelped(ask=answered.pk, expert=answered.expert.person_id, asker=person.pk))
    consultation.state, consultation.finished_at = State.SOLVED, now
    consultation.save(update_fields=["state", "finished_at"])
    Question.objects.filter(pk=consultation.question_id).update(is_solved=True)
    return consultation


def _not_yet(consultation: Consultation, now: datetime) -> Consultation:
    """Only where an answer stands that nobody spoke of yet: a second click asks nobody else."""
    if consultation.state != State.ANSWERED:
        return consultation
    consultation.asks.filter(state=Ask.ANSWERED, helped=None).update(helped=False)
    Question.objects.filter(pk=consultation.question_id).update(is_solved=False)
    _on(consultation, now)
    return consultation
