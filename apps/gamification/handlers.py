"""Deeds, recognised from what happened below. Each is keyed by what shows it: hearing of it twice is harmless."""

from django.utils import timezone

from apps.chat.events import AnswerReciprocated, ConversationStarted, FirstAnswer, MessagesSent
from apps.chat.models import Message
from apps.events.registry import handles
from apps.gamification import deeds
from apps.gamification.deeds import Deed
from apps.gamification.services import recognise, settle_deed
from apps.matching.events import JobPosted, ResumeSaved
from apps.matching.models import Resume

PRESET_ORIGINS = {Message.Origin.PRESET, Message.Origin.PRESET_EDITED}
COMPLETE_SKILLS = 3


@handles(FirstAnswer)
def a_first_answer_is_a_deed(event: FirstAnswer) -> None:
    answer = Message.objects.get(pk=event.message)
    recognise(
        deed=Deed(
            kind=deeds.FIRST_ANSWER,
            key=f"message:{event.message}",
            person_id=event.answerer,
            counterparty_id=event.asker,
            done_at=answer.created_at,
            facts={"waited_seconds": event.waited_seconds, "conversation": event.conversation},
        )
    )


@handles(AnswerReciprocated)
def an_earnest_answer_settles_it(event: AnswerReciprocated) -> None:
    settle_deed(deed_key=f"message:{event.message}", cause=f"message:{event.by_message}", now=timezone.now())


@handles(ConversationStarted)
def a_greeting_is_a_deed(event: ConversationStarted) -> None:
    if event.job is None or event.opened_by is None:
        return
    recognise(
        deed=Deed(
            kind=deeds.GREETED,
            key=f"conversation:{event.conversation}",
            person_id=event.opened_by,
            done_at=timezone.now(),
            facts={"conversation": event.conversation},
        )
    )


@handles(MessagesSent)
def a_preset_used_is_a_deed(event: MessagesSent) -> None:
    for message, conversation, sender, _seq, origin in event.items:
        if sender and origin in PRESET_ORIGINS:
            recognise(
                deed=Deed(
                    kind=deeds.PRESET_USED,
                    key=f"message:{message}",
                    person_id=sender,
                    done_at=timezone.now(),
                    facts={"conversation": conversation},
                )
            )


@handles(ResumeSaved)
def a_complete_resume_is_a_deed(event: ResumeSaved) -> None:
    """Complete means: it has a title and three skills."""
    if event.owner is None:
        return
    resume = Resume.objects.filter(pk=event.resume).exclude(title="").first()
    if resume is None or resume.skills.count() < COMPLETE_SKILLS:
        return
    recognise(
        deed=Deed(
            kind=deeds.RESUME_COMPLETED,
            key=f"resume:{event.resume}",
            person_id=event.owner,
            done_at=timezone.now(),
        )
    )


@handles(JobPosted)
def a_posted_job_is_a_deed(event: JobPosted) -> None:
    if event.posted_by is None:
        return
    recognise(
        deed=Deed(kind=deeds.JOB_POSTED, key=f"job:{event.job}", person_id=event.posted_by, done_at=timezone.now())
    )
