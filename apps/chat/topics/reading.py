"""What is known around a conversation about a job: read once for chips, offers and the job card."""

from dataclasses import dataclass

from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.matching.facts.models import JobFact, Topic
from apps.matching.facts.selectors import facts_of
from apps.matching.facts.topics import active_topics

LOOK_BACK = 100
QUESTION = "question"
"""The type of a message that asks about a topic by a tap: `{"type": "question", "topic": "salary"}`."""
FROM_CARD = "from_card"
"""The type of a message by which the job's card answers, with `topic` and `approved`, the day since when it stands."""


@dataclass(frozen=True, slots=True)
class Known:
    """`said` are texts, newest first; `topics` those of jobs and résumés in their order."""

    said: list[Message]
    facts: list[JobFact]
    topics: list[Topic]

    def topics_of(self, subject: str) -> list[Topic]:
        return [topic for topic in self.topics if topic.subject == subject]

    @property
    def answered(self) -> frozenset[str]:
        """The topics about which the job's card speaks."""
        return frozenset(fact.topic for fact in self.facts)


NOTHING = Known([], [], [])


def known_of(conversation: Conversation) -> Known:
    """Three queries, none for what isn't about a job."""
    if conversation.kind != Conversation.Kind.JOB:
        return NOTHING
    said = Message.objects.filter(conversation=conversation, kind=Message.Kind.TEXT, recalled_at=None)
    return Known(
        said=list(said.only("sender_id", "body", "facts", "origin", "seq").order_by("-seq")[:LOOK_BACK]),
        facts=facts_of(conversation.job) if conversation.job else [],
        topics=active_topics(),
    )


def topic_of(message: Message) -> str:
    """The topic that it asks about by a tap, "" for any other message."""
    facts = message.facts or {}
    return str(facts.get("topic", "")) if facts.get("type") == QUESTION else ""
