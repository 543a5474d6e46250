"""The console of feedback."""

from apps.feedback.admin.ratings import ConversationRatingAdmin
from apps.feedback.admin.tickets import TicketAdmin
from apps.feedback.admin.topics import TopicAdmin
from apps.feedback.admin.triage import ClassificationAdmin, DuplicateLinkAdmin

__all__ = ["ClassificationAdmin", "ConversationRatingAdmin", "DuplicateLinkAdmin", "TicketAdmin", "TopicAdmin"]
