"""Deeds, recognised from what happened below. Each is keyed by what shows it: hearing of it twice is harmless.

What has been erased in the meantime is passed over: nobody is left to be thanked.
"""

from django.utils import timezone, translation
from django.utils.translation import gettext

from apps.chat.answers.events import AnswerReciprocated, FirstAnswers
from apps.chat.conversations.events import ConversationStarted
from apps.chat.messages.events import MessageRecalled, MessagesSent
from apps.chat.models import Answer, Conversation, Message
from apps.education.articles.events import ArticleRead
from apps.education.models import Reading
from apps.events.registry import handles
from apps.feedback.models import ConversationRating, Ticket
from apps.feedback.ratings.events import ConversationRated
from apps.feedback.tickets.events import TicketOpened
from apps.gamification.awards.models import Award
from apps.gamification.awards.services import reverse_award, settle_deed
from apps.gamification.deeds import sources
from apps.gamification.recognition.services import recognise
from apps.matching.jobs.events import JobPosted
from apps.matching.models import Job, Resume
from apps.matching.resumes.events import ResumeSaved


@handles(FirstAnswers)
def a_first_answer_is_a_deed(event: FirstAnswers) -> None:
    answers = Answer.objects.filter(message__in=[item.message for item in event.items]).order_by("pk")
    recognise(*map(sources.of_first_answer, answers))
    # Recognising took the locks that settling takes: an earnest answer that was heard of before this one is seen now,
    # one that is heard of later finds the award.
    for answer in answers.filter(reciprocated_at__isnull=False):
        _settle(answer)


@handles(AnswerReciprocated)
def an_earnest_answer_settles_it(event: AnswerReciprocated) -> None:
    answer = Answer.objects.filter(message=event.message).first()
    if answer is not None:
        _settle(answer)


def _settle(answer: Answer) -> None:
    """By the time at which the other side answered, not the time at which we hear of it."""
    if answer.reciprocated_at is not None:
        settle_deed(
            deed_key=f"message:{answer.message_id}",
            person_id=answer.answerer_id,
            cause=f"message:{answer.reciprocated_by_id}",
            now=answer.reciprocated_at,
        )


@handles(ConversationStarted)
def a_greeting_is_a_deed(event: ConversationStarted) -> None:
    conversation = Conversation.objects.filter(pk=event.conversation).first()
    if conversation and (deed := sources.of_greeting(conversation)):
        recognise(deed)


@handles(MessagesSent)
def a_preset_used_is_a_deed(event: MessagesSent) -> None:
    used = [item.message for item in event.items if item.origin in sources.PRESET_ORIGINS]
    if not used:
        return
    messages = Message.objects.filter(pk__in=used, recalled_at=None).defer("body", "facts").order_by("pk")
    recognise(*filter(None, map(sources.of_preset, messages)))


@handles(MessageRecalled)
def a_recalled_message_earns_nothing(event: MessageRecalled) -> None:
    """Points for it are taken back, settled or not. What the other side earned by it is theirs."""
    awards = Award.objects.filter(deed=f"message:{event.message}", person=event.sender)
    for award in awards.select_related("person").order_by("pk"):
        with translation.override(award.person.language if award.person else None):
            reason = gettext("You took the message back.")
        reverse_award(award=award, reason=reason, operator=None, now=timezone.now(), cause=f"recall:{event.message}")


@handles(ResumeSaved)
def a_complete_resume_is_a_deed(event: ResumeSaved) -> None:
    resume = Resume.objects.filter(pk=event.resume).first()
    if resume and (deed := sources.of_resume(resume, at=timezone.now())):
        recognise(deed)


@handles(JobPosted)
def a_posted_job_is_a_deed(event: JobPosted) -> None:
    job = Job.objects.filter(pk=event.job).first()
    if job and (deed := sources.of_job(job)):
        recognise(deed)


@handles(TicketOpened)
def feedback_is_a_deed(event: TicketOpened) -> None:
    ticket = Ticket.objects.filter(pk=event.ticket).first()
    if ticket and (deed := sources.of_ticket(ticket)):
        recognise(deed)


@handles(ConversationRated)
def a_rating_is_a_deed(event: ConversationRated) -> None:
    rating = ConversationRating.objects.filter(conversation=event.conversation, rater=event.rater)
    if found := rating.select_related("conversation").first():
        recognise(sources.of_rating(found))


@handles(ArticleRead)
def reading_to_the_end_is_a_deed(event: ArticleRead) -> None:
    if reading := Reading.objects.filter(article=event.article, person=event.person).first():
        recognise(sources.of_reading(reading))
