"""The pages of the help. They call services and selectors; nothing is decided here."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from apps.accounts.access import person_of
from apps.accounts.models import User
from apps.chat.support.selectors import open_support_conversation_of, usual_support_wait_minutes
from apps.education import assistant, selectors, services
from apps.education.errors import QuestionTooLong, QuestionUnusable
from apps.education.forms import VoteForm
from apps.education.limits import count_question
from apps.education.models import Article
from apps.education.models.articles import Tongue, tongue_of
from apps.education.services.asking import MAX_LENGTH
from apps.education.services.reading import opened_token
from apps.education.wording import waiting_words
from apps.errors import InvalidInput


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One box, the articles, and the way to a person. `?q=` asks at once."""
    return render(request, "education/help.html", help_context(request) | {"q": request.GET.get("q", "")[:MAX_LENGTH]})


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """The answer as a fragment; without JavaScript, as the whole page."""
    text = request.POST.get("q", "")
    context = answer_context(request, text)
    if getattr(request, "htmx", False):
        return render(request, "education/_answer.html", context, status=422 if "error" in context else 200)
    return render(request, "education/help.html", help_context(request) | context | {"q": text[:MAX_LENGTH]})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Called by the page once it is shown, so that the first question doesn't wait for the model."""
    assistant.library()
    return HttpResponse(status=204)


@require_POST
def solved(request: HttpRequest, token: UUID) -> HttpResponse:
    is_solved = request.POST.get("solved") == "yes"
    question = services.say_whether_solved(person=reader_of(request), token=token, is_solved=is_solved)
    context = {"question": question, "sign_in_url": sign_in_url(question.text)} | person_context(request)
    if getattr(request, "htmx", False):
        return render(request, "education/_solved.html", context)
    return redirect("education:help")


@login_required
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Hands a question over and goes to the conversation with support."""
    token = request.POST.get("question", "")
    conversation = services.hand_over(
        person=person_of(request), token=read_token(token) if token else None, text=request.POST.get("text", "")
    )
    url = reverse("chat:conversation", args=[conversation.pk])
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else redirect(url)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.article_for(slug)
    reader = reader_of(request)
    context = {
        "page": selectors.page(found, person=reader, tongue=tongue_here()),
        "reading_token": opened_token(article=found, person=reader) if reader else "",
    }
    return render(request, "education/article.html", context | vote_context(found, reader))


@login_required
@require_POST
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    found, reader = selectors.article_for(slug), person_of(request)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return render(request, "education/_vote.html", vote_context(found, reader) | {"form": form}, status=422)
    given = services.vote(
        article=found,
        person=reader,
        is_helpful=form.cleaned_data["helpful"] == "yes",
        reason=form.cleaned_data["reason"],
        comment=form.cleaned_data["comment"],
    )
    if not getattr(request, "htmx", False):
        return redirect(found)
    has_reason = bool(given.reason or given.comment)
    context = {"asks_why": not given.is_helpful and not has_reason, "form": VoteForm()}
    return render(request, "education/_vote.html", vote_context(found, reader) | context)


@login_required
@require_POST
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """The page says that it was read to the end."""
    services.record_reading(
        article=selectors.article_for(slug), person=person_of(request), token=request.POST.get("token", "")
    )
    return HttpResponse(status=204)


def reader_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def tongue_here() -> Tongue:
    return tongue_of(get_language())


def read_token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput(field="question") from error


def help_context(request: HttpRequest) -> dict[str, Any]:
    return {"chapters": selectors.chapters(reader_of(request)), "max_length": MAX_LENGTH} | person_context(request)


def person_context(request: HttpRequest) -> dict[str, Any]:
    """What the way to a person says: how long it takes, and whether one is talking there already."""
    reader = reader_of(request)
    return {
        "waiting": waiting_words(usual_support_wait_minutes(now=timezone.now())),
        "open_conversation": open_support_conversation_of(reader) if reader else None,
    }


def answer_context(request: HttpRequest, text: str) -> dict[str, Any]:
    reader = reader_of(request)
    asker = str(reader.pk) if reader else request.META.get("REMOTE_ADDR", "")
    count_question(asker=asker, is_visitor=reader is None)
    try:
        question, answer = services.ask_question(person=reader, text=text, fallback=tongue_here())
    except (QuestionUnusable, QuestionTooLong) as error:
        return {"error": error}
    return {
        "question": question,
        "answer": answer,
        "others": others(answer, question.text),
        "sign_in_url": sign_in_url(question.text),
    } | person_context(request)


def sign_in_url(text: str) -> str:
    """To the sign-in and back to the same question."""
    back = f"{reverse('education:help')}?{urlencode({'q': text})}"
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


def others(answer: assistant.Answer, text: str) -> list[Article]:
    """Articles beside an answer: those that hold all its words, then the next nearest."""
    first = answer.passage.article.pk if answer.passage else None
    worded = list(selectors.search(text)[:3])
    found = {one.pk: one for one in [*worded, *answer.others] if one.pk != first}
    return list(found.values())[:3]


def vote_context(found: Article, reader: User | None) -> dict[str, Any]:
    return {"article": found, "vote": selectors.vote_of(found, reader), "asks_why": False}
