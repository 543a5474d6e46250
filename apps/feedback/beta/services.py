"""A programme's life: started, people drawn and asked, joined and left, ended."""

import random
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound
from apps.experiments.flags import lock_feature, lower_flag, lower_flags, raise_flag, shut_gate
from apps.experiments.models import Experiment
from apps.feedback.beta.errors import AnsweredAlready, FeatureTaken, NobodyToInvite, ProgrammeOver
from apps.feedback.beta.kinds import BETA_ENDED, BETA_INVITED
from apps.feedback.beta.models import BetaInvitation, BetaProgramme, BetaWish
from apps.feedback.beta.selectors import invitation_of
from apps.feedback.topics.voices import supporters_of
from apps.notifications.deciding.services import Telling, notify_all
from apps.ui.bilingual import titles_of

State = BetaInvitation.State
ANSWERS = ("accept", "decline", "leave")


def wish(*, person: User, is_on: bool, now: datetime | None = None) -> None:
    """Whether they may be asked to try things out. Saying it again changes nothing."""
    if is_on:
        BetaWish.objects.get_or_create(person=person, defaults={"agreed_at": now or timezone.now()})
    else:
        BetaWish.objects.filter(person=person).delete()


@transaction.atomic
def start_programme(*, programme_id: int, now: datetime | None = None) -> BetaProgramme:
    """Puts the feature behind its flag. Raises FeatureTaken, and ProgrammeOver for one that ended."""
    programme = _locked(programme_id)
    if programme.ended_at:
        raise ProgrammeOver
    if programme.started_at is None:
        lock_feature(programme.feature)
        if Experiment.objects.filter(switch=programme.feature, state=Experiment.State.RUNNING).exists():
            raise FeatureTaken
        programme.started_at = now or timezone.now()
        try:
            with transaction.atomic():
                programme.save()
        except IntegrityError as error:
            raise FeatureTaken from error
        shut_gate(feature=programme.feature, with_level=programme.with_level)
    return programme


def invitable(programme: BetaProgramme) -> QuerySet[User]:
    """Who had spoken up about the topic, agreed to be asked, and wasn't yet. Closed accounts aren't among them."""
    invited = programme.invitations.values("person")
    agreed = BetaWish.objects.values("person")
    return supporters_of(programme.topic).filter(pk__in=agreed, is_staff=False).exclude(pk__in=invited)


@transaction.atomic
def draw_people(*, programme_id: int, number: int, now: datetime | None = None) -> int:
    """Invites so many by lot, as far as there are places: what was declined or left is free again. Two who draw at once
    draw one after the other. Raises InvalidInput, ProgrammeOver, and NobodyToInvite."""
    if number < 1:
        raise InvalidInput(_("At least one."), field="number")
    now = now or timezone.now()
    programme = _locked(programme_id)
    if not programme.is_running:
        raise ProgrammeOver
    taken = programme.invitations.filter(state__in=(State.INVITED, State.ACCEPTED)).count()
    candidates = list(invitable(programme).values_list("pk", flat=True))
    drawn = random.SystemRandom().sample(candidates, max(0, min(number, programme.places - taken, len(candidates))))
    if not drawn:
        raise NobodyToInvite
    people = list(User.objects.filter(pk__in=drawn))
    invitations = BetaInvitation.objects.bulk_create(
        [BetaInvitation(programme=programme, person=person, invited_at=now) for person in people]
    )
    cause, facts = f"beta:{programme.pk}", titles_of(programme.topic)
    tellings = [Telling(one.person, cause, facts, one.get_absolute_url()) for one in invitations]
    notify_all(kind=BETA_INVITED, tellings=tellings, now=now)
    return len(invitations)


