"""A programme that runs and people who may be invited, for the tests of beta programmes."""

from collections.abc import Iterable

from django.utils import timezone

from apps.accounts.models import User
from apps.chat.stages.features import STAGE_PROPOSALS
from apps.chat.translation.features import TRANSLATION
from apps.feedback.beta.services import answer_invitation, start_programme, wish
from apps.feedback.models import BetaInvitation, BetaProgramme, Topic, TopicSupport
from tests.feedback.topics import TopicFactory


def programme(
    *, topic: Topic | None = None, feature: str = TRANSLATION.key, is_started: bool = True, **fields: object
) -> BetaProgramme:
    made = BetaProgramme.objects.create(
        topic=topic or TopicFactory(), feature=feature, about_en="Try it.", about_zh="试试看。", **fields
    )
    return start_programme(programme_id=made.pk) if is_started else made


def who_want(topic: Topic, people: Iterable[User]) -> None:
    """They spoke up and agreed to be asked."""
    for person in people:
        TopicSupport.objects.create(topic=topic, person=person)
        wish(person=person, is_on=True)


def invited_to_try(person: User) -> BetaInvitation:
    return BetaInvitation.objects.create(programme=programme(), person=person, invited_at=timezone.now())


def trying(person: User) -> BetaInvitation:
    """They accepted, in a programme of its own."""
    made = programme(feature=STAGE_PROPOSALS.key)
    invitation = BetaInvitation.objects.create(programme=made, person=person, invited_at=timezone.now())
    return answer_invitation(person=person, invitation_id=invitation.pk, accepts=True)
