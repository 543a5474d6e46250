from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.feedback.letters.personal import TICKET
from apps.feedback.models import (
    BetaInvitation,
    BetaWish,
    ConversationRating,
    Credit,
    SavedView,
    SurveyAnswer,
    SurveyInvitation,
    TalkBooking,
    Ticket,
    TicketEntry,
    TicketFile,
    TopicSupport,
    TopicVerdict,
)
from apps.feedback.privacy.services import erase_feedback


def export(person: User) -> Mapping[str, Rows]:
    """Also what came by letter from their address, once a letter to it was answered: before, anybody may have said it
    was theirs."""
    by_letter = Q(correspondent__user=person, correspondent__proven_at__isnull=False)
    told = Ticket.objects.filter(Q(reporter=person) | by_letter)
    entries = TicketEntry.objects.filter(ticket__in=told, is_public=True)
    return {
        "tickets": rows(told, *TICKET),
        "timeline": rows(entries, "ticket_id", "kind", "body", "status", "created_at"),
        "files": rows(TicketFile.objects.filter(ticket__in=told), "ticket_id", "name", "size", "created_at"),
        "ratings": rows(ConversationRating.objects.filter(rater=person), "stars", "comment", "created_at"),
        "survey_answers": rows(
            SurveyAnswer.objects.filter(invitation__person=person), "question__text_en", "number", "text"
        ),
        "tried_out": rows(
            BetaInvitation.objects.filter(person=person),
            "programme__topic__title_en",
            "state",
            "invited_at",
            "answered_at",
            "is_fixed",
        ),
        "may_be_asked_to_try": rows(BetaWish.objects.filter(person=person), "agreed_at"),
        "surveys": rows(
            SurveyInvitation.objects.filter(person=person),
            "survey__title_en",
            "invited_at",
            "answered_at",
            "skipped_at",
            "skip_reason",
        ),
        "talks": rows(
            TalkBooking.objects.filter(invitation__person=person), "slot__starts_at", "slot__where", "cancelled_at"
        ),
        "views_of_the_queue": rows(SavedView.objects.filter(owner=person), "name", "query", "is_shared"),
        "thanks_by_name": rows(Credit.objects.filter(person=person), "nickname", "agreed_at"),
        "topic_verdicts": rows(TopicVerdict.objects.filter(person=person), "topic__title_en", "is_fixed", "said_at"),
        "topics_supported": rows(TopicSupport.objects.filter(person=person), "topic__title_en", "created_at"),
    }


def erase(person: User) -> None:
    erase_feedback(person=person)


register(PersonalData("feedback", _("Your feedback"), 50, export, erase))
