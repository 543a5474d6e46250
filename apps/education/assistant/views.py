from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.support.selectors import open_support_conversation_of, usual_support_wait_minutes
from apps.education.articles.models import Article
from apps.education.articles.selectors import chapters, search
from apps.education.articles.views import asker_of, reader_of, tongue_here
from apps.education.assistant import answering as assistant
from apps.education.assistant.asking import (
    MAX_LENGTH,
    ask_question,
    choose_article,
    comment_on_answer,
    say_whether_solved,
)
from apps.education.assistant.errors import QuestionTooLong, QuestionUnusable
from apps.education.assistant.handing_over import hand_over
from apps.education.assistant.limits import count_question
from apps.education.assistant.models import Question
from apps.education.assistant.wording import said_after, said_with, waiting_words
from apps.errors import InvalidInput
from apps.ui.fragments import gone_to


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
    assistant.library(reader_of(request))
    return HttpResponse(status=204)


@require_POST
def solved(request: HttpRequest, token: UUID) -> HttpResponse:
    is_solved = request.POST.get("solved") == "yes"
    question = say_whether_solved(person=reader_of(request), token=token, is_solved=is_solved)
    context = {
        "question": question,
        "said": said_after(is_solved=is_solved),
        "sign_in_url": sign_in_url(question.text),
    } | person_context(request)
    if getattr(request, "htmx", False):
        return render(request, "education/_solved.html", context)
    return redirect("education:help")


@require_POST
def comment(request: HttpRequest, token: UUID) -> HttpResponse:
    """What they think of the answer; without a script they come back to the help."""
    text = request.POST.get("comment", "")
    question = comment_on_answer(person=reader_of(request), token=token, text=text)
    if getattr(request, "htmx", False):
        return render(request, "education/_comment.html", {"question": question})
    messages.success(request, _("Thank you. Who looks after the article reads it."))
    return redirect("education:help")


@require_POST
def choose(request: HttpRequest, token: UUID) -> HttpResponse:
    """Of two articles the one that is meant, as the answer."""
    slug, reader = request.POST.get("article", ""), reader_of(request)
    _count(request, reader)
    question, answer = choose_article(person=reader, token=token, slug=slug, fallback=tongue_here())
    shown = _shown(question, answer)
    if getattr(request, "htmx", False):
        return render(request, "education/_answer.html", shown | person_context(request))
    return render(request, "education/help.html", help_context(request) | shown | {"q": question.text})


@login_required
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Hands a question over and goes to the conversation with support."""
    token = request.POST.get("question", "")
    conversation = hand_over(
        person=person_of(request), token=read_token(token) if token else None, text=request.POST.get("text", "")
    )
    url = reverse("chat:conversation", args=[conversation.pk])
    return gone_to(request, url)


def read_token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput(field="question") from error


def help_context(request: HttpRequest) -> dict[str, Any]:
    return {"chapters": chapters(reader_of(request)), "max_length": MAX_LENGTH} | person_context(request)


def person_context(request: HttpRequest) -> dict[str, Any]:
    """What the way to a person says: how long it takes, and whether one is talking there already."""
    reader = reader_of(request)
    return {
        "waiting": waiting_words(usual_support_wait_minutes(now=timezone.now())),
        "open_conversation": open_support_conversation_of(reader) if reader else None,
    }


def answer_context(request: HttpRequest, text: str) -> dict[str, Any]:
    reader = reader_of(request)
    _count(request, reader)
    try:
        question, answer = ask_question(person=reader, text=text, fallback=tongue_here())
    except (QuestionUnusable, QuestionTooLong) as error:
        return {"error": error}
    return _shown(question, answer) | person_context(request)


def _count(request: HttpRequest, reader: User | None) -> None:
    count_question(asker=asker_of(request), is_visitor=reader is None)


def _shown(question: Question, answer: assistant.Answer) -> dict[str, Any]:
    return {
        "question": question,
        "answer": answer,
        "said": said_with(answer),
        "others": others(answer, question),
        "sign_in_url": sign_in_url(question.text),
    }


def sign_in_url(text: str) -> str:
    """To the sign-in and back to the same question."""
    back = f"{reverse('education:help')}?{urlencode({'q': text})}"
    return f"{reverse('account_login')}?{urlencode({'next': back})}"


def others(answer: assistant.Answer, question: Question) -> list[Article]:
    """Articles beside an answer: those that hold all its words, then the next nearest."""
    first = answer.passage.article.pk if answer.passage else None
    worded = search(question.text, Article.objects.asked_by(question.person), corrects=False)[:3]
    found = {one.pk: one for one in [*worded, *answer.others] if one.pk != first}
    return list(found.values())[:3]
