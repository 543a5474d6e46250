from django.db import models, transaction

from apps.accounts.models import User
from apps.feedback.beta.models import BetaInvitation, BetaWish
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.desk.models import Look, SavedView
from apps.feedback.ledger.models import BlindLabel
from apps.feedback.letters.services import erase_correspondent
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.releases.models import Credit
from apps.feedback.surveys.kinds import SURVEY_ASKED
from apps.feedback.surveys.models import SurveyAnswer
from apps.feedback.tickets.files import erase_files
from apps.feedback.tickets.kinds import KEYS
from apps.feedback.tickets.models import Ticket, TicketEntry
from apps.feedback.topics.models import TicketVector, TopicSupport, TopicVerdict
from apps.feedback.trends.services import forget_in_trends
from apps.feedback.triage.models import ClassifierVersion
from apps.notifications.models import Notification


@transaction.atomic
def erase_feedback(*, person: User) -> None:
    """Empties everything this person wrote; tickets keep category, status and timeline. The guards of the database let
    a text become empty and nothing else."""
    mine = Ticket.objects.filter(reporter=person)
    erase_files(mine)
    TicketVector.objects.filter(ticket__in=mine).delete()
    models.QuerySet(TicketEntry).filter(author=person).update(body="")
    mine.update(body="", page="", client_version="")
    forget_in_trends(mine)
    ConversationRating.objects.filter(rater=person).update(comment="")
    Notification.objects.filter(person=person, kind__in=[*KEYS, SURVEY_ASKED.key]).delete()  # they quote the tickets
    TopicSupport.objects.filter(person=person).delete()
    TopicVerdict.objects.filter(person=person).delete()
    BetaInvitation.objects.filter(person=person).delete()
    BetaWish.objects.filter(person=person).delete()
    SavedView.objects.filter(owner=person).delete()
    Credit.objects.filter(person=person).delete()
    Look.objects.filter(person=person).delete()
    BlindLabel.objects.filter(by=person).update(by=None)
    ClassifierVersion.objects.filter(asked_by=person).update(asked_by=None)
    SurveyAnswer.objects.filter(invitation__person=person).update(text="")
    for correspondent in Correspondent.objects.filter(user=person):
        erase_correspondent(correspondent=correspondent)
