from urllib.parse import quote
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.feedback.tickets.errors import TicketSentBefore
from apps.feedback.tickets.files import read_files
from apps.feedback.tickets.forms import ReplyForm, SheetForm, read_id, show_refusal
from apps.feedback.tickets.lifecycle import NEXT_STEPS
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.selectors import is_told, may_confirm, may_rate, my_tickets, ticket_for, usual_answer_minutes
from apps.feedback.tickets.services import confirm_fixed, open_ticket, rate_help, reply_to_ticket, visible_place
from apps.feedback.tickets.timeline import cause_of
from apps.notifications.deciding.services import mark_read
from apps.ui.durations import duration_words
from apps.ui.fragments import fragment_or_page, sheet_or_page

PAGE_SIZE = 20


SHOWS = ("all", "open", "closed")


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """ "My feedback": the newest news first."""
    person = person_of(request)
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    page = Paginator(my_tickets(person, show=show), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "feedback/mine.html", {"page": page, "show": show})


@login_required
@require_GET
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """One ticket; over htmx only what may change while it is being read."""
    person = person_of(request)
    found = ticket_for(person, ticket_id)
    mark_read(person=person, causes=[cause_of(entry) for entry in found.public_entries])
    context = ticket_context(found) | {"form": ReplyForm()}
    return fragment_or_page(request, "feedback/_ticket.html", "feedback/ticket.html", context)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet from any page. Visitors have one of their own; who was signed out while writing is shown the way in."""
    if not request.user.is_authenticated and request.method == "GET":
        return redirect(f"{reverse('feedback:visitor')}?{request.GET.urlencode()}")
    if not request.user.is_authenticated:
        return render(request, "feedback/_sign_in.html", {"next": quote(request.GET.get("page", "/"))})
    person = person_of(request)
    if request.method == "GET":
        return _in_sheet(request, "_sheet", {"form": SheetForm(initial=place(request, person))})
    form = SheetForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            client_id, files = form.cleaned_data["client_id"], form.cleaned_data["attached"]
            sent = open_ticket(
                reporter=person,
                body=form.cleaned_data["body"],
                client_id=client_id,
                page=form.cleaned_data["page"],
                conversation_id=form.cleaned_data["conversation"],
                message_id=form.cleaned_data["message"],
                client_version=form.cleaned_data["client_version"] or request.headers.get("User-Agent", ""),
                interface_language=person.language,
                files=[] if is_told(client_id, by=person) else read_files(files, member=person),
                offered=request.POST.get("offered", "")[:100],
            )
        except DomainError as error:
            show_refusal(form, error)
            if isinstance(error, TicketSentBefore):
                again = request.POST.copy()
                again["client_id"] = str(uuid4())
                form.data = again
        else:
            usual = usual_answer_minutes(now=timezone.now())
            return _in_sheet(request, "_sent", {"ticket": sent, "usual": usual and duration_words(usual * 60)})
    return _in_sheet(request, "_sheet", {"form": form}, status=422)


def _in_sheet(request: HttpRequest, part: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    back = reverse("feedback:mine"), _("My feedback")
    return sheet_or_page(request, f"feedback/{part}.html", _("Feedback"), context, back=back, status=status)


@login_required
@require_POST
def reply(request: HttpRequest, ticket_id: int) -> HttpResponse:
    person = person_of(request)
    found = ticket_for(person, ticket_id)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            files = read_files(form.cleaned_data["attached"], member=person)
            reply_to_ticket(reporter=person, ticket_id=ticket_id, body=form.cleaned_data["body"], files=files)
        except DomainError as error:
            show_refusal(form, error)
        else:
            return redirect(found)
    return render(request, "feedback/ticket.html", ticket_context(found) | {"form": form}, status=422)


@login_required
@require_POST
def confirm(request: HttpRequest, ticket_id: int) -> HttpResponse:
    is_fixed = request.POST.get("fixed") == "yes"
    confirm_fixed(reporter=person_of(request), ticket_id=ticket_id, is_fixed=is_fixed)
    return redirect("feedback:ticket", ticket_id)


@login_required
@require_POST
def stars(request: HttpRequest, ticket_id: int) -> HttpResponse:
    rate_help(reporter=person_of(request), ticket_id=ticket_id, stars=read_id(request.POST.get("stars", "")) or 0)
    return redirect("feedback:ticket", ticket_id)


def ticket_context(found: Ticket, urls: dict[str, str] | None = None) -> dict[str, object]:
    """`urls` are where it is read and answered, if not on the reporter's own pages."""
    return {
        "ticket": found,
        "urls": urls or {"here": found.get_absolute_url()} | step_urls("feedback:", found.pk),
        "may_confirm": may_confirm(found),
        "may_rate": may_rate(found),
        "next_step": NEXT_STEPS[found.status],
    }


def step_urls(prefix: str, key: int | str) -> dict[str, str]:
    return {step: reverse(f"{prefix}{step}", args=[key]) for step in ("reply", "confirm", "stars")}


def place(request: HttpRequest, person: User | None = None) -> dict[str, object]:
    """Where the sheet was opened: the page, and the conversation and message on it that this person may see."""
    page = request.GET.get("page", "")[:300]
    conversation_id = read_id(request.GET.get("conversation", "")) or conversation_of(page)
    message_id = read_id(request.GET.get("message", ""))
    conversation, message = visible_place(person, conversation_id, message_id) if person else (None, None)
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
