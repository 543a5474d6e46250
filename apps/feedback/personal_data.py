from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.feedback.models import ConversationRating, Credit, SavedView, Ticket, TicketEntry, TopicSupport, TopicVerdict
from apps.feedback.privacy.services import erase_feedback

TICKET = ("id", "body", "page", "channel", "status", "category", "client_version", "created_at", "solved_at")


def export(person: User) -> Mapping[str, Rows]:
    entries = TicketEntry.objects.filter(ticket__reporter=person, is_public=True)
    return {
        "tickets": rows(Ticket.objects.filter(reporter=person), *TICKET),
        "timeline": rows(entries, "ticket_id", "kind", "body", "status", "created_at"),
        "ratings": rows(ConversationRating.objects.filter(rater=person), "stars", "comment", "created_at"),
        "views_of_the_queue": rows(SavedView.objects.filter(owner=person), "name", "query", "is_shared"),
        "thanks_by_name": rows(Credit.objects.filter(person=person), "nickname", "agreed_at"),
        "topic_verdicts": rows(TopicVerdict.objects.filter(person=person), "topic__title_en", "is_fixed", "said_at"),
        "topics_supported": rows(TopicSupport.objects.filter(person=person), "topic__title_en", "created_at"),
    }


def erase(person: User) -> None:
    erase_feedback(person=person)


register(PersonalData("feedback", _("Your feedback"), 50, export, erase))
