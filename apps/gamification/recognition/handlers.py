"""Deeds, recognised from what happened below. Each is keyed by what shows it: hearing of it twice is harmless.

What has been erased in the meantime is passed over: nobody is left to be thanked.
"""

from django.utils import timezone

from apps.chat.answers.events import AnswerJudgedAgain, AnswerReciprocated, FirstAnswers
from apps.chat.cards.events import CardMade
from apps.chat.conversations.events import ConversationStarted
from apps.chat.interviews.events import InterviewAttended
from apps.chat.messages.events import MessageRecalled, MessagesSent
from apps.chat.models import Answer, Card, Conversation, Interview, Message
from apps.education.articles.events import ArticleRead
from apps.education.experts.events import AnswerHelped
from apps.education.models import ExpertAsk, Post, Reading
from apps.education.posts.events import PostFeatured, PostReconsidered, PostSolved
from apps.events.registry import handles
from apps.feedback.models import ConversationRating, Ticket
from apps.feedback.ratings.events import ConversationRated
from apps.feedback.tickets.events import TicketsOpened
from apps.gamification.awards.corrections import reverse_award, take_back_unearned
from apps.gamification.awards.models import Award
from apps.gamification.awards.services import confirm_deed
from apps.gamification.deeds.registry import kind_of
from apps.gamification.deeds.types.closures import DECLINE, closure_key, of_closure
from apps.gamification.deeds.types.first_answers import of_first_answer
from apps.gamification.deeds.types.greetings import of_greeting
from apps.gamification.deeds.types.helping import of_help
from apps.gamification.deeds.types.interviews import of_interview
from apps.gamification.deeds.types.jobs import of_job
from apps.gamification.deeds.types.posts import (
    POST_FEATURED,
    POST_SOLVED,
    STANDS,
    featured_key,
    of_featured,
    of_solution,
    solved_key,
)
from apps.gamification.deeds.types.presets import PRESET_ORIGINS, of_preset
from apps.gamification.deeds.types.ratings import of_rating
from apps.gamification.deeds.types.readings import of_reading
from apps.gamification.deeds.types.resumes import of_resume
from apps.gamification.deeds.types.tickets import of_ticket
from apps.gamification.fairness.reasons import Reason
from apps.gamification.quests.services import withdraw_deed
from apps.gamification.recognition.services import recognise
from apps.matching.jobs.events import JobPosted
from apps.matching.models import Job, Resume
from apps.matching.resumes.events import ResumeSaved


@handles(FirstAnswers)
def recognise_first_answers(event: FirstAnswers) -> None:
    answers = Answer.objects.filter(message__in=[item.message for item in event.items]).order_by("pk")
    recognise(*map(of_first_answer, answers))
    # Recognising took the locks that settling takes: an earnest answer that was heard of before this one is seen now,
    # one that is heard of later finds the award.
    for answer in answers.filter(reciprocated_at__isnull=False):
        _confirm(answer)


@handles(AnswerReciprocated)
def confirm_first_answer(event: AnswerReciprocated) -> None:
    answer = Answer.objects.filter(message=event.message).first()
    if answer is not None:
        _confirm(answer)


@handles(AnswerJudgedAgain)
def look_again_at_a_changed_answer(event: AnswerJudgedAgain) -> None:
    take_back_unearned(deed_key=f"message:{event.message}", person_id=event.answerer, now=timezone.now())


def _confirm(answer: Answer) -> None:
    """By the time at which the other side answered, not the time at which we hear of it."""
    confirmation = answer.reciprocated_by
    if answer.reciprocated_at is not None:
        confirm_deed(
            deed_key=f"message:{answer.message_id}",
            person_id=answer.answerer_id,
            by_id=answer.asker_id if confirmation is None else confirmation.sender_id,
            cause=f"message:{answer.reciprocated_by_id}",
            now=answer.reciprocated_at,
        )


@handles(ConversationStarted)
def recognise_greeting(event: ConversationStarted) -> None:
    conversation = Conversation.objects.filter(pk=event.conversation).first()
    if conversation and (deed := of_greeting(conversation)):
        recognise(deed)


