"""Feedback without an account: a form for whoever isn't signed in, and a page by signed link to follow and answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.education.assistant.limits import count_asking
from apps.errors import DomainError
from apps.feedback.letters.forms import VisitorForm
from apps.feedback.letters.links import correspondent_and_ticket, token_of
from apps.feedback.letters.services import tell_as_visitor
from apps.feedback.tickets.files import ReadFile, read_files
from apps.feedback.tickets.forms import ReplyForm, read_id, show_refusal
from apps.feedback.tickets.selectors import is_told, ticket_for
from apps.feedback.tickets.services import confirm_fixed, rate_help, reply_to_ticket
from apps.feedback.tickets.views import place, step_urls, ticket_context
from apps.ui.fragments import fragment_or_page

VISITORS_A_MINUTE = 3
"""Reports from one network address: a school or an office may share it."""
VISITORS_FILES_AN_HOUR = 20


@require_http_methods(["GET", "POST"])
def visitor(request: HttpRequest) -> HttpResponse:
    """The sheet for who isn't signed in, or a page of its own where no script runs."""
    if request.user.is_authenticated:
        return redirect(f"{reverse('feedback:sheet')}?{request.GET.urlencode()}")
    form = VisitorForm(request.POST or None, request.FILES or None, initial=place(request))
    if request.method == "POST" and form.is_valid():
        try:
            count_asking(asker=f"feedback {request.META.get('REMOTE_ADDR', '')}", most=VISITORS_A_MINUTE)
            ticket = tell_as_visitor(
                body=form.cleaned_data["body"],
                address=form.cleaned_data["email"],
                client_id=form.cleaned_data["client_id"],
                language=get_language() or "",
                page=form.cleaned_data["page"],
                client_version=form.cleaned_data["client_version"] or request.headers.get("User-Agent", ""),
                files=[] if is_told(form.cleaned_data["client_id"], by=None) else _read_files(request, form),
                offered=request.POST.get("offered", "")[:100],
            )
        except DomainError as error:
            show_refusal(form, error)
        else:
            return _show(request, "sent", {"ticket": ticket, "token": token_of(ticket)})
    return _show(request, "form", {"form": form}, status=422 if request.method == "POST" else 200)


def _read_files(request: HttpRequest, form: VisitorForm | ReplyForm) -> list[ReadFile]:
    """Counted for the network address before any is opened."""
    files, network = form.cleaned_data["attached"], request.META.get("REMOTE_ADDR", "")
    if files:
        count_asking(asker=f"files {network}", most=VISITORS_FILES_AN_HOUR, number=len(files), minutes=60)
    return read_files(files, member=None)


def _show(request: HttpRequest, part: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    page = "feedback/letters/visitor.html"
    return fragment_or_page(request, f"feedback/letters/_{part}.html", page, context, status)


@require_GET
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    return _ticket(request, token)


@require_POST
def reply(request: HttpRequest, token: str) -> HttpResponse:
    correspondent, ticket_id = correspondent_and_ticket(token)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            files = _read_files(request, form)
            reply_to_ticket(reporter=correspondent, ticket_id=ticket_id, body=form.cleaned_data["body"], files=files)
        except DomainError as error:
            show_refusal(form, error)
        else:
            return redirect("feedback:by_link", token)
    return _ticket(request, token, form=form, status=422)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    correspondent, ticket_id = correspondent_and_ticket(token)
    confirm_fixed(reporter=correspondent, ticket_id=ticket_id, is_fixed=request.POST.get("fixed") == "yes")
    return redirect("feedback:by_link", token)


@require_POST
def stars(request: HttpRequest, token: str) -> HttpResponse:
    correspondent, ticket_id = correspondent_and_ticket(token)
    rate_help(reporter=correspondent, ticket_id=ticket_id, stars=read_id(request.POST.get("stars", "")) or 0)
    return redirect("feedback:by_link", token)


def _ticket(request: HttpRequest, token: str, form: ReplyForm | None = None, status: int = 200) -> HttpResponse:
    correspondent, ticket_id = correspondent_and_ticket(token)
    urls = {"here": reverse("feedback:by_link", args=[token])} | step_urls("feedback:by_link_", token)
    context = ticket_context(ticket_for(correspondent, ticket_id), urls)
    return render(request, "feedback/letters/ticket.html", context | {"form": form or ReplyForm()}, status=status)
