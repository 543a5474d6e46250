from apps.feedback.ratings.models import ConversationRating
from apps.feedback.tickets.labels import Area, Category, Field, Language, Mood, Severity, SpamBand
from apps.feedback.tickets.models import Channel, EntryKind, Ticket, TicketEntry
from apps.feedback.topics.models import DuplicateLink, TicketVector, Topic, TopicStatus, TopicSupport, TopicVerdict
from apps.feedback.triage.models import Classification, Source

__all__ = [
    "Area",
    "Category",
    "Channel",
    "Classification",
    "ConversationRating",
    "DuplicateLink",
    "EntryKind",
    "Field",
    "Language",
    "Mood",
    "Severity",
    "Source",
    "SpamBand",
    "Ticket",
    "TicketEntry",
    "TicketVector",
    "Topic",
    "TopicStatus",
    "TopicSupport",
    "TopicVerdict",
]
