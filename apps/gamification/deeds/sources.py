"""Deeds as the tables below show them: for the handlers, one at a time; for a dry run, all of a kind since a day."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Count, F, Max

from apps.chat.models import Answer, Conversation, Message
from apps.education.models import Reading
from apps.feedback.models import Channel, ConversationRating, Ticket
from apps.gamification.deeds import deed as deeds
from apps.gamification.deeds.deed import Deed
from apps.gamification.quests.models import Mission, StepDone
from apps.matching.models import Job, Resume

PRESET_ORIGINS = (Message.Origin.PRESET, Message.Origin.PRESET_EDITED)
COMPLETE_SKILLS = 3
"""A résumé is complete with a title and this many skills."""


def of_first_answer(answer: Answer) -> Deed:
    return Deed(
        kind=deeds.FIRST_ANSWER,
        key=f"message:{answer.message_id}",
        person_id=answer.answerer_id,
        counterparty_id=answer.asker_id,
        done_at=answer.answered_at,
        facts={"waited_seconds": answer.waited_seconds, "conversation": answer.conversation_id},
        confirmed_at=answer.reciprocated_at,
    )


def of_greeting(conversation: Conversation) -> Deed | None:
    """None where nobody greeted: conversations that aren't about a job."""
    if conversation.kind != Conversation.Kind.JOB or conversation.opened_by_id is None:
        return None
    return Deed(
        kind=deeds.GREETED,
        key=f"conversation:{conversation.pk}",
        person_id=conversation.opened_by_id,
        counterparty_id=_other_side(conversation, conversation.opened_by_id),
        done_at=conversation.created_at,
        facts={"conversation": conversation.pk},
    )


def of_preset(message: Message) -> Deed | None:
    if message.sender_id is None or message.origin not in PRESET_ORIGINS:
        return None
    return Deed(
        kind=deeds.PRESET_USED,
        key=f"message:{message.pk}",
        person_id=message.sender_id,
        done_at=message.created_at,
        facts={"conversation": message.conversation_id},
    )


def of_resume(resume: Resume, *, at: datetime) -> Deed | None:
    """None while it is unclaimed or lacks its title or skills."""
    if resume.owner_id is None or not resume.title or resume.skills.count() < COMPLETE_SKILLS:
        return None
    return Deed(kind=deeds.RESUME_COMPLETED, key=f"resume:{resume.pk}", person_id=resume.owner_id, done_at=at)


def of_job(job: Job) -> Deed | None:
    """None for imported ones."""
    if job.posted_by_id is None or job.published_at is None:
        return None
    return Deed(
        kind=deeds.JOB_POSTED,
        key=f"job:{job.pk}",
        person_id=job.posted_by_id,
        done_at=job.published_at,
        facts={"job": job.pk},
    )


def of_ticket(ticket: Ticket) -> Deed | None:
    """None for the case that a low rating opened by itself."""
    if ticket.reporter_id is None or ticket.channel == Channel.RATING:
        return None
    return Deed(
        kind=deeds.FEEDBACK_GIVEN,
        key=f"ticket:{ticket.pk}",
        person_id=ticket.reporter_id,
        done_at=ticket.created_at,
        facts={"ticket": ticket.pk},
    )


def of_rating(rating: ConversationRating) -> Deed:
    return Deed(
        kind=deeds.CONVERSATION_RATED,
        key=f"rating:{rating.conversation_id}:{rating.rater_id}",
        person_id=rating.rater_id,
        counterparty_id=_other_side(rating.conversation, rating.rater_id),
        done_at=rating.created_at,
        facts={"conversation": rating.conversation_id},
    )


def of_reading(reading: Reading) -> Deed:
    return Deed(
        kind=deeds.ARTICLE_READ,
        key=f"article:{reading.article_id}:{reading.person_id}",
        person_id=reading.person_id,
        done_at=reading.read_at,
        facts={"article": reading.article_id},
    )


