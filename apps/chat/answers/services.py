"""Recording who answered whom, and whether the other side then answered in earnest."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from statistics import median

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.people.selectors import are_parted
from apps.chat.answers.earnest import OWN_ORIGINS
from apps.chat.answers.events import (
    AnswerJudgedAgain,
    AnswerReciprocated,
    AnswersChanged,
    ConversationItem,
    FirstAnswerItem,
    FirstAnswers,
)
from apps.chat.answers.judging import (
    LOOK_BACK,
    answers_in_earnest,
    digest_of,
    of_people,
    turn_digest,
    turn_from,
    turns_in_earnest,
)
from apps.chat.answers.models import Answer
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.messages.turns import standing_messages
from apps.events.services import publish
from apps.experiments.services import features_answered
from apps.matching.recommendations.services import Pace, record_responsiveness
from apps.matching.resumes.services import open_resume_to


def record_answers(messages: Sequence[Message]) -> list[Message]:
    """Stores which of these messages returned the turn, and returns them: the other side wrote since they last did.

    The first answer of a conversation about a job is published. Harmless when repeated.
    """
    turns = _turns([message for message in messages if _may_answer(message)])
    openings = Message.objects.defer("body", "facts").in_bulk({opening for opening, _is_first in turns.values()})
    answered = [message for message in messages if message.pk in turns]
    known = set(Answer.objects.filter(message__in=answered).values_list("message_id", flat=True))
    answers = []
    prefetch_related_objects(answered, "sender")
    for message in answered:
        if message.pk not in known:
            opening, is_first = turns[message.pk]
            answers.append(_answer(message, openings[opening], is_first=is_first))
    judged = [one for one in answers if one.is_first and one.conversation.kind == Conversation.Kind.JOB]
    for answer, is_earnest in zip(judged, turns_in_earnest([[one.message] for one in judged]), strict=True):
        answer.is_earnest = is_earnest
    Answer.objects.bulk_create(answers, ignore_conflicts=True)
    features_answered((answer.conversation_id, answer.asker_id, answer.answered_at) for answer in answers)
    _tell_changed([answer.conversation for answer in answers])
    _firsts_are_known([answer for answer in answers if answer.is_first])
    return answered


def _tell_changed(conversations: Sequence[Conversation]) -> None:
    about_jobs = {one.pk for one in conversations if one.kind == Conversation.Kind.JOB}
    if about_jobs:
        publish(*AnswersChanged.by_lane(map(ConversationItem, sorted(about_jobs))))


def _may_answer(message: Message) -> bool:
    return (
        message.sender_id is not None
        and message.origin in ANSWER_ORIGINS
        and message.conversation.kind != Conversation.Kind.GROUP
    )


def _turns(messages: Sequence[Message]) -> dict[int, tuple[int, bool]]:
    """For each message that returned the turn: the message that opened it, and whether nothing was answered before."""
    found: dict[int, tuple[int, bool]] = {}
    before = of_people(OuterRef("conversation")).filter(seq__lt=OuterRef("seq"))
    candidate = Q(sender=OuterRef("conversation__candidate"))
    for mine, is_candidates in ((candidate, True), (~candidate, False)):
        group = [one.pk for one in messages if (one.sender_id == one.conversation.candidate_id) is is_candidates]
        if not group:
            continue
        last_mine = Subquery(before.filter(mine, recalled_at=None).order_by("-seq").values("seq")[:1])
        # A question that is taken back once it was answered doesn't take the answer with it.
        asked = Q(recalled_at=None) | Q(recalled_at__gt=OuterRef("created_at"))
        opening = before.filter(~mine & asked, seq__gt=OuterRef("last_mine")).order_by("seq").values("pk")[:1]
        rows = Message.objects.filter(pk__in=group).annotate(last_mine=Coalesce(last_mine, 0))
        opened = rows.annotate(opening=Subquery(opening)).filter(opening__isnull=False)
        for message, opening_id, last in opened.values_list("pk", "opening", "last_mine"):
            found[message] = (opening_id, last == 0)
    return found


def _answer(message: Message, opening: Message, *, is_first: bool) -> Answer:
    assert message.sender_id is not None
    assert opening.sender_id is not None
    return Answer(
        message=message,
        conversation=message.conversation,
        opening=opening,
        answerer_id=message.sender_id,
        asker_id=opening.sender_id,
        waited_seconds=max(0, int((message.created_at - opening.created_at).total_seconds())),
        answered_at=message.created_at,
        is_first=is_first,
        digest=digest_of(message.body),
    )


def _firsts_are_known(answers: Sequence[Answer]) -> None:
    """What follows from new first answers about jobs. Who hears of one twice, where two recorded it at once, knows."""
    firsts = [answer for answer in answers if answer.conversation.kind == Conversation.Kind.JOB]
    if not firsts:
        return
    items = [
        FirstAnswerItem(answer.message_id, answer.conversation_id, answer.answerer_id, answer.asker_id)
        for answer in firsts
    ]
    publish(*FirstAnswers.by_lane(items))
    for answer in firsts:
        # A tap on a card says no more than what stands on it: a "not now" opens nothing.
        if answer.answerer_id == answer.conversation.candidate_id and answer.message.origin != Message.Origin.TAPPED:
            let_company_see_resume(answer.conversation)
    measure_responsiveness({answer.answerer_id for answer in firsts})


@transaction.atomic
def withdraw_answer(message: Message) -> None:
    """Takes back what a recalled message counted for: as if it had never been sent. Harmless when repeated."""
    conversation = message.conversation
    by_candidate = Q(answerer=conversation.candidate_id)
    side = by_candidate if message.sender_id == conversation.candidate_id else ~by_candidate
    # Which of the side's later messages was an answer, and the first one, depended on this one.
    answers = Answer.objects.filter(side, conversation=conversation, message__seq__gte=message.seq)
    people = set(answers.values_list("answerer_id", flat=True))
    Answer.objects.filter(pk__in=list(answers.values_list("pk", flat=True))).delete()
    Answer.objects.filter(reciprocated_by=message).update(reciprocated_by=None, reciprocated_at=None)
    later = list(standing_messages(conversation).filter(seq__gt=message.seq).order_by("seq"))
    for one in later:
        one.conversation = conversation
    record_answers(later)
    settle_first_answers(later)
    _tell_changed([conversation])
    measure_responsiveness(people)


@transaction.atomic
def judge_again(message: Message) -> None:
    """Looks again at what a changed message counted for, by what it says now. Harmless when repeated."""
    conversation = message.conversation
    firsts = Answer.objects.filter(conversation=conversation, is_first=True, is_earnest__isnull=False)
    for first in firsts.filter(message__seq__lte=message.seq).select_related(
        "message__conversation", "message__sender"
    ):
        turn = turn_from(first.message) if first.reciprocated_by_id else [first.message]
        if message.pk not in {one.pk for one in turn}:
            continue
        is_earnest = answers_in_earnest(turn)
        changed = Answer.objects.filter(pk=first.pk).exclude(is_earnest=is_earnest)
        if changed.update(is_earnest=is_earnest, digest=turn_digest(turn)):
            publish(
                AnswerJudgedAgain(conversation=conversation.pk, message=first.message_id, answerer=first.answerer_id)
            )
            _tell_changed([conversation])
    reciprocal = Answer.objects.filter(reciprocated_by=message)
    if reciprocal.exists() and not answers_in_earnest([message]):
        reciprocal.update(reciprocated_by=None, reciprocated_at=None)
    later = list(standing_messages(conversation).filter(seq__gte=message.seq).order_by("seq"))
    for one in later:
        one.conversation = conversation
    settle_first_answers(later)


def settle_first_answers(messages: Sequence[Message]) -> None:
    """Where one of these is the asker's earnest answer to its conversation's first answer, says so, once."""
    conversations = {message.conversation_id for message in messages}
    unsettled = Answer.objects.filter(conversation__in=conversations, is_first=True, reciprocated_by=None)
    unsettled = unsettled.select_related("message__conversation", "message__sender")
    firsts = {first.conversation_id: first for first in unsettled}
    for message in messages:
        first = firsts.get(message.conversation_id)
        if first is not None and _may_settle(message, first) and answers_in_earnest([message]):
            _settle(first, message)
            del firsts[message.conversation_id]


def _may_settle(message: Message, first: Answer) -> bool:
    """Written by the other side after the first answer."""
    if message.sender_id is None or message.origin not in OWN_ORIGINS or message.recalled_at is not None:
        return False
    candidate = message.conversation.candidate_id
    other_side = (message.sender_id == candidate) != (first.answerer_id == candidate)
    return other_side and message.seq > first.message.seq


def _settle(first: Answer, message: Message) -> None:
    assert message.sender_id is not None
    turn = turn_from(first.message)
    won = Answer.objects.filter(pk=first.pk, reciprocated_by=None).update(
        reciprocated_by=message,
        reciprocated_at=message.created_at,
        is_earnest=answers_in_earnest(turn),
        digest=turn_digest(turn),
    )
    if won:
        publish(
            AnswerReciprocated(
                conversation=message.conversation_id,
                message=first.message_id,
                answerer=first.answerer_id,
                by_message=message.pk,
                by=message.sender_id,
            )
        )


def let_company_see_resume(conversation: Conversation) -> None:
    """The candidate wrote to this company, so it may see the résumé."""
    if conversation.candidate and conversation.company:
        open_resume_to(candidate=conversation.candidate, company=conversation.company)


def measure_responsiveness(people: Collection[int]) -> None:
    """Hands these people's last thirty days to matching: how often they were asked, and how fast they answered."""
    if not people:
        return
    now = timezone.now()
    since = now - LOOK_BACK
    waits: dict[int, list[int]] = defaultdict(list)
    answers = Answer.objects.filter(answerer__in=people, answered_at__gt=since)
    about_jobs = answers.filter(conversation__kind=Conversation.Kind.JOB)
    for person, seconds in about_jobs.values_list("answerer_id", "waited_seconds"):
        waits[person].append(seconds)
    # Whose turn it is changes with each message, so it has no index; who sits at the table has.
    theirs = Conversation.objects.filter(Q(candidate__in=people) | Q(recruiter__in=people))
    open_now = theirs.filter(kind=Conversation.Kind.JOB, last_message_at__gt=since)
    answerable = open_now.filter(waiting_for__in=people).exclude(are_parted("candidate", "recruiter"))
    counted = answerable.values("waiting_for_id").annotate(count=Count("pk"))
    waiting = dict(counted.values_list("waiting_for_id", "count"))
    declined = _declined_in_bulk(people, since)
    record_responsiveness(
        {
            person: Pace(
                median_minutes=median(waits[person]) / 60 if waits[person] else None,
                asked=len(waits[person]) + waiting.get(person, 0) + declined.get(person, 0),
                answered=len(waits[person]),
            )
            for person in people
        },
        now=now,
    )


def _declined_in_bulk(people: Collection[int], since: datetime) -> dict[int, int]:
    """How many who waited for these people were declined in one action: asked, and never answered."""
    sent = Message.objects.filter(sender__in=people, created_at__gt=since, origin=Message.Origin.BULK_DECLINE)
    waited = sent.filter(facts__facts__waited=True, recalled_at=None)
    return dict(waited.values("sender_id").annotate(count=Count("pk")).values_list("sender_id", "count"))
