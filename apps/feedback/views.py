"""The pages of feedback. They call services and selectors; nothing is decided here."""

from math import ceil
from urllib.parse import quote
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.access import person_of
from apps.accounts.models import User
from apps.errors import DomainError
from apps.feedback import selectors, services
from apps.feedback.errors import TicketSentBefore
from apps.feedback.forms import RatingForm, ReplyForm, SheetForm, read_id
from apps.feedback.lifecycle import NEXT_STEPS
from apps.feedback.models import Ticket
from apps.feedback.services.timeline import cause_of
from apps.notifications.services import mark_read

PAGE_SIZE = 20
SHOWS = ("all", "open", "closed")


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """ "My feedback": the newest news first."""
    person = person_of(request)
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    page = Paginator(selectors.my_tickets(person, show=show), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "feedback/mine.html", {"page": page, "show": show})


@login_required
@require_GET
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """One ticket; over htmx only what may change while it is being read."""
    person = person_of(request)
    found = selectors.ticket_for(person, ticket_id)
    mark_read(person=person, causes=[cause_of(entry) for entry in found.public_entries])
    if getattr(request, "htmx", False):
        return render(request, "feedback/_ticket.html", ticket_context(found))
    return render(request, "feedback/ticket.html", ticket_context(found) | {"form": ReplyForm()})


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet from any page. Visitors are shown the way to sign in."""
    if not request.user.is_authenticated:
        return render(request, "feedback/_sign_in.html", {"next": quote(request.GET.get("page", "/"))})
    person = person_of(request)
    if request.method == "GET":
        return render(request, "feedback/_sheet.html", {"form": SheetForm(initial=place(request, person))})
    form = SheetForm(request.POST)
    if form.is_valid():
        try:
            sent = services.open_ticket(
                reporter=person,
                body=form.cleaned_data["body"],
                client_id=form.cleaned_data["client_id"],
                page=form.cleaned_data["page"],
                conversation_id=form.cleaned_data["conversation"],
                message_id=form.cleaned_data["message"],
                client_version=form.cleaned_data["client_version"] or request.headers.get("User-Agent", ""),
                interface_language=person.language,
            )
        except DomainError as error:
            form.add_error("body", str(error))
            if isinstance(error, TicketSentBefore):
                again = request.POST.copy()
                again["client_id"] = str(uuid4())
                form.data = again
        else:
            usual = selectors.usual_answer_minutes(now=timezone.now())
            return render(request, "feedback/_sent.html", {"ticket": sent, "usual": usual and whole_units(usual)})
    return render(request, "feedback/_sheet.html", {"form": form}, status=422)


@login_required
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What is known already, while the text is being written."""
    found = selectors.similar(person_of(request), request.POST.get("body", ""))
    return render(request, "feedback/_similar.html", {"similar": found})


@login_required
@require_POST
def me_too(request: HttpRequest, topic_id: int) -> HttpResponse:
    topic = services.support_topic(person=person_of(request), topic_id=topic_id)
    return render(request, "feedback/_supported.html", {"topic": topic, "supporters": topic.supports.count()})


@login_required
@require_POST
def reply(request: HttpRequest, ticket_id: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.ticket_for(person, ticket_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            services.reply_to_ticket(reporter=person, ticket_id=ticket_id, body=form.cleaned_data["body"])
        except DomainError as error:
            form.add_error("body", str(error))
        else:
            return redirect(found)
    return render(request, "feedback/ticket.html", ticket_context(found) | {"form": form}, status=422)


@login_required
@require_POST
def confirm(request: HttpRequest, ticket_id: int) -> HttpResponse:
    is_fixed = request.POST.get("fixed") == "yes"
    services.confirm_fixed(reporter=person_of(request), ticket_id=ticket_id, is_fixed=is_fixed)
    return redirect("feedback:ticket", ticket_id)


@login_required
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """How a conversation was, as a fragment for its page or for the sheet."""
    person = person_of(request)
    conversation, rating = selectors.my_rating(person, conversation_id)
    is_open = rating is None or rating.is_changeable(now=timezone.now())
    context = {"conversation": conversation, "rating": rating, "is_open": is_open}
    if request.method == "GET":
        initial = {"stars": rating.stars, "comment": rating.comment} if rating else {}
        return render(request, "feedback/_rate.html", context | {"form": RatingForm(initial=initial)})
    form = RatingForm(request.POST)
    if form.is_valid():
        try:
            rating = services.rate_conversation(
                rater=person,
                conversation_id=conversation_id,
                stars=form.cleaned_data["stars"],
                comment=form.cleaned_data["comment"],
            )
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            return render(request, "feedback/_rated.html", {"rating": rating, "case": selectors.case_of(rating)})
    return render(request, "feedback/_rate.html", context | {"form": form}, status=422)


def ticket_context(found: Ticket) -> dict[str, object]:
    return {"ticket": found, "may_confirm": selectors.may_confirm(found), "next_step": NEXT_STEPS[found.status]}


def place(request: HttpRequest, person: User) -> dict[str, object]:
    """Where the sheet was opened: the page, and the conversation and message on it that this person may see."""
    page = request.GET.get("page", "")[:300]
    conversation_id = read_id(request.GET.get("conversation", "")) or conversation_of(page)
    conversation, message = services.visible_place(person, conversation_id, read_id(request.GET.get("message", "")))
    return {
        "page": page,
        "client_id": uuid4(),
        "conversation": conversation.pk if conversation else "",
        "message": message.pk if message else "",
        "client_version": request.GET.get("version", "")[:120],
    }


def conversation_of(page: str) -> int | None:
    """The conversation that a page of ours shows; None for all other pages."""
    try:
        match = resolve(page.split("?")[0])
    except Resolver404:
        return None
    return match.kwargs.get("conversation_id") if match.view_name == "chat:conversation" else None


def whole_units(minutes: float) -> dict[str, int | bool]:
    """Minutes rounded up to whole minutes, or from an hour and a half on to whole hours."""
    in_hours = minutes >= 90
    return {"in_hours": in_hours, "n": ceil(minutes / 60) if in_hours else max(1, ceil(minutes))}