def of_mission(*, mission_id: int, person_id: int, at: datetime) -> Deed:
    return Deed(
        kind=deeds.MISSION_COMPLETED,
        key=f"mission:{mission_id}",
        person_id=person_id,
        done_at=at,
        facts={"mission": mission_id},
    )


def _other_side(conversation: Conversation, person_id: int) -> int | None:
    if person_id == conversation.candidate_id:
        return conversation.recruiter_id
    return conversation.candidate_id


def deeds_since(kind: str, start: datetime, *, limit: int) -> list[Deed]:
    """The deeds of a kind since `start`, in the order of their time, the newest `limit` of them."""
    read = _READERS.get(kind)
    if read is None:
        return []
    found = [deed for deed in read(start, limit) if deed is not None]
    return sorted(found, key=lambda deed: deed.done_at)


def _first_answers(start: datetime, limit: int) -> Iterator[Deed | None]:
    about_jobs = Answer.objects.filter(conversation__kind=Conversation.Kind.JOB)
    answers = about_jobs.filter(is_first=True, answered_at__gte=start)
    return map(of_first_answer, answers.order_by("-answered_at")[:limit])


def _greetings(start: datetime, limit: int) -> Iterator[Deed | None]:
    return map(of_greeting, Conversation.objects.filter(created_at__gte=start).order_by("-created_at")[:limit])


def _presets(start: datetime, limit: int) -> Iterator[Deed | None]:
    used = Message.objects.filter(created_at__gte=start, preset__isnull=False, origin__in=PRESET_ORIGINS)
    return map(of_preset, used.defer("body", "facts").order_by("-created_at")[:limit])


def _resumes(start: datetime, limit: int) -> Iterator[Deed | None]:
    """By the day on which they were created: when they became complete isn't kept."""
    complete = Resume.objects.exclude(title="").annotate(known=Count("skills")).filter(known__gte=COMPLETE_SKILLS)
    for resume in complete.filter(owner__isnull=False, created_at__gte=start).order_by("-created_at")[:limit]:
        yield of_resume(resume, at=resume.created_at)


def _jobs(start: datetime, limit: int) -> Iterator[Deed | None]:
    return map(of_job, Job.objects.filter(published_at__gte=start).order_by("-published_at")[:limit])


def _tickets(start: datetime, limit: int) -> Iterator[Deed | None]:
    return map(of_ticket, Ticket.objects.filter(created_at__gte=start).order_by("-created_at")[:limit])


def _ratings(start: datetime, limit: int) -> Iterator[Deed | None]:
    ratings = ConversationRating.objects.filter(created_at__gte=start).select_related("conversation")
    return map(of_rating, ratings.order_by("-created_at")[:limit])


def _readings(start: datetime, limit: int) -> Iterator[Deed | None]:
    return map(of_reading, Reading.objects.filter(read_at__gte=start).order_by("-read_at")[:limit])


def _missions(start: datetime, limit: int) -> Iterator[Deed | None]:
    lengths = dict(Mission.objects.annotate(length=Count("steps")).values_list("pk", "length"))
    marks = StepDone.objects.values("person_id", mission=F("step__mission_id"))
    for found in marks.annotate(done=Count("pk"), at=Max("done_at")).filter(at__gte=start).order_by("-at")[:limit]:
        if found["done"] == lengths.get(found["mission"]):
            yield of_mission(mission_id=found["mission"], person_id=found["person_id"], at=found["at"])


_READERS: dict[str, Callable[[datetime, int], Iterator[Deed | None]]] = {
    deeds.FIRST_ANSWER: _first_answers,
    deeds.GREETED: _greetings,
    deeds.PRESET_USED: _presets,
    deeds.RESUME_COMPLETED: _resumes,
    deeds.JOB_POSTED: _jobs,
    deeds.FEEDBACK_GIVEN: _tickets,
    deeds.CONVERSATION_RATED: _ratings,
    deeds.ARTICLE_READ: _readings,
    deeds.MISSION_COMPLETED: _missions,
}
