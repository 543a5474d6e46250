"""All writes with consequences, grouped by who makes them."""

from apps.feedback.services.duplicates import decide_duplicate
from apps.feedback.services.erasure import erase_feedback
from apps.feedback.services.ratings import rate_conversation
from apps.feedback.services.silence import break_silence
from apps.feedback.services.tickets import confirm_fixed, open_ticket, reply_to_ticket, visible_place
from apps.feedback.services.topics import link_topic, support_topic
from apps.feedback.services.triage import override_classification, triage_ticket
from apps.feedback.services.work import add_note, answer_ticket, assign_ticket, move_ticket

__all__ = [
    "add_note",
    "answer_ticket",
    "assign_ticket",
    "break_silence",
    "confirm_fixed",
    "decide_duplicate",
    "erase_feedback",
    "link_topic",
    "move_ticket",
    "open_ticket",
    "override_classification",
    "rate_conversation",
    "reply_to_ticket",
    "support_topic",
    "triage_ticket",
    "visible_place",
]
