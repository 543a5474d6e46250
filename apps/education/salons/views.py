from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.education.interests.topics import names_of_topics
from apps.education.salons.calendars import calendar_response
from apps.education.salons.errors import MayNotHost
from apps.education.salons.forms import RateForm, ReasonForm, SalonForm
from apps.education.salons.models import Salon
from apps.education.salons.registering import rate, register, withdraw
from apps.education.salons.selectors import (
    WHEN,
    Attendance,
    average_of,
    feedback_on,
    guests_of,
    hosted,
    listed,
    may_host,
    salon_for,
)
from apps.education.salons.services import agree, call_off, refuse, save_salon
from apps.errors import DomainError

PAGE = 20
MOST_FEEDBACK = 100
WHEN_WORDS = {
    "upcoming": gettext_lazy("Upcoming"),
    "mine": gettext_lazy("Mine"),
    "past": pgettext_lazy("salons", "Past"),
}
DECISIONS = {"agree": agree, "refuse": refuse, "cancel": call_off}


@login_required
@require_safe
def salons(request: HttpRequest) -> HttpResponse:
    """Events: upcoming, mine, past."""
    person = person_of(request)
    when, way = request.GET.get("when", "upcoming"), request.GET.get("way", "")
    when, way = when if when in WHEN else "upcoming", way if way in Salon.Way.values else ""
    page = Paginator(listed(person, when=when, way=way, now=timezone.now()), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "when": when,
        "way": way,
        "whens": WHEN_WORDS.items(),
        "ways": Salon.Way.choices,
        "may_host": may_host(person),
    }
    return render(request, "education/salons/salons.html", context)


@login_required
@require_safe
def salon(request: HttpRequest, salon_id: int) -> HttpResponse:
    person = person_of(request)
    return _page(request, person, salon_for(person, salon_id))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if not may_host(person):
        raise MayNotHost
    return _write(request, person, Salon(host=person, zone=person.time_zone))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, salon_id: int) -> HttpResponse:
    person = person_of(request)
    return _write(request, person, hosted(person, salon_id))


@login_required
@require_POST
def registration(request: HttpRequest, salon_id: int) -> HttpResponse:
    person = person_of(request)
    found = salon_for(person, salon_id)
    try:
        if request.POST.get("comes") == "no":
            withdraw(salon=found, person=person)
            messages.success(request, _("Your seat is given back."))
        elif register(salon=found, person=person).is_seated:
            messages.success(request, _("You have a seat."))
        else:
            messages.success(request, _("You're on the waiting list. We tell you as soon as a seat is yours."))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(found)


@login_required
@require_POST
def decide(request: HttpRequest, salon_id: int, decision: str) -> HttpResponse:
    """An operator agrees or refuses, a host cancels; the last two with their reason."""
    person = person_of(request)
    found, form = hosted(person, salon_id), ReasonForm(request.POST)
    if decision not in DECISIONS:
        raise Http404
    try:
        if decision == "agree":
            agree(salon=found, by=person)
        elif form.is_valid():
            DECISIONS[decision](salon=found, by=person, reason=form.cleaned_data["reason"])  # type: ignore[operator]
        else:
            return _page(request, person, found, reason_form=form, status=422)
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(found)


@login_required
@require_POST
def feedback(request: HttpRequest, salon_id: int) -> HttpResponse:
    person = person_of(request)
    found, form = salon_for(person, salon_id), RateForm(request.POST)
    if form.is_valid():
        try:
            rate(salon=found, person=person, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Thank you. The hosts read it."))
            return redirect(found)
    return _page(request, person, found, rate_form=form, status=422)


@login_required
@require_safe
def calendar(request: HttpRequest, salon_id: int) -> HttpResponse:
    return calendar_response(person_of(request), salon_id)


@login_required
@require_safe
def door(request: HttpRequest, salon_id: int) -> HttpResponse:
    """Where hosts check guests in; it goes on without a connection."""
    person = person_of(request)
    found = hosted(person, salon_id)
    coming = [guest for guest in guests_of(found, person) if guest.is_seated]
    guests = [
        {"code": guest.code, "name": guest.person.name, "is_in": guest.came_at is not None}
        for guest in sorted(coming, key=lambda guest: guest.person.name.casefold())
    ]
    return render(request, "education/salons/door.html", {"salon": found, "guests": guests})


def _write(request: HttpRequest, person: User, found: Salon) -> HttpResponse:
    title = found.title
    form = SalonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_salon(salon=form.instance, by=person, co_hosts=form.cleaned_data["co_hosts"])
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(
                request,
                _("An operator looks at it first; you hear of it.")
                if saved.state == Salon.State.PROPOSED
                else _("It is saved. Whoever registered hears of another time or place."),
            )
            return redirect(saved)
    context = {"form": form, "salon": found, "title": title}
    return render(request, "education/salons/write.html", context, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest,
    person: User,
    found: Salon,
    *,
    reason_form: forms.Form | None = None,
    rate_form: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = Attendance(found, person, timezone.now())
    guest = standing.guest
    context = {
        "standing": standing,
        "salon": found,
        "topic": names_of_topics().get(found.topic, "") if found.topic else "",
        "reason_form": reason_form or ReasonForm(),
        "rate_form": rate_form or RateForm(initial={"words": guest.words} if guest else None),
        "may_decide": person.has_perm("education.change_salon"),
        "feedback": list(feedback_on(found)[:MOST_FEEDBACK]) if standing.is_host else [],
        "average": average_of(found) if standing.is_host else None,
        "guests": list(guests_of(found, person)) if standing.is_host else [],
    }
    return render(request, "education/salons/salon.html", context, status=status)
