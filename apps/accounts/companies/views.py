"""The page of one's company: its people, who asks to join, and invitations."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.companies import joining
from apps.accounts.companies.models import JoinRequest
from apps.accounts.companies.selectors import colleagues_of, waiting_request_of
from apps.accounts.people.access import person_of
from apps.accounts.people.models import User
from apps.errors import DomainError, NotFound


@never_cache
@require_safe
@login_required
def company(request: HttpRequest) -> HttpResponse:
    return _page(request, _recruiter(request))


@require_POST
@login_required
def name_company(request: HttpRequest) -> HttpResponse:
    person = _recruiter(request)
    try:
        answer = joining.say_where_one_works(person=person, company_name=request.POST.get("company_name", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        if isinstance(answer, JoinRequest):
            messages.info(request, _("We've asked. You hear from us as soon as somebody has decided."))
        else:
            messages.success(request, _("Your company is here now. Invite your colleagues when you like."))
    return redirect("accounts:company")


@require_POST
@login_required
def decide(request: HttpRequest, request_id: int) -> HttpResponse:
    accept = "accept" in request.POST
    try:
        asked = joining.decide_request(request_id=request_id, by=_recruiter(request), accept=accept, now=timezone.now())
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        words = _("%(name)s works with you from now on.") if accept else _("Declined. %(name)s is told.")
        messages.success(request, words % {"name": asked.person.name})
    return redirect("accounts:company")


@never_cache
@require_POST
@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Shows the new link at once, and only now."""
    person = _recruiter(request)
    try:
        token = joining.invite(by=person, now=timezone.now())
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("accounts:company")
    return _page(request, person, link=settings.SITE_URL + reverse("accounts:invitation", args=[token]))


@require_POST
@login_required
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    joining.withdraw_invitation(invitation_id=invitation_id, by=_recruiter(request), now=timezone.now())
    messages.success(request, _("Taken back. The link doesn't work any more."))
    return redirect("accounts:company")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link leads to: sign up or in, then join."""
    try:
        invited = joining.invitation_of(token, now=timezone.now())
        if request.method == "POST" and request.user.is_authenticated:
            joining.accept_invitation(token=token, person=person_of(request), now=timezone.now())
            messages.success(request, _("Welcome to %(company)s.") % {"company": invited.company.name})
            return redirect("accounts:company")
    except joining.InvitationOver as over:
        return render(request, "accounts/invitation.html", {"refusal": str(over)}, status=over.status)
    except DomainError as error:
        return render(request, "accounts/invitation.html", {"refusal": str(error)}, status=error.status)
    if not request.user.is_authenticated:
        request.session[joining.INVITED_KEY] = token
    return render(request, "accounts/invitation.html", {"invitation": invited})


def _page(request: HttpRequest, person: User, link: str = "") -> HttpResponse:
    employer = person.company
    return render(
        request,
        "accounts/company.html",
        {
            "company": employer,
            "colleagues": colleagues_of(person),
            "requests": joining.requests_waiting_for(person),
            "invitations": joining.open_invitations(employer, now=timezone.now()) if employer else [],
            "asked": waiting_request_of(person),
            "link": link,
        },
    )


def _recruiter(request: HttpRequest) -> User:
    person = person_of(request)
    if not person.is_recruiter:
        raise NotFound
    return person
