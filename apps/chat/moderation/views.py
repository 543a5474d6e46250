"""Reporting on a page, in one tap; what became of it; and the page of a decision, with its appeal."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.accounts.people.services import block
from apps.chat.conversations.selectors import conversation_for
from apps.chat.moderation.deciding import appeal
from apps.chat.moderation.links import decision_from, decision_path
from apps.chat.moderation.models import OF_PEOPLE, OF_POSTINGS, Report
from apps.chat.moderation.postings import posting_for, report_posting
from apps.chat.moderation.selectors import about_me, decisions_about, outcome_words, reports_by, subjects
from apps.chat.moderation.services import MAX_NOTE, report
from apps.chat.safety.limits import narrowed
from apps.chat.safety.selectors import has_blocked
from apps.errors import DomainError, InvalidInput, NotFound

PAGE_SIZE = 25
MOST_DECISIONS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_page(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs. Each reason is a button that sends."""
    me = person_of(request)
    conversation = conversation_for(me, conversation_id)
    asked = request.POST.get("about", "") or _asked(request)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            message, person = _subject(asked)
            made = report(
                reporter=me,
                conversation_id=conversation.pk,
                reason=request.POST.get("reason", ""),
                message_id=message,
                person_id=person,
                note=request.POST.get("note", "")[:MAX_NOTE],
            )
            return redirect("chat:reported", conversation.pk, made.pk)
        except NotFound:
            raise
        except DomainError as refusal:
            error, asked = refusal, asked if _is_readable(asked) else ""
    message, person = _subject(asked)
    context = {
        "conversation": conversation,
        "subjects": subjects(conversation, me, message=message, person=person),
        "reasons": [(reason.value, reason.label) for reason in OF_PEOPLE],
        "note": request.POST.get("note", "")[:MAX_NOTE],
        "max_note": MAX_NOTE,
        "error": error,
    }
    return _shown(request, "report", context, status=error.status if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_posting_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """Like `report_page`, about a posting; what arrived is said in the same place."""
    me = person_of(request)
    job = posting_for(me, job_id)
    note = request.POST.get("note", "")[:MAX_NOTE]
    made: Report | None = None
    error: DomainError | None = None
    if request.method == "POST":
        try:
            made = report_posting(reporter=me, job_id=job.pk, reason=request.POST.get("reason", ""), note=note)
        except DomainError as refusal:
            error = refusal
    reasons = [(reason.value, reason.label) for reason in OF_POSTINGS]
    context = {"job": job, "reasons": reasons, "note": note, "max_note": MAX_NOTE, "error": error, "report": made}
    return _shown(request, "report_posting", context, status=error.status if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reported(request: HttpRequest, conversation_id: int, report_id: int) -> HttpResponse:
    """Thanks, and the offer to block; posting takes it."""
    me = person_of(request)
    made = reports_by(me).filter(pk=report_id, conversation=conversation_id).first()
    if made is None or made.reported is None:
        raise NotFound
    if request.method == "POST":
        block(blocker=me, blocked=made.reported)
        return redirect("chat:reported", conversation_id, report_id)
    context = {"report": made, "person": made.reported, "is_blocked": has_blocked(me, made.reported)}
    return _shown(request, "reported", context | {"conversation_id": conversation_id})


@require_safe
@login_required
def my_reports(request: HttpRequest) -> HttpResponse:
    """What I reported, and what was decided about me."""
    me, now = person_of(request), timezone.now()
    page = Paginator(reports_by(me), PAGE_SIZE).get_page(request.GET.get("page"))
    decisions = [about_me(one, now=now) for one in decisions_about(me)[:MOST_DECISIONS]]
    context = {
        "page": page,
        "entries": [(one, outcome_words(one)) for one in page],
        "narrowed": narrowed(me.pk),
        "decisions": [(one, decision_path(one.report)) for one in decisions],
    }
    return render(request, "chat/moderation/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decision(request: HttpRequest, token: str) -> HttpResponse:
    """For whom it is about, by the signed link of their notice: also when their account is closed."""
    found, error = decision_from(token), ""
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            appeal(report_id=found.pk, text=text)
            return redirect("chat:decision", token)
        except DomainError as refusal:
            error = str(refusal)
            found.refresh_from_db()
    context = {"one": about_me(found, now=timezone.now()), "text": text, "error": error}
    return render(request, "chat/moderation/decision.html", context, status=422 if error else 200)


def _asked(request: HttpRequest) -> str:
    """From the link: ?message=7 or ?person=3."""
    for name in ("message", "person"):
        if value := request.GET.get(name, ""):
            return f"{name}:{value}"
    return ""


def _is_readable(about: str) -> bool:
    try:
        _subject(about)
    except InvalidInput:
        return False
    return True


def _subject(about: str) -> tuple[int | None, int | None]:
    """The message's or the person's number. Raises InvalidInput for what is neither."""
    if not about:
        return None, None
    name, _colon, value = about.partition(":")
    if name not in ("message", "person") or not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise InvalidInput(field="about")
    return (int(value), None) if name == "message" else (None, int(value))


def _shown(request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    if "HX-Request" in request.headers:
        # htmx shows an answer only where it succeeded.
        return render(request, f"chat/moderation/_{name}.html", context)
    return render(request, f"chat/moderation/{name}.html", context, status=status)