@handles(MessagesSent)
def recognise_presets(event: MessagesSent) -> None:
    used = [item.message for item in event.items if item.origin in PRESET_ORIGINS]
    if not used:
        return
    messages = Message.objects.filter(pk__in=used, recalled_at=None).defer("body", "facts").order_by("pk")
    recognise(*filter(None, map(of_preset, messages)))


@handles(MessageRecalled)
def take_back_for_recalled(event: MessageRecalled) -> None:
    """Points for a message that its sender took back. What the other side earned by it is theirs."""
    keys = [f"message:{event.message}", closure_key(event.message)]
    awards = Award.objects.filter(deed__in=keys, person=event.sender)
    for award in awards.select_related("person").order_by("pk"):
        reverse_award(
            award=award,
            reason=Reason.RECALLED,
            operator=None,
            now=timezone.now(),
            cause=f"message:{event.message}",
        )
    for key in keys:
        withdraw_deed(evidence=key, person_id=event.sender)


@handles(InterviewAttended)
def recognise_interview(event: InterviewAttended) -> None:
    interview = Interview.objects.select_related("conversation").filter(pk=event.interview).first()
    if interview:
        recognise(*of_interview(interview))


@handles(CardMade)
def recognise_closure(event: CardMade) -> None:
    if event.type != DECLINE:
        return
    card = Card.objects.select_related("conversation").filter(pk=event.card).first()
    if card and (deed := of_closure(card)):
        recognise(deed)


@handles(ResumeSaved)
def recognise_resume(event: ResumeSaved) -> None:
    resume = Resume.objects.filter(pk=event.resume).first()
    if resume and (deed := of_resume(resume, at=timezone.now())):
        recognise(deed)


@handles(JobPosted)
def recognise_job(event: JobPosted) -> None:
    job = Job.objects.filter(pk=event.job).first()
    if job and (deed := of_job(job)):
        recognise(deed)


@handles(TicketsOpened)
def recognise_feedback(event: TicketsOpened) -> None:
    tickets = Ticket.objects.filter(pk__in=[item.ticket for item in event.items]).order_by("pk")
    recognise(*filter(None, map(of_ticket, tickets)))


@handles(ConversationRated)
def recognise_rating(event: ConversationRated) -> None:
    rating = ConversationRating.objects.filter(conversation=event.conversation, rater=event.rater)
    if found := rating.select_related("conversation").first():
        recognise(of_rating(found))


@handles(ArticleRead)
def recognise_reading(event: ArticleRead) -> None:
    if reading := Reading.objects.filter(article=event.article, person=event.person).first():
        recognise(of_reading(reading))


@handles(AnswerHelped)
def recognise_help(event: AnswerHelped) -> None:
    ask = ExpertAsk.objects.filter(pk=event.ask, helped=True).select_related("consultation", "expert").first()
    if ask is not None:
        recognise(of_help(ask))


@handles(PostSolved)
def recognise_public_answer(event: PostSolved) -> None:
    """Unless who asked has changed their mind meanwhile."""
    question = Post.objects.filter(pk=event.post, solved_by=event.answer).select_related("author", "solved_by__author")
    if (found := question.first()) and (deed := of_solution(found)):
        recognise(deed)


@handles(PostFeatured)
def recognise_recommended_post(event: PostFeatured) -> None:
    post = Post.objects.filter(pk=event.post).first()
    if post and (deed := of_featured(post)):
        recognise(deed)


@handles(PostReconsidered)
def look_again_at_a_post(event: PostReconsidered) -> None:
    """By what is so now: it may have been accepted or recommended once more."""
    for key, kind in ((solved_key(event.post), POST_SOLVED), (featured_key(event.post), POST_FEATURED)):
        if not kind_of(kind).facts_now(key).get(STANDS.key):
            withdraw_deed(evidence=key, person_id=event.author)
        take_back_unearned(deed_key=key, person_id=event.author, now=timezone.now())
