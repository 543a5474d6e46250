"""What follows from what is done with an invitation: its time, the calendars, the reminders, the stage. Each is called
in the card's transaction, under the conversation's lock."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.services import expire, make_card
from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.events import InterviewAgreed, InterviewAttended, InterviewCalledOff
from apps.chat.interviews.kinds import AGREED, CALLED_OFF, facts_of
from apps.chat.interviews.models import Interview
from apps.chat.interviews.reminders import cancel_reminders, plan_reminders
from apps.chat.interviews.wording import other_name
from apps.chat.stages.services import advance_stage
from apps.events.services import publish
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify_by_mail

Standing = Interview.Standing


def begin_interview(card: Card) -> Interview:
    return Interview.objects.create(card=card, conversation_id=card.conversation_id)


def interview_of(card: Card) -> Interview:
    found = Interview.objects.select_related("card", "conversation__candidate", "conversation__recruiter")
    return found.get(pk=card.pk)


def agree_on(interview: Interview, *, starts_at: datetime, ends_at: datetime, by: int, now: datetime) -> None:
    """Both sides meet then: their calendars, their reminders and the stage follow."""
    interview.standing, interview.starts_at, interview.ends_at = Standing.AGREED, starts_at, ends_at
    _next_version(interview, now)
    plan_reminders(interview, now=now)
    _mail_both(interview, AGREED, now=now)
    publish(
        InterviewAgreed(
            conversation=interview.conversation_id,
            interview=interview.pk,
            version=interview.sequence,
            starts_at=starts_at.isoformat(),
        )
    )
    advance_stage(
        conversation_id=interview.conversation_id,
        stage=Conversation.Stage.INTERVIEW,
        by=by,
        after="interview_agreed",
        now=now,
    )


def call_off(interview: Interview, *, standing: str, now: datetime, gone: User | None = None) -> None:
    """What was agreed doesn't hold any more; `standing` says whether another time is asked for (ASKED) or not (OFF).
    Who is `gone` isn't told."""
    was_agreed = interview.standing == Standing.AGREED
    interview.standing = standing
    if not was_agreed:
        interview.save(update_fields=["standing", "updated_at"])
        return
    _next_version(interview, now)
    cancel_reminders(interview, now=now)
    if interview.starts_at is not None and interview.starts_at > now:
        _mail_both(interview, CALLED_OFF, now=now, gone=gone)
    publish(
        InterviewCalledOff(conversation=interview.conversation_id, interview=interview.pk, version=interview.sequence)
    )


@transaction.atomic
def end_with_conversation(*, conversation_id: int, now: datetime) -> None:
    """The conversation was closed, and is still: what is asked for or agreed in it ends at once. Harmless when
    repeated."""
    conversation = locked(Conversation.objects.filter(pk=conversation_id)).get()
    if conversation.stage != Conversation.Stage.CLOSED:
        return
    cards = Card.objects.filter(conversation=conversation, type="interview", closed_at=None)
    for card in cards.values_list("pk", flat=True):
        Card.objects.filter(pk=card).update(due_at=now)
        expire(card, now=now)


def forget_interviews(*, conversation_id: int, person: User, now: datetime) -> None:
    """This person is being erased: nobody meets them any more, and the cards of that are closed."""
    is_theirs = Q(card__made_by=person) | Q(conversation__candidate=person) | Q(conversation__recruiter=person)
    open_ones = Interview.objects.filter(conversation=conversation_id, standing__in=[Standing.ASKED, Standing.AGREED])
    interviews = open_ones.filter(is_theirs).select_related("conversation__candidate", "conversation__recruiter")
    for interview in interviews:
        state = "cancelled" if interview.standing == Standing.AGREED else "withdrawn"
        call_off(interview, standing=Standing.OFF, now=now, gone=person)
        Card.objects.filter(pk=interview.pk).update(state=state, due_at=None, closed_at=now)


def end_interview(interview: Interview, *, now: datetime) -> None:
    """It is over: both sides are asked how it was."""
    interview.standing = Standing.OVER
    interview.save(update_fields=["standing", "updated_at"])
    make_card(
        conversation=interview.conversation,
        author=None,
        type="interview_outcome",
        facts={"interview": interview.pk},
        client_id=uuid5(interview.uid, "outcome"),
        now=now,
    )


def note_outcome(*, interview_id: int, outcome: str, is_attended: bool, now: datetime) -> None:
    """What the two sides' words come to. That it took place is said to whoever listens, once."""
    interview = Interview.objects.select_related("conversation").filter(pk=interview_id).first()
    if interview is None:
        return
    is_news = is_attended and interview.attended_at is None
    interview.outcome = outcome
    if is_news:
        interview.attended_at = now
    interview.save(update_fields=["outcome", "attended_at", "updated_at"])
    if is_news and interview.starts_at is not None:
        publish(
            InterviewAttended(
                conversation=interview.conversation_id,
                interview=interview.pk,
                candidate=interview.conversation.candidate_id,
                recruiter=interview.conversation.recruiter_id,
                starts_at=interview.starts_at.isoformat(),
            )
        )


def replan_reminders(*, conversation_id: int, now: datetime | None = None) -> None:
    """Who answers for the company has changed: reminders are for them from now on."""
    now = now or timezone.now()
    for interview in Interview.objects.filter(
        conversation=conversation_id, standing=Standing.AGREED, starts_at__gt=now
    ):
        plan_reminders(interview, now=now)


def _next_version(interview: Interview, now: datetime) -> None:
    interview.sequence += 1
    interview.save(update_fields=["standing", "starts_at", "ends_at", "sequence", "updated_at"])


def _mail_both(interview: Interview, kind: Kind, *, now: datetime, gone: User | None = None) -> None:
    """Each side's calendar hears of it by e-mail, once a version."""
    conversation = interview.conversation
    for person in (conversation.candidate, conversation.recruiter):
        if person is not None and person != gone:
            notify_by_mail(
                person=person,
                kind=kind,
                cause=f"interview:{interview.pk}:{interview.sequence}",
                facts=facts_of(interview, person, name=other_name(conversation, person)),
                url=reverse("chat:conversation", args=[conversation.pk]),
                now=now,
            )
