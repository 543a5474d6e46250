"""The tables of this app."""

from apps.feedback.models.ratings import ConversationRating
from apps.feedback.models.tickets import Channel, EntryKind, Ticket, TicketEntry, TicketVector
from apps.feedback.models.topics import Topic, TopicStatus, TopicSupport
from apps.feedback.models.triage import (
    Area,
    Category,
    Classification,
    DuplicateLink,
    Field,
    Language,
    Mood,
    Severity,
    Source,
    SpamBand,
)

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
]
