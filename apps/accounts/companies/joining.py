"""How a person comes to work for a company here: they found it, its people or an operator say yes, or they were
invited. Nobody joins by knowing a name."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from hashlib import sha256

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.companies.events import JoinDecided, JoinRequested
from apps.accounts.companies.models import Company, Invitation, JoinRequest
from apps.accounts.companies.services import lock_name
from apps.accounts.people.models import Role, User
from apps.errors import Conflict, InvalidInput, NotAllowed, NotFound
from apps.events.services import publish

INVITATION_LASTS = timedelta(days=7)
MOST_OPEN_INVITATIONS = 20
INVITED_KEY = "invitation"
"""Where a visitor's session keeps a link until they have signed up or in."""
_SALT = "accounts.invitation"


class InvitationOver(NotFound):
    code = "invitation_over"
    message = _("This invitation has been used, taken back, or has expired. Ask your colleague for a new one.")


class AlreadyAtCompany(Conflict):
    code = "already_at_company"
    message = _("You already work for a company here. Ask an operator if that has changed.")


class OnlyRecruitersJoin(NotAllowed):
    code = "only_recruiters_join"
    message = _("Only somebody who hires can join a company.")


class RequestDecided(Conflict):
    code = "request_decided"
    message = _("Somebody has decided about this already.")


class TooManyInvitations(Conflict):
    code = "too_many_invitations"
    message = _("Twenty invitations are open. Take one back before you make another.")


def tidy_name(name: str) -> str:
    """As people type it the same: full width as half, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


@transaction.atomic
def say_where_one_works(*, person: User, company_name: str) -> Company | JoinRequest:
    """Founds the company that nobody has here yet; for one that is here asks its people, or an operator where it has
    none. A request that waited before is withdrawn.

    Raises OnlyRecruitersJoin, AlreadyAtCompany, InvalidInput for a blank name.
    """
    person = _without_company(person)
    name = tidy_name(company_name)[: Company._meta.get_field("name").max_length]
    if not name:
        raise InvalidInput(_("Tell candidates which company you hire for."), field="company_name")
    lock_name(name)
    JoinRequest.objects.filter(person=person, state=JoinRequest.State.WAITING).update(state=JoinRequest.State.WITHDRAWN)
    company = Company.objects.filter(Q(name__iexact=name) | Q(name__iexact=company_name.strip())).order_by("pk").first()
    if company is None:
        company = Company.objects.create(name=name)
        _let_in(person, company)
        return company
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(company=company, person=person)
    except IntegrityError as error:  # asked twice at once
        raise Conflict from error
    publish(JoinRequested(request=request.pk))
    return request


def requests_waiting_for(person: User) -> QuerySet[JoinRequest]:
    """Those that this person may decide."""
    if not person.is_recruiter or person.company_id is None:
        return JoinRequest.objects.none()
    waiting = JoinRequest.objects.filter(company=person.company_id, state=JoinRequest.State.WAITING)
    return waiting.select_related("person").order_by("pk")


def decide_request(*, request_id: int, by: User, accept: bool, now: datetime) -> JoinRequest:
    """By one of the company's people. Raises NotFound for others' requests, RequestDecided when it was decided."""
    request = JoinRequest.objects.filter(pk=request_id).first()
    if request is None or not by.is_recruiter or by.company_id is None or by.company_id != request.company_id:
        raise NotFound
    return decide_as_operator(request=request, by=by, accept=accept, now=now)


@transaction.atomic
def decide_as_operator(*, request: JoinRequest, by: User, accept: bool, now: datetime) -> JoinRequest:
    state = JoinRequest.State.ACCEPTED if accept else JoinRequest.State.DECLINED
    waiting = JoinRequest.objects.filter(pk=request.pk, state=JoinRequest.State.WAITING)
    if not waiting.update(state=state, decided_by=by, decided_at=now):
        raise RequestDecided
    request = JoinRequest.objects.select_related("person", "company").get(pk=request.pk)
    if accept:
        _let_in(_without_company(request.person), request.company)
    publish(JoinDecided(request=request.pk))
    return request


@transaction.atomic
def invite(*, by: User, now: datetime) -> str:
    """The token of a new link. It is told once; only its digest is kept. Raises NotFound for who has no company,
    TooManyInvitations."""
    if not by.is_recruiter or by.company is None:
        raise NotFound
    Company.objects.select_for_update().get(pk=by.company.pk)  # two at once don't both take the last place
    if open_invitations(by.company, now=now).count() >= MOST_OPEN_INVITATIONS:
        raise TooManyInvitations
    token = signing.dumps(secrets.token_urlsafe(16), salt=_SALT)
    Invitation.objects.create(
        company=by.company, invited_by=by, digest=_digest(token), expires_at=now + INVITATION_LASTS
    )
    return token


def open_invitations(company: Company, *, now: datetime) -> QuerySet[Invitation]:
    unused = company.invitations.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)
    return unused.select_related("invited_by").order_by("-pk")


def withdraw_invitation(*, invitation_id: int, by: User, now: datetime) -> None:
    """By any of the company's people. Raises NotFound for others' and for what has ended."""
    if by.company is None or not by.is_recruiter:
        raise NotFound
    if not open_invitations(by.company, now=now).filter(pk=invitation_id).update(withdrawn_at=now):
        raise NotFound


def invitation_of(token: str, *, now: datetime) -> Invitation:
    """Raises InvitationOver for a link that we didn't sign, and for one that has ended."""
    try:
        signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS)
    except signing.BadSignature as error:
        raise InvitationOver from error
    open_ones = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)
    # Whoever has left the company, or was closed out, doesn't invite for it any more.
    open_ones = open_ones.filter(invited_by__is_active=True, invited_by__company=F("company"))
    invitation = open_ones.select_related("company", "invited_by").filter(digest=_digest(token)).first()
    if invitation is None:
        raise InvitationOver
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, person: User, now: datetime) -> Company:
    """Raises InvitationOver, OnlyRecruitersJoin, AlreadyAtCompany."""
    invitation = invitation_of(token, now=now)
    person = _without_company(person)
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not unused.update(used_at=now, used_by=person):
        raise InvitationOver
    JoinRequest.objects.filter(person=person, state=JoinRequest.State.WAITING).update(state=JoinRequest.State.WITHDRAWN)
    _let_in(person, invitation.company)
    return invitation.company


def _without_company(person: User) -> User:
    """The person, locked. Raises when a company isn't theirs to have."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.role != Role.RECRUITER:
        raise OnlyRecruitersJoin
    if person.company_id is not None:
        raise AlreadyAtCompany
    return person


def _let_in(person: User, company: Company) -> None:
    person.company = company
    person.save(update_fields=["company"])


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
