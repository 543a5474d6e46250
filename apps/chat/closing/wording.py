"""The words of a no: made from the reason, the job and the person, in the reader's language."""

import re

from apps.accounts.models import User
from apps.chat.closing.models import DeclineReason
from apps.chat.conversations.models import Conversation

NAMES = ("name", "me", "job", "company")
_VARIABLE = re.compile(r"\{(name|me|job|company)\}")
MOST_WORDS = 2000


def words_for(reason: DeclineReason, conversation: Conversation, *, by: User) -> str:
    """The reason's text for this conversation, to be looked over before it is sent."""
    reader = reader_of(conversation, by)
    return filled_in(reason.text_in(reader.language if reader else by.language), conversation, by=by)


def filled_in(template: str, conversation: Conversation, *, by: User) -> str:
    """The template with its {name}, {me}, {job} and {company} said. What nobody knows leaves nothing behind."""
    reader = reader_of(conversation, by)
    values = {
        "name": str(reader) if reader else "",
        "me": str(by),
        "job": conversation.job.title if conversation.job else conversation.title,
        "company": conversation.company.name if conversation.company else "",
    }
    return _VARIABLE.sub(lambda found: values[found.group(1)], template)[:MOST_WORDS].strip()


def reader_of(conversation: Conversation, by: User) -> User | None:
    return conversation.recruiter if by.pk == conversation.candidate_id else conversation.candidate
