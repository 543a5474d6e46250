"""The deeds of which this app and those below it tell."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from apps.chat.answers.events import FirstAnswers
from apps.chat.cards.events import CardMade
from apps.chat.conversations.events import ConversationStarted
from apps.chat.messages.events import MessageEdited, MessagesSent
from apps.chat.models import Message
from apps.chat.stages.events import StageMoved
from apps.education.articles.events import ArticleRead
from apps.education.assistant.events import QuestionAsked
from apps.education.tips.deeds import tells
from apps.matching.facts.events import FactApproved
from apps.matching.jobs.events import JobPosted
from apps.matching.resumes.events import ResumeSaved

PRESETS = (Message.Origin.PRESET, Message.Origin.PRESET_EDITED)


@tells("greeted", _("Somebody was greeted about a job"), ConversationStarted)
def who_greeted(event: ConversationStarted) -> Iterable[int]:
    return [event.opened_by] if event.job and event.opened_by else []


@tells("first_answer", _("Somebody's first message was answered"), FirstAnswers)
def who_answered(event: FirstAnswers) -> Iterable[int]:
    return [item.answerer for item in event.items]


@tells("preset_used", _("A preset reply was sent"), MessagesSent)
def who_used_a_preset(event: MessagesSent) -> Iterable[int]:
    return [item.sender for item in event.items if item.origin in PRESETS]


@tells("promised", _("An answer was promised"), MessagesSent)
def who_promised(event: MessagesSent) -> Iterable[int]:
    return [item.sender for item in event.items if item.origin == Message.Origin.PROMISE]


@tells("declined_many", _("Several people were declined at once"), MessagesSent)
def who_declined_many(event: MessagesSent) -> Iterable[int]:
    return [item.sender for item in event.items if item.origin == Message.Origin.BULK_DECLINE]


@tells("message_edited", _("A message was changed after it was sent"), MessageEdited)
def who_edited(event: MessageEdited) -> Iterable[int]:
    return [event.sender]


@tells("card_sent", _("A card was sent"), CardMade)
def who_sent_a_card(event: CardMade) -> Iterable[int]:
    return [event.by] if event.by else []


@tells("stage_moved", _("A conversation was moved to another stage"), StageMoved)
def who_moved_a_stage(event: StageMoved) -> Iterable[int]:
    return [event.by]


@tells("resume_saved", _("A résumé was filled in or uploaded"), ResumeSaved)
def who_saved_a_resume(event: ResumeSaved) -> Iterable[int]:
    return [event.owner] if event.owner else []


@tells("job_posted", _("A job was posted"), JobPosted)
def who_posted_a_job(event: JobPosted) -> Iterable[int]:
    return [event.posted_by] if event.posted_by else []


@tells("fact_approved", _("An answer was put on a job card"), FactApproved)
def who_approved_a_fact(event: FactApproved) -> Iterable[int]:
    return [event.by]


@tells("article_read", _("An article was read to its end"), ArticleRead)
def who_read(event: ArticleRead) -> Iterable[int]:
    return [event.person]


@tells("question_asked", _("The help was asked"), QuestionAsked)
def who_asked(event: QuestionAsked) -> Iterable[int]:
    return [event.person] if event.person else []