def respond(*, person: User, invitation_id: int, answer: str) -> BetaInvitation:
    """Accepts, declines or leaves, by the word of `ANSWERS`. Raises NotFound for somebody else's, InvalidInput for
    another word, and what each raises."""
    invitation_of(person, invitation_id)
    if answer not in ANSWERS:
        raise InvalidInput(_("Choose one of the listed values."), field="answer")
    if answer == "leave":
        return leave_programme(person=person, invitation_id=invitation_id)
    return answer_invitation(person=person, invitation_id=invitation_id, accepts=answer == "accept")


@transaction.atomic
def answer_invitation(
    *, person: User, invitation_id: int, accepts: bool, now: datetime | None = None
) -> BetaInvitation:
    """Accepting turns the feature on for them. The same answer again changes nothing. Raises NotFound for somebody
    else's, ProgrammeOver, and AnsweredAlready."""
    invitation = _locked_invitation(person, invitation_id)
    wanted = State.ACCEPTED if accepts else State.DECLINED
    if invitation.state == wanted:
        return invitation
    if invitation.state != State.INVITED:
        raise AnsweredAlready
    invitation.state, invitation.answered_at = wanted, now or timezone.now()
    invitation.save()
    if accepts:
        raise_flag(feature=invitation.programme.feature, person=person)
    return invitation


@transaction.atomic
def leave_programme(*, person: User, invitation_id: int) -> BetaInvitation:
    """Turns the feature off for them. Leaving again changes nothing. Raises NotFound, and ProgrammeOver."""
    invitation = _locked_invitation(person, invitation_id)
    if invitation.state == State.ACCEPTED:
        invitation.state = State.LEFT
        invitation.save()
        lower_flag(feature=invitation.programme.feature, people=[person.pk])
    return invitation


@transaction.atomic
def say_of_trial(*, person: User, invitation_id: int, is_fixed: bool) -> BetaInvitation:
    """Whether what they tried solves what they had told; it may change. Raises NotFound, ProgrammeOver, and
    AnsweredAlready for who doesn't take part."""
    invitation = _locked_invitation(person, invitation_id)
    if invitation.state != State.ACCEPTED:
        raise AnsweredAlready
    invitation.is_fixed = is_fixed
    invitation.save()
    return invitation


@transaction.atomic
def end_programme(*, programme_id: int, outcome: str, now: datetime | None = None) -> BetaProgramme:
    """Lowers every flag and tells who took part. Raises InvalidInput, and ProgrammeOver for one that doesn't run."""
    programme = _locked(programme_id)
    if outcome not in BetaProgramme.Outcome.values:
        raise InvalidInput(_("Choose one of the listed values."), field="outcome")
    if not programme.is_running:
        raise ProgrammeOver
    programme.ended_at, programme.outcome = now or timezone.now(), outcome
    programme.save()
    lower_flags(feature=programme.feature, is_for_everybody=outcome == BetaProgramme.Outcome.EVERYBODY)
    facts = {**titles_of(programme.topic), "outcome": outcome}
    part = programme.invitations.taking_part().filter(person__is_active=True).select_related("person")
    tellings = [Telling(one.person, f"beta:{programme.pk}:end", facts, one.get_absolute_url()) for one in part]
    notify_all(kind=BETA_ENDED, tellings=tellings, now=now)
    return programme


def _locked(programme_id: int) -> BetaProgramme:
    programme = BetaProgramme.objects.select_for_update(of=("self",)).filter(pk=programme_id).first()
    if programme is None:
        raise NotFound
    return programme


def _locked_invitation(person: User, invitation_id: int) -> BetaInvitation:
    """Theirs, of a programme that runs: locked first, so that nobody joins what ends in the same moment."""
    programme = BetaProgramme.objects.select_for_update(of=("self",)).filter(
        invitations=invitation_id, invitations__person=person
    )
    found = programme.first()
    if found is None:
        raise NotFound
    if not found.is_running:
        raise ProgrammeOver
    return BetaInvitation.objects.select_for_update(of=("self",)).select_related("programme").get(pk=invitation_id)
